/** The world an adapter is given: clock, random, the network, the log. */
/** Given to adapters. `send` never follows redirects and rejects only on network failure or timeout. */
export interface ChannelWorld {
  /** The wall clock; signatures and certificates go by it. */
  now(): number;
  /** Dates a message that is no order's; absent: `now`. A sandbox's clock may be ahead of it. */
  stamp?(): number;
  random(length: number): Uint8Array;
  send: Send;
  log: (level: 'info' | 'warn' | 'error', event: string, facts: { [name: string]: string | number | boolean }) => void;
}

export interface Outgoing {
  method: 'GET' | 'POST';
  url: string;
  headers: { [name: string]: string };
  body?: string;
  timeout_ms: number;
}

export interface Incoming {
  status: number;
  /** Lower-case names. */
  headers: { readonly [name: string]: string | undefined };
  body: Uint8Array;
}

export type Send = (request: Outgoing) => Promise<Incoming>;
