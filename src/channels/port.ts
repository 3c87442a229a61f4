/**
 * What the payment core knows of a bank. An adapter builds requests and maps answers to evidence; it decides nothing.
 * Nothing here throws for what a network or a bank does: silence is a result.
 */
import type { Fen } from '../protocol/money.ts';

export type EvidenceSource = 'answer' | 'notify' | 'query' | 'close' | 'bill';

/** Everything a channel ever tells about a payment. `asked_at_ms`: our clock just before the request left (for a notify: when it came in). */
export type Evidence = { source: EvidenceSource; asked_at_ms: number } &
  /** The channel took the money (returned_fen: and gave at least so much back). */
  (
    | { kind: 'paid'; txn: string; amount_fen: Fen; currency: string; returned_fen?: Fen; paid_at_ms?: number }
    /** Took it, but not as agreed (UnionPay 42, 74, 75). */
    | { kind: 'defect'; txn: string; amount_fen: Fen; currency: string; code: string }
    /** Knows the number, not paid, may still be paid. */
    | { kind: 'unpaid' }
    /** Does not know the number (yet). */
    | { kind: 'absent' }
    /** Will never take money under this number. */
    | { kind: 'shut' }
    | { kind: 'refused'; code: string }
    /** Look again at once (ORDERPAID, USED, TRADE_STATUS_ERROR, UnionPay 03-05). */
    | { kind: 'pending' }
    /** No answer, 5xx, 429, bad signature, foreign ids, unparsable text. `why` is for the log, free of secrets. */
    | { kind: 'silent'; why: string }
  );

/** Prepay answers with a code to show, or with evidence (`refused` only when the channel surely made nothing payable). */
export type PrepayAnswer = { kind: 'ready'; asked_at_ms: number; qr_text: string } | Evidence;

/** What a channel tells about one refund try. Source: money.md 5. */
export type RefundEvidence = { source: EvidenceSource; asked_at_ms: number } & (
  | { kind: 'done' }
  /** Accepted, still moving. */
  | { kind: 'moving' }
  /** Our balance there is short, or we ask too often: wait, same number. */
  | { kind: 'short' }
  /** WeChat ABNORMAL: a person must send it elsewhere. */
  | { kind: 'stuck' }
  /** This number will never refund (WeChat CLOSED): a new try may be made. */
  | { kind: 'dead' }
  /** The query knows no such refund. */
  | { kind: 'absent' }
  /** The call itself was refused; `final`: by a rule that repeats cannot mend (window over, TRADE_FINISHED, account gone, 50 partial refunds). */
  | { kind: 'refused'; code: string; final: boolean }
  | { kind: 'silent'; why: string }
);

export interface PrepayInput {
  /** Our channel number, 24-32 letters and digits. */
  number: string;
  amount_fen: Fen;
  subject: string;
  /** When the channel must stop taking money. */
  channel_expires_at_ms: number;
  /** When the code was made. */
  created_at_ms: number;
  box_id?: string;
}

export interface RefundAsk {
  /** The payment's channel number. */
  number: string;
  /** The channel's transaction id. */
  txn: string;
  refund_number: string;
  amount_fen: Fen;
  total_fen: Fen;
  reason: string;
}

/** A callback as it came in: raw bytes, header names in lower case. */
export interface RawCallback {
  headers: { readonly [name: string]: string | undefined };
  body: Uint8Array;
}

export type CallbackReading =
  | { kind: 'payment'; number: string; notice_id: string; evidence: Evidence }
  | { kind: 'refund'; number: string; refund_number: string; notice_id: string; evidence: RefundEvidence }
  /** Genuine, but nothing of it is for us to act on. */
  | { kind: 'nothing'; notice_id: string; why: string }
  /** Not genuine, not readable, or foreign ids: answered as a failure. `alert` when a person should look. */
  | { kind: 'rejected'; why: string; alert: boolean };

export interface CallbackReply {
  status: number;
  content_type: string;
  body: string;
}

/** One channel whose viewer scans a code. Every call resolves; none rejects. */
export interface QrChannel {
  readonly id: string;
  /** Whose numbers these are (mchid, app_id): numbers are unique within (channel, account). */
  readonly account: string;
  /** Pure: the exact body that will be sent, stored at creation and never recomputed. */
  prepayBody(input: PrepayInput): string;
  prepay(number: string, body: string): Promise<PrepayAnswer>;
  query(number: string): Promise<Evidence>;
  close(number: string): Promise<Evidence>;
  refund(ask: RefundAsk): Promise<RefundEvidence>;
  queryRefund(ask: RefundAsk): Promise<RefundEvidence>;
  /** Verifies on the raw bytes; decides nothing. */
  readCallback(raw: RawCallback): Promise<CallbackReading>;
  /** What the channel wants to read when its callback was taken, or was not. */
  reply(taken: boolean): CallbackReply;
  /** Ends what the adapter keeps open (agents, timers). */
  stop(): Promise<void>;
}

/** What adapters are given. `send` never follows redirects and rejects only on network failure or timeout. */
export interface ChannelWorld {
  now(): number;
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
