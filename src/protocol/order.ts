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
  /** How it is drawn: MODES, comma between. */
  mode?: string;
  /** What is bought, piece by piece: JSON of OrderLine[], adding up to amount_fen (lines.ts). */
  lines?: string;
  /** How long it is good for, as the viewer reads it: at most 60 characters. */
  period_text?: string;
  /** The merchant's own number of the goods: 1-64 of [0-9A-Za-z_.:-]. */
  goods_code?: string;
  /** Where the viewer asks for an invoice, a code on `paid`: http(s), on the list of return addresses. */
  invoice_url?: string;
  /** What is bought begins and ends: UTC milliseconds as digits. */
  starts_at?: string;
  ends_at?: string;
  /** Who provides it, at most 40 characters. */
  provider?: string;
  /** Whether it goes on, and is paid again, by itself at its end. */
  renews?: 'true' | 'false';
}

/** elder: larger and less of it; plain: no picture behind; contrast: stronger colours; calm: nothing moves. `normal` says nothing. */
export const MODES = ['elder', 'plain', 'contrast', 'calm'] as const;
export type Mode = (typeof MODES)[number];

/** The modes in a comma list, each once; undefined when a word is none. */
export function modesIn(text: string): Mode[] | undefined {
  const words = text.split(',').map((word) => word.trim());
  if (words.some((word) => word !== 'normal' && MODES.indexOf(word as Mode) < 0)) return undefined;
  return MODES.filter((mode) => words.indexOf(mode) >= 0);
}

/** What an order says beyond its subject: texts as the merchant sent them, stored only where they are there. */
export const SAID = ['lines', 'period_text', 'goods_code', 'invoice_url', 'starts_at', 'ends_at', 'provider', 'renews'] as const;
export type Said = Partial<Record<(typeof SAID)[number], string>>;

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
  ...SAID,
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
  /** When the merchant said that it delivered. */
  delivered_at_ms?: number;
  /** As they were sent. */
  goods_code?: string;
  lines?: string;
  period_text?: string;
  /** Sum of refunds that are done. */
  refunded_fen: number;
  refunds: RefundJson[];
}

export interface RefundJson {
  refund_no: string;
  amount_fen: number;
  state: 'refunding' | 'done' | 'failed';
}
