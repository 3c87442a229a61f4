/** Rules of an order that several calls share. */
import type { Order, Refund } from '../../db/records.ts';
import type { Context } from './context.ts';
import type { Biz } from './fields.ts';

/** The order as it stands now: unpaid at its end it is closed by itself. */
function currentOrder(context: Context, order: Order): Order {
  if (order.state !== 'waiting' || context.world.now() < order.expires_ms) return order;
  const closed: Order = { ...order, state: 'closed', closed_ms: order.expires_ms };
  context.db.orders.put(closed);
  return closed;
}

export function orderByNumber(context: Context, number: string): Order | undefined {
  const order = context.db.orders.get(number);
  return order && currentOrder(context, order);
}

/** By order_id, ICBC's own number, or else out_trade_no; undefined as well when both are given and do not agree. */
export function findOrder(context: Context, biz: Biz): Order | undefined {
  const { order_id, out_trade_no } = biz;
  if (!order_id) return orderByNumber(context, out_trade_no ?? '');
  const order = context.db.orders.byTrade(order_id);
  return order && (!out_trade_no || order.number === out_trade_no) ? currentOrder(context, order) : undefined;
}

/** 0 paid, 1 failed, 2 unknown. Not the table of /api/qrcode/V2/query. Source: docs/channels.md 4.6. */
export function payStatus(order: Order): string {
  return { paid: '0', closed: '1', waiting: '2' }[order.state];
}

const LIVE: ReadonlySet<Refund['state']> = new Set(['PROCESSING', 'SUCCESS']);

/** Refunded, or on its way. */
export function refundedFen({ db }: Context, number: string): number {
  const live = db.refunds.of(number).filter((refund) => LIVE.has(refund.state));
  return live.reduce((sum, refund) => sum + refund.amount_fen, 0);
}
