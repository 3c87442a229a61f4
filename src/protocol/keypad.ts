/** Between a phone that is the keypad of a secret entry and the BFF. What is typed travels sealed, as the TV's does; the page holds it in memory alone. */
import type { CardElement } from './card.ts';
import type { SealedBody } from './answer.ts';
import type { SealTo } from './seal.ts';

/** A field that this page knows how to take. */
export type KeypadField = CardElement | 'pan' | 'code';

export interface KeypadAsk {
  kind: 'card-number' | 'card-check' | 'sms-code';
  /** As the TV's step's: answers are sealed to it. */
  version: number;
  fields: readonly KeypadField[];
  /** The last digits of the card that is asked about. */
  tail?: string;
  /** The number must come from this page. */
  needs_pan?: true;
  /** All typed fields must come with the code. */
  needs_typed?: true;
  can_remember?: true;
  /** The code was not right and is used up: another is asked for by itself, once again_in_ms is over. */
  wrong?: true;
  again_in_ms?: number;
}

export interface KeypadState {
  /** Ready HTML around the fields. */
  html: string;
  /** Changes with `html`, and with the question. */
  mark: string;
  /** The page asks again after so long; absent: it is over. */
  again_ms?: number;
  /** How long this phone may still type. */
  left_ms?: number;
  /** Absent: nothing is typed now. */
  ask?: KeypadAsk;
  /** This phone's, once it has begun. `id`: what its messages are bound to. */
  own?: { id: string; seal: SealTo; /** The TV has not admitted it yet. */ waits?: true };
}

/** Stands in the page as JSON. */
export interface KeypadBoot {
  /** "/s/<CODE>" */
  base: string;
  /** For browsers that keep no cookies. */
  visit: string;
  state: KeypadState;
  words: KeypadWordsOnPage;
  close?: { object: string; name: string };
  /** Keeps the letters at their size, which are large already. */
  still?: { object: string; ready: string; name: string; params: object };
}

/** Body of POST /s/<CODE>/type and /s/<CODE>/bank: the reply is `{ sealed }`, a KeypadState and a CardFace; in clear, a KeypadState, where it does not open. */
export interface KeypadSealedBody extends SealedBody {
  visit?: string;
}

/** Body of POST /s/<CODE>/keypad. lost: typed fields are gone from this page. */
export interface KeypadBody {
  do: 'begin' | 'end' | 'lost';
  visit?: string;
}

export interface KeypadWordsOnPage {
  /** {m} and {s} */
  left: string;
  /** {n} */
  missing: string;
  digits: string;
  offline: string;
  busy: string;
  sent: string;
  /** {s} */
  again_in: string;
  again: string;
  paste: string;
  paste_hold: string;
  luhn: string;
  empty_expiry: string;
  labels: { readonly [field in CardElement]: string };
  wrong: { readonly [field in KeypadField]: string };
}
