/** What a store keeps of viewers: remembered cards, accounts and boxes. */
import type { CardKind } from '../../protocol/card.ts';

export interface CardRow {
  id: string;
  /** Keyed hash of the viewer. */
  viewer: string;
  channel: string;
  /** Keyed hash of the number. */
  hash: string;
  bank: string;
  bank_name: string;
  kind: CardKind;
  tail: string;
  phone_tail: string;
  key_id: string;
  sealed: Uint8Array;
  /** pending: waits for the first success of this attempt. */
  state: 'pending' | 'kept';
  order_id: string;
  attempt: number;
  created_ms: number;
  used_ms: number;
  /** When its viewer wanted it to be offered first; 0: never. */
  default_ms: number;
  /** When its own code paid last; 0: it never did. */
  proved_ms: number;
}

/** Remembered cards; what is secret in them is encrypted before it comes here. Writes resolve when they are durable. */
export interface CardStore {
  /** Kept cards of a viewer: his default, then the last used. */
  list(viewer: string): Promise<CardRow[]>;
  waiting(order_id: string): Promise<CardRow[]>;
  add(row: CardRow): Promise<void>;
  /** The viewer's older row of the same card goes, and the default it was; at most `max` cards stay. */
  keep(row: CardRow, now_ms: number, max: number): Promise<void>;
  used(id: string, now_ms: number): Promise<void>;
  /** Its own code paid at this time; an older word changes nothing. */
  proved(id: string, at_ms: number): Promise<void>;
  /** A kept card of this viewer is his default from now on; another's stays as it is. */
  prefer(viewer: string, id: string, now_ms: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** Pending ones of before are of attempts that never came to a result. */
  forgetPending(before_ms: number): Promise<void>;
}

/** A viewer's account. `body` is its owner's affair (viewers/accounts/account.ts). */
export interface AccountRow {
  id: string;
  /** Counts writes, from 1. */
  revision: number;
  body: string;
}

/** What goes with an account's revision, in its commit. */
export interface AlongAccount {
  /** Keys. */
  add?: readonly string[];
  remove?: readonly string[];
  forget?: Forgotten;
}

/** A viewer whose remembered cards go, kept and waiting ones, who finds his orders no more, and to whom every box is new; the orders stay. */
export interface Forgotten {
  /** As remembered cards name him (`CardRow.viewer`); absent where no card can be kept. */
  cards?: string;
  /** As his orders and boxes name him (`viewer_key`). */
  orders: string;
}

/** A box on which a viewer was seen: an order of his was made for it, or his own page opened on it. */
export interface BoxRow {
  /** As his orders name him (`viewer_key`). */
  viewer: string;
  box: string;
  /** Since when it is his without a break: a removed one that is admitted again begins anew. */
  first_seen_ms: number;
  /** Behind by less than SEEN_AGAIN_MS. */
  last_seen_ms: number;
  /** 0: not removed. */
  removed_at_ms: number;
}

/** What was seen so lately is not written again. */
export const SEEN_AGAIN_MS = 60 * 60_000;
export const BOXES_LISTED = 50;

/** Orders note their boxes in the commit that makes them. Writes resolve when they are durable. */
export interface BoxStore {
  of(viewer: string, box: string): Promise<BoxRow | undefined>;
  /** Removed ones among them; the last seen first, BOXES_LISTED at most. */
  list(viewer: string): Promise<BoxRow[]>;
  /** A removed one stays removed. */
  seen(viewer: string, box: string, now_ms: number): Promise<void>;
  remove(viewer: string, box: string, now_ms: number): Promise<void>;
  /** Of a removed one; another stays as it is. */
  admit(viewer: string, box: string, now_ms: number): Promise<void>;
}

export interface AccountStore {
  /** The account that has this key. */
  of(key: string): Promise<AccountRow | undefined>;
  /** Writes a revision over the one before it. False, and nothing is written: another was faster, or a key to add is another account's. */
  save(row: AccountRow, also?: AlongAccount): Promise<boolean>;
}
