/** Records of a bank. Each record's JSON on disk names its bank too, as `channel`. */

/** A code, and the order it is for. */
export interface Code {
  code: string;
  number: string;
  made_ms: number;
  expires_ms: number;
  /** A newer code took its place. */
  dead: boolean;
  subject: string;
  amount_fen: number;
  /** Of a bank that makes the order at the scan: the request it is made of. */
  offer?: Offer;
}

export interface Offer {
  notify_url?: string;
  /** Absolute end of the trade. */
  time_expire_ms?: number;
  /** Life of the trade counted from the scan. */
  timeout_ms?: number;
  echo: Record<string, string>;
  certificate_mode: boolean;
}

export interface Order {
  number: string;
  amount_fen: number;
  subject: string;
  notify_url?: string;
  /** The request that made it, in one canonical form: a repeat must equal it. */
  asked: string;
  /** Fields given back unchanged in queries and callbacks. */
  echo: Record<string, string>;
  state: 'waiting' | 'paid' | 'closed';
  made_ms: number;
  /** No payment from this moment on. */
  expires_ms: number;
  /** The user who scanned first; nobody else can pay then. */
  buyer?: string;
  scanned_ms?: number;
  /** The bank's own number of it. */
  trade_no?: string;
  paid_ms?: number;
  closed_ms?: number;
  /** Prepays that brought it back after it had ended. */
  revived: number;
  /** A null in the request makes the scan page say "system busy". */
  sick?: boolean;
  certificate_mode?: boolean;
}

export interface Refund {
  /** Of the order. */
  number: string;
  refund_no: string;
  refund_id: string;
  amount_fen: number;
  reason?: string;
  notify_url?: string;
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'CLOSE' | 'ABNORMAL';
  /** The state after its time is over. */
  ends: Refund['state'];
  made_ms: number;
  done_ms?: number;
}

/** Money in (+) or out (-) of the merchant's account at the bank. */
export interface Entry {
  at_ms: number;
  number: string;
  kind: 'charge' | 'refund';
  /** Transaction or refund number. */
  ref: string;
  user: string;
  amount_fen: number;
}

/** A call that reached a bank. */
export interface Call {
  at_ms: number;
  call: string;
  number: string;
  refund_no?: string;
  amount_fen?: number;
  /** The bank's word: "200", "ORDERPAID", "40004 ACQ.TRADE_NOT_EXIST" ... */
  outcome: string;
  /** The fault that spoilt it. */
  fault?: string;
}

/** From the bank to the merchant; sent until it is accepted, or given up. */
export interface Callback {
  id: number;
  number: string;
  url: string;
  event: string;
  /** The content before encryption and signature. */
  plain: string;
  /** The bank's id of the event, the same on every retry. */
  event_id: string;
  made_ms: number;
  certificate_mode: boolean;
  sent: number;
  state: 'waiting' | 'delivered' | 'given up';
  /** The merchant's answers, newest last. */
  answers: string[];
}

/** A record together with the id of its bank. */
export type OfBank<T> = T & { channel: string };
