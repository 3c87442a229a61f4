/** Between a phone's page and the BFF. The server draws; the page presses, waits and opens wallets. */

/** The URL path below which everything public lies: pages, scripts, the ways back of wallets. */
export const PHONE_PATH = '/s/';

/** What the page shows now. */
export interface PhoneState {
  /** Ready HTML of the page's inside. */
  html: string;
  /** Changes with `html`. */
  mark: string;
  /** Until the order ends, by the server's clock; absent where no time is shown. */
  left_ms?: number;
  /** The page asks again after so long; absent: nothing changes any more. */
  again_ms?: number;
}

/** The answer to a press. `wait`: press again by yourself after so long; the same attempt is found. */
export type PhoneAnswer =
  | { kind: 'state'; state: PhoneState }
  | { kind: 'wait'; again_ms: number }
  | { kind: 'bridge'; object: string; ready: string; name: string; params: { readonly [name: string]: string } }
  | { kind: 'go'; url: string };

/** What a wallet told the page as it came back; proves nothing, and chooses words alone. */
export type CameBack = 'ok' | 'no';

/** Stands in the page as JSON. */
export interface PhoneBoot {
  /** Of this order: "/s/<CODE>". */
  base: string;
  state: PhoneState;
  /** For browsers that keep no cookies. */
  visit: string;
  words: PhoneWordsOnPage;
  /** Closes the wallet's browser; absent elsewhere. */
  close?: { object: string; name: string };
}

/** The texts that the page itself says. */
export interface PhoneWordsOnPage {
  /** {m} and {s}. */
  left: string;
  opening: string;
  offline: string;
  offline_opened: string;
  busy: string;
  no_bridge: string;
}
