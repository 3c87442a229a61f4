/**
 * What the payment core knows of a bank. An adapter builds requests and maps answers to evidence; it decides nothing.
 * Nothing here throws for what a network or a bank does: silence is a result.
 */
import type { Fen } from '../protocol/money.ts';
import type { Secret } from '../protocol/secret.ts';

export type EvidenceSource = 'answer' | 'notify' | 'query' | 'close' | 'bill';

/** Everything a channel ever tells about a payment. `asked_at_ms`: our clock just before the request left (for a notify: when it came in). */
export type Evidence = { source: EvidenceSource; asked_at_ms: number } &
  /** The channel took the money (returned_fen: and gave at least so much back). */
  (
    | { kind: 'paid'; txn: string; amount_fen: Fen; currency: string; returned_fen?: Fen; paid_at_ms?: number }
    /** Took it, but not as agreed (UnionPay 42, 74, 75). */
    | { kind: 'defect'; txn: string; amount_fen: Fen; currency: string; code: string }
    /** A signed notification says so; a query has to confirm it (UnionPay). */
    | { kind: 'claimed'; txn: string; amount_fen: Fen; currency: string }
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

/** What a channel tells about one refund try. Source: docs/money.md 5. */
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
  channel_no: string;
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
  channel_no: string;
  /** The channel's transaction id. */
  txn: string;
  refund_channel_no: string;
  amount_fen: Fen;
  total_fen: Fen;
  reason: string;
}

/** The refund number's own time is part of its identity. */
export type CardRefundAsk = RefundAsk & { created_at_ms: number };

/** A callback as it came in: raw bytes, header names in lower case. */
export interface RawCallback {
  headers: { readonly [name: string]: string | undefined };
  body: Uint8Array;
}

export type CallbackReading =
  | { kind: 'payment'; channel_no: string; callback_id: string; evidence: Evidence }
  | { kind: 'refund'; channel_no: string; refund_channel_no: string; callback_id: string; evidence: RefundEvidence }
  /** Genuine, but nothing of it is for us to act on. */
  | { kind: 'nothing'; callback_id: string; why: string }
  /** Not genuine, not readable, or foreign ids: answered as a failure. `alert` when a person should look. */
  | { kind: 'rejected'; why: string; alert: boolean };

export interface CallbackReply {
  status: number;
  content_type: string;
  body: string;
}

/** What every channel does. Every call resolves; none rejects. */
export interface AnyChannel {
  readonly id: string;
  /** Whose numbers these are (mchid, app_id, merId): numbers are unique within (channel, account). */
  readonly acquirer_id: string;
  /** Verifies on the raw bytes; decides nothing. */
  readCallback(raw: RawCallback): Promise<CallbackReading>;
  /** What the channel wants to read when its callback was taken, or was not. */
  reply(taken: boolean): CallbackReply;
  /** Ends what the adapter keeps open (agents, timers). */
  stop(): Promise<void>;
}

/** One channel whose viewer scans a code. All its calls may be repeated. */
export interface QrChannel extends AnyChannel {
  readonly kind: 'qr';
  /** Pure: the exact body that will be sent, stored at creation and never recomputed. */
  prepayBody(input: PrepayInput): string;
  prepay(channel_no: string, body: string): Promise<PrepayAnswer>;
  query(channel_no: string): Promise<Evidence>;
  close(channel_no: string): Promise<Evidence>;
  refund(ask: RefundAsk): Promise<RefundEvidence>;
  queryRefund(ask: RefundAsk): Promise<RefundEvidence>;
}

/** A card for the time of one call. Either the number or a token stands for it. */
export interface CardSecrets {
  pan?: Secret;
  token?: Secret;
  phone?: Secret;
  /** Whole ID number, or its last six, as the contract asks. */
  id?: Secret;
  /** MMYY as on the card. */
  expiry?: Secret;
  cvn2?: Secret;
  pin?: Secret;
}

export interface CardAsk {
  channel_no: string;
  created_at_ms: number;
  amount_fen: Fen;
  /** When the order ends. */
  expires_at_ms: number;
  card: CardSecrets;
}

/** Is this card good for paying here? Asked under a number of its own; moves nothing. */
export type CardStatus =
  | { kind: 'open' }
  /** Must first be enabled with its bank (77). */
  | { kind: 'not-open'; code: string }
  | { kind: 'refused'; code: string }
  | { kind: 'silent'; why: string };

export type SmsAnswer = { asked_at_ms: number } & ({ kind: 'sent' } | { kind: 'refused'; code: string } | { kind: 'silent'; why: string });

/** A token instead of the number (token mode). */
export type TokenAnswer = { kind: 'token'; token: Secret } | { kind: 'refused'; code: string } | { kind: 'silent'; why: string };

/**
 * One channel whose viewer types a card. `sms`, `consume` and `refund` are sent once: the caller has committed a mark
 * before, and afterwards only queries.
 */
export interface CardChannel extends AnyChannel {
  readonly kind: 'card';
  /** Remembered cards are tokens here; the number itself is kept nowhere. */
  readonly tokens: boolean;
  status(ask: Pick<CardAsk, 'channel_no' | 'created_at_ms' | 'card'>): Promise<CardStatus>;
  sms(ask: CardAsk): Promise<SmsAnswer>;
  consume(ask: CardAsk & { code: Secret }): Promise<Evidence>;
  /** `created_at_ms`: when the number was made; the bank knows a transaction by both (UnionPay's txnTime). */
  query(channel_no: string, created_at_ms: number): Promise<Evidence>;
  refund(ask: CardRefundAsk): Promise<RefundEvidence>;
  queryRefund(ask: CardRefundAsk): Promise<RefundEvidence>;
  /** Token mode: a code for opening, and the token that it opens. */
  openSms(ask: CardAsk): Promise<SmsAnswer>;
  openToken(ask: CardAsk & { code: Secret }): Promise<TokenAnswer>;
  dropToken(ask: Pick<CardAsk, 'channel_no' | 'created_at_ms' | 'card'>): Promise<void>;
}

export type Channel = QrChannel | CardChannel;

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
