/** Everything that can happen to a payment. Each carries `now_ms`, and `fresh` random text where a new number or id may be needed. */
import type { Evidence, PrepayAnswer, PrepayInput, RefundEvidence } from '../../channels/port.ts';
import type { Answer } from '../../protocol/answer.ts';
import type { Fen } from '../../protocol/money.ts';

import type { Times } from './times.ts';

interface At {
  now_ms: number;
  /** At least 64 random letters and digits. */
  fresh: string;
}

/** The call an answer belongs to; an answer to an earlier call moves no ladder. */
export interface CallRef {
  key: string;
  serial: number;
}

export type Event = At &
  /** Time has passed. */
  (
    | { type: 'tick' }
    | { type: 'answer'; version: number; answer: Answer }
    /** Prepay came back, or did not. */
    | { type: 'prepaid'; attempt: number; call: CallRef; answer: PrepayAnswer }
    | { type: 'evidence'; attempt: number; call?: CallRef; evidence: Evidence }
    | { type: 'refund-asked'; refund_no: string; amount_fen: Fen; reason: string }
    | { type: 'refund-evidence'; refund: string; number: string; call?: CallRef; evidence: RefundEvidence }
    | { type: 'notice-result'; n: number; call: CallRef; delivered: boolean }
    | { type: 'close-asked' }
    /** A person's word on held money. */
    | { type: 'held'; txn: string; verdict: 'accept' | 'give-back' }
  );

/** What decide may know of the channels: pure functions and names only. */
export interface Rules {
  times: Times;
  /** Installation prefix of every number: 3 letters or digits. */
  prefix: string;
  channels: { readonly [id: string]: ChannelRules };
  /** Keyed hash, 29 letters and digits; the same text gives the same number after a restore. */
  derive: (text: string) => string;
  /** Most attempts an order, and within an hour. */
  attempts_max: number;
  attempts_hour_max: number;
}

export interface ChannelRules {
  account: string;
  prepayBody: (input: PrepayInput) => string;
}
