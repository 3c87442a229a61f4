import type { RefusalCode } from '../protocol/refusal.ts';

/** The cashier said no and did nothing. Asking the same again brings the same answer. */
export interface Refused {
  ok: false;
  kind: 'refused';
  /** Such as AMOUNT_BAD, SIGNATURE_BAD, ORDER_CONFLICT, REFUND_TOO_MUCH. Newer cashiers may know more than this version does. */
  code: RefusalCode | (string & {});
  /** The field it is about, when it is about one. */
  field?: string;
  /** HTTP status. */
  status: number;
  /** A sentence for a log, not for a viewer. */
  message: string;
  /** The limit that was broken. */
  limit?: string;
  /** Names the request in the cashier's log: quote it when you ask. */
  trace_id?: string;
}

/**
 * No certain answer, in any of the tries. What was asked may have been done or not: ask again later with the same
 * number. Never take it for a refusal.
 */
export interface Unknown {
  ok: false;
  kind: 'unknown';
  /** network: no answer; timeout: none in time; busy: 429 or 5xx; unreadable: not an answer of this cashier's. */
  why: 'network' | 'timeout' | 'busy' | 'unreadable';
  /** HTTP status of the last try, when there was one. */
  status?: number;
  tries: number;
  message: string;
}

export type Failure = Refused | Unknown;

/** What was asked for, or why not. `if (answer.ok)` tells them apart. */
export type Result<T> = ({ ok: true } & T) | Failure;
