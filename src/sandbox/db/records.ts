import type { Channel, CodeChannel } from '../channel.ts';

/** What a QR was made for. */
export interface Code {
  code: string;
  channel: CodeChannel;
  number: string;
  made_ms: number;
  expires_ms: number;
  /** WeChat: a newer code took its place. */
  dead: boolean;
  subject: string;
  amount_fen: number;
  /** Alipay: the precreate request; a trade is made of it at the scan. */
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

/** An order at WeChat, a trade at Alipay. */
export interface Order {
  channel: CodeChannel;
  number: string;
  amount_fen: number;
  subject: string;
  notify_url?: string;
  /** The request that made it, in one canonical form: a repeat must equal it. */
  asked: string;
  /** Fields given back unchanged in queries and notices. */
  echo: Record<string, string>;
  state: 'waiting' | 'paid' | 'closed';
  made_ms: number;
  /** No payment from this moment on. */
  expires_ms: number;
  /** Who scanned first; nobody else can pay then. */
  buyer?: string;
  scanned_ms?: number;
  /** transaction_id or trade_no. */
  trade_no?: string;
  paid_ms?: number;
  closed_ms?: number;
  /** How often a prepay brought it back after it had ended. */
  revived: number;
  /** A null in the request makes the scan page say "system busy". */
  sick?: boolean;
  certificate_mode?: boolean;
}

export interface Refund {
  channel: CodeChannel;
  /** Of the order. */
  number: string;
  refund_no: string;
  refund_id: string;
  amount_fen: number;
  reason?: string;
  notify_url?: string;
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'CLOSE' | 'ABNORMAL';
  /** What it becomes when its time is over. */
  ends: Refund['state'];
  made_ms: number;
  done_ms?: number;
}

/** Money in (+) or out (-) of the merchant's account at the channel. */
export interface Entry {
  at_ms: number;
  channel: Channel;
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
  channel: Channel;
  call: string;
  number: string;
  refund_no?: string;
  amount_fen?: number;
  /** The bank's word: "200", "ORDERPAID", "40004 ACQ.TRADE_NOT_EXIST" ... */
  outcome: string;
  /** Which knob spoilt it. */
  fault?: string;
}

export interface Notice {
  id: number;
  channel: Channel;
  number: string;
  url: string;
  event: string;
  /** What is told, before encryption and signature. */
  plain: string;
  /** The bank's id of the event, the same on every retry. */
  event_id: string;
  made_ms: number;
  certificate_mode: boolean;
  sent: number;
  state: 'waiting' | 'delivered' | 'given up';
  /** What came back, newest last. */
  answers: string[];
}

/** Something that still happens to a transaction at UnionPay. */
export interface Step {
  at_ms: number;
  /** What queries say from then on. */
  code?: string;
  /** in: the merchant gets the amount. back: the bank by itself returns what came in. out: the merchant gives it back. */
  money?: 'in' | 'back' | 'out';
  /** The merchant is notified. */
  tell?: boolean;
}

/** A transaction at UnionPay that is about money: merchant, orderId and txnTime identify it. */
export interface Txn {
  order_id: string;
  /** YYYYMMDDhhmmss. */
  txn_time: string;
  kind: 'consume' | 'void' | 'refund';
  biz_type: string;
  amount_fen: number;
  /** Our own id of the card; "" when there is no such card. */
  card: string;
  query_id: string;
  trace_no: string;
  made_ms: number;
  back_url: string;
  req_reserved?: string;
  /** Of a void or refund. */
  orig_query_id?: string;
  /** Debited after this it counts as late, 42. */
  pay_timeout_ms?: number;
  /** origRespCode. */
  code: string;
  /** Queries do not know it before. */
  visible_ms: number;
  /** Queries of it fail with 06. */
  blind: boolean;
  moved_ms?: number;
  /** When the bank by itself returned it. */
  bounced_ms?: number;
  /** In order of time. */
  steps: Step[];
}
