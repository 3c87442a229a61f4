/** From what a merchant writes to the flat strings that are signed, and back from what the cashier answers. */
import { asFen } from '../protocol/money.ts';
import { ORDER_STATES } from '../protocol/order.ts';
import type { OrderJson } from '../protocol/order.ts';
import type { OrderList } from './lists.ts';
import type { NewOrder, NewRefund } from './options.ts';

type Flat = { [name: string]: string };

export function orderFields(merchant_id: string, order: NewOrder): Flat {
  const { amount_fen, expires_at_ms, starts_at_ms, ends_at_ms, lines, renews, ...texts } = order;
  return flat({
    merchant_id,
    ...texts,
    amount_fen: digits(amount_fen),
    expires_at: instant(expires_at_ms),
    starts_at: instant(starts_at_ms),
    ends_at: instant(ends_at_ms),
    lines: lines && JSON.stringify(lines),
    renews: renews === undefined ? undefined : String(renews),
  });
}

function instant(at_ms: number | undefined): string | undefined {
  return at_ms === undefined ? undefined : String(Math.floor(at_ms));
}

export function refundFields(merchant_id: string, refund: NewRefund): Flat {
  const { refund_no, amount_fen, reason, request_id } = refund;
  return flat({ merchant_id, refund_no, amount_fen: digits(amount_fen), reason, request_id });
}

export function listFields(wish: OrderList & { after?: string | undefined }): Flat {
  const { created_after_ms, limit, ...texts } = wish;
  return flat({ ...texts, created_after: instant(created_after_ms), limit: limit === undefined ? undefined : String(limit) });
}

/** Half of a surrogate pair (a text cut in the middle of an emoji) cannot be sent as UTF-8; it becomes U+FFFD, as everywhere. */
const HALF_PAIR = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function flat(fields: { [name: string]: string | undefined }): Flat {
  const out: Flat = {};
  for (const [name, value] of Object.entries(fields)) if (value) out[name] = value.replace(HALF_PAIR, '\uFFFD');
  return out;
}

function digits(amount_fen: number): string {
  if (asFen(amount_fen) === undefined) throw new RangeError('amount_fen must be a whole number of fen from 1 to 10000000000');
  return String(amount_fen);
}

/** The order in an answer, if it is one and the one that was asked about. */
export function viewIn(body: unknown, order_no: string): OrderJson | undefined {
  const view = body as Partial<OrderJson> | null;
  const good =
    view?.order_no === order_no &&
    ORDER_STATES.some((state) => state === view.state) &&
    typeof view.cashier_url === 'string' &&
    typeof view.amount_fen === 'number' &&
    Array.isArray(view.refunds);
  return good ? (view as OrderJson) : undefined;
}
