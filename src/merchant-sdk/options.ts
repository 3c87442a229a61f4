import type { OrderLine } from '../protocol/lines.ts';
import type { Lang } from '../protocol/order.ts';
import type { SigningKey } from '../protocol/paysign-v2.ts';

/** What is used of `fetch`; undici's and the built-in one both are such. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;
export interface FetchInit {
  method: string;
  headers: { [name: string]: string };
  body?: string;
  signal: AbortSignal;
  /** A signed request goes where it was signed for, never elsewhere. */
  redirect: 'manual';
}
export interface FetchAnswer {
  status: number;
  text(): Promise<string>;
}

export interface LezhongPayOptions {
  /** Where the cashier's backend is, "https://pay.example". */
  base_url: string;
  merchant_id: string;
  /**
   * One or two live keys. The first signs; all verify. To rotate: put the new key second on both sides, then first,
   * then take the old one away.
   */
  keys: readonly SigningKey[];
  /** How long one try of a call may take. 10,000 ms unless told. */
  timeout_ms?: number;
  /** How long to wait before each further try of a call that brought no certain answer. 300, 1,000, 3,000 ms unless told; [] for one try only. */
  retry_ms?: readonly number[];
  fetch?: Fetch;
  /** UTC milliseconds. */
  now?: () => number;
  /** A text that does not come twice. */
  nonce?: () => string;
  sleep?: (delay_ms: number) => Promise<void>;
}

/** An order to be made. Its `order_no` makes it one: asking again with the same contents finds the same order. */
export interface NewOrder {
  /** Your own number: 1-64 of [0-9A-Za-z_-]. */
  order_no: string;
  /** Whole fen, 1990 for 19.90 yuan. */
  amount_fen: number;
  /** What the viewer reads, at most 60 characters. */
  subject: string;
  /** A second line under it, at most 120 characters. */
  detail?: string;
  /** Where the viewer goes back to. Its host must be on your list at the cashier. */
  return_url: string;
  /** Where notices are posted. Its host must be on your list at the cashier. */
  notify_url: string;
  /** When the order ends: UTC milliseconds. */
  expires_at_ms?: number;
  /** Smart card or account number of the viewer, if your server knows it for sure. */
  viewer_id?: string;
  box_id?: string;
  lang?: Lang;
  /** How it is drawn: "elder", or several with a comma between (elder, plain, contrast, calm). */
  mode?: string;
  /** What is bought, at most 10 lines and 1,000 bytes as JSON. They add up to `amount_fen`. */
  lines?: readonly OrderLine[];
  /** How long it is good for, as the viewer reads it: at most 60 characters. */
  period_text?: string;
  /** Your own number of the goods: 1-64 of [0-9A-Za-z_.:-]. */
  goods_code?: string;
  /** Where the viewer asks for an invoice; shown as a code once it is paid. On your list of return addresses. */
  invoice_url?: string;
  /** What is bought begins and ends: UTC milliseconds. */
  starts_at_ms?: number;
  ends_at_ms?: number;
  /** Who provides it, at most 40 characters. */
  provider?: string;
  /** false: the viewer reads that it does not renew itself. Say it only where you know. */
  renews?: boolean;
}

export interface NewRefund {
  order_no: string;
  /** Your own number for this refund: 1-64 of [0-9A-Za-z_-]. The same number again is the same refund. */
  refund_no: string;
  /** Whole fen, at most what is left of the order. */
  amount_fen: number;
  /** At most 80 characters; the viewer may read it on the phone. */
  reason?: string;
  /** The viewer's request that it grants, as the notice refund.requested named it. */
  request_id?: string;
}

/** A viewer's own page, opened by a portal. */
export interface ViewerVisit {
  /** As in the viewer's orders. */
  viewer_id: string;
  /** Where the key 返回 leads. Its host must be on your list at the cashier. */
  return_url: string;
  box_id?: string;
  lang?: Lang;
}
