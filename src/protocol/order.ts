/** What a merchant asks for. Flat strings on the wire: they are what PaySign v2 signs. */
export interface OrderFields {
  merchant_id: string;
  /** The merchant's own number: 1-64 of [0-9A-Za-z_-]. */
  order_no: string;
  /** Whole fen as digits, "1990". */
  amount_fen: string;
  /** What the viewer reads, at most 60 characters. */
  subject: string;
  /** A second line under it, at most 120 characters. */
  detail?: string;
  /** Where the viewer goes back to: http(s), on the merchant's allow-list. */
  return_url: string;
  /** Where notices are posted: http(s), on the merchant's allow-list. */
  notify_url: string;
  /** When the order ends: UTC milliseconds as digits. */
  expires_at?: string;
  /** Smart card or account, operator-wide; only a merchant's server may say it. */
  viewer_id?: string;
  box_id?: string;
  lang?: Lang;
  mode?: 'elder' | 'normal';
}

export const LANGS = ['zh-CN', 'zh-TW', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** The fields that make an order what it is: the same number with another of these is refused. */
export const ORDER_CONTENT = [
  'amount_fen',
  'subject',
  'detail',
  'return_url',
  'notify_url',
  'expires_at',
  'viewer_id',
  'box_id',
] as const satisfies readonly (keyof OrderFields)[];

export const ORDER_STATES = ['open', 'closing', 'closed', 'paid'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Answer to GET /v2/orders/:order_no and POST /v2/orders. Amounts are whole fen. */
export interface OrderJson {
  merchant_id: string;
  order_no: string;
  state: OrderState;
  amount_fen: number;
  subject: string;
  cashier_url: string;
  created_at_ms: number;
  expires_at_ms: number;
  paid_at_ms?: number;
  closed_at_ms?: number;
  /** The channel that won, when paid. */
  channel?: string;
  channel_transaction?: string;
  /** Sum of refunds that are done. */
  refunded_fen: number;
  refunds: RefundJson[];
}

export interface RefundJson {
  refund_no: string;
  amount_fen: number;
  state: 'refunding' | 'done' | 'failed';
}
