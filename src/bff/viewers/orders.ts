/** A viewer's orders, drawn for his own page: refunds on their way first, then the newest. */
import type { MeOrders } from '../../protocol/me.ts';
import { fen, yuan } from '../../protocol/money.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { meOrder } from '../render/me/order.ts';
import type { MeDraw } from '../render/me/order.ts';
import { monthOfTime } from '../render/me/when.ts';
import type { Payment } from '../payments/payment.ts';
import type { OrderPlace, Store } from '../store/port.ts';

/** Read at once; a page of them is five. */
const READ = 40;
const BEFORE = /^([0-9]{1,15})\.([0-9a-z]{20})$/;

/** Undefined for a text that is none of ours. */
export function placeOf(before: string): OrderPlace | undefined {
  const [, created_ms, id] = BEFORE.exec(before) ?? [];
  return created_ms !== undefined && id !== undefined ? { created_ms: Number(created_ms), id } : undefined;
}

export async function viewerOrders(
  store: Pick<Store, 'ordersOf' | 'read'>,
  viewer: string,
  draw: MeDraw,
  before?: OrderPlace,
): Promise<MeOrders> {
  const ids = await store.ordersOf(viewer, { max: READ, ...(before ? { before } : {}) });
  const found = await Promise.all(ids.map((id) => store.read({ id })));
  const payments = found.filter((one): one is Payment => one?.order.viewer_key === viewer);
  const orders = payments.map((one) => meOrder(one, draw));
  const last = ids.length === READ ? payments.at(-1)?.order : undefined;
  const month = before ? undefined : monthText(payments, last !== undefined, draw);
  return {
    orders: [...orders.filter((one) => one.stages), ...orders.filter((one) => !one.stages)],
    ...(last ? { before: last.created_ms + '.' + last.id } : {}),
    ...(month === undefined ? {} : { month_text: month }),
  };
}

/** What was paid in this month and not given back; undefined where there may be more than was read. */
function monthText(payments: readonly Payment[], is_more: boolean, { words, now_ms }: MeDraw): string | undefined {
  const now = monthOfTime(now_ms);
  const oldest = payments.at(-1);
  if (is_more && oldest && monthOfTime(oldest.order.created_ms) === now) return undefined;
  const paid = payments.flatMap((one) => {
    const won = one.receipts.find(({ role }) => role === 'won');
    if (!won || monthOfTime(won.taken_ms) !== now) return [];
    const back = one.refunds.filter(({ txn, state }) => txn === won.txn && state === 'done');
    return [won.amount_fen - back.reduce((sum, { amount_fen }) => sum + amount_fen, 0)];
  });
  return fill(words.month, { count: paid.length, yuan: yuan(fen(paid.reduce((sum, one) => sum + one, 0))) });
}
