/** Where payments live. A handful of methods; SQLite is the embedded one. */
import type { Decision, Entry, Payment } from '../payments/payment.ts';
import type { CardRow } from './sqlite/cards.ts';
import type { Limit, Reservation } from './sqlite/uses.ts';

export type Key =
  | { id: string }
  | { token: string }
  | { merchant_id: string; order_no: string }
  | { channel: string; acquirer_id: string; channel_no: string };

/** What a change makes: a decision to store (or none) and a value for the caller, who gets it once it is durable. */
export interface Change<T> {
  decision?: Decision;
  /** The channel's notice id, remembered in the same commit. */
  callback?: { channel: string; callback_id: string; at_ms: number };
  /** Noted in the same commit. */
  uses?: Reservation;
  /** Slots whose tries no longer count. */
  give_back?: readonly string[];
  value: T;
}

export interface DueJob {
  order_id: string;
  key: string;
  lane: string;
  due_ms: number;
}

/** Money whose number we do not know. `ours`: it carries our prefix, so an order may still appear. */
export interface Stray {
  channel: string;
  acquirer_id: string;
  txn: string;
  channel_no: string;
  amount_fen: number;
  currency: string;
  ours: boolean;
}

/** What a change may look at besides its payment, as of its own transaction. */
export interface Look {
  full(limits: readonly Limit[], now_ms: number): Limit | undefined;
}

/** Remembered cards; writes resolve when they are durable. */
export interface CardStore {
  list(viewer: string): CardRow[];
  waiting(order_id: string): CardRow[];
  add(row: CardRow): Promise<void>;
  keep(row: CardRow, now_ms: number, max: number): Promise<void>;
  used(id: string, now_ms: number): Promise<void>;
  remove(id: string): Promise<void>;
  forgetPending(before_ms: number): Promise<void>;
}

export interface Store {
  /** Loads, calls the pure `change`, writes; all changes that arrive together are one commit. Rejects when nothing was stored. */
  change<T>(key: Key, change: (payment: Payment | undefined, look: Look) => Change<T>): Promise<T>;
  /** The committed state. */
  read(key: Key): Payment | undefined;
  /** Due work, oldest first within each lane; `room` says how many more a lane takes, `busy` which are under way. */
  claim(now_ms: number, room: (lane: string) => number, busy: (order_id: string, key: string) => boolean): DueJob[];
  /** When the next job after after_ms falls due; what is overdue already is launched, under way, or resting. */
  nextDue(after_ms: number): number | undefined;
  /** Notes a try unless one of its limits is full; that one is named. */
  reserve(reservation: Reservation, now_ms: number): Promise<Limit | undefined>;
  readonly cards: CardStore;
  wasCalled(channel: string, callback_id: string): boolean;
  /** `wait` until it has been known for wait_ms, then `booked` as held money of its own. */
  stray(stray: Stray, now_ms: number, wait_ms: number): Promise<'wait' | 'booked' | 'recorded'>;
  /** Calls back after each durable commit of a payment. */
  onCommit(listener: (payment: Payment) => void): () => void;
  /** Sums of entries by account, in fen. */
  balances(): { [account: string]: number };
  /** The ledger lines of one order. */
  entries(order_id: string): Entry[];
  flags(): { order_id: string; code: string; detail: string; at_ms: number }[];
  /** Throws when the database does not answer, or took no commit lately and takes none now. */
  ping(): void;
  close(): Promise<void>;
}
