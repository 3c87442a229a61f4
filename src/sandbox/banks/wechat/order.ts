/** Rules of an order's life that several calls share. */
import type { Context } from './context.ts';
import type { Order } from '../../db/records.ts';

/** The order as it stands now: unpaid past its longest life it is closed, with no call from anyone. Past time_expire alone it stays NOTPAY. */
export function currentOrder(context: Context, order: Order): Order {
  const end_ms = Math.max(order.expires_ms, order.made_ms + context.settings().order_life_ms);
  if (order.state !== 'waiting' || context.world.now() < end_ms) return order;
  const closed: Order = { ...order, state: 'closed', closed_ms: end_ms };
  context.db.orders.put(closed);
  return closed;
}

export function findOrder(context: Context, number: string): Order | undefined {
  const order = context.db.orders.get(number);
  return order && currentOrder(context, order);
}
