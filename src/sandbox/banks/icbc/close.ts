/** /api/cardbusiness/aggregatepay/b2c/online/orderqry/V1 with deal_flag 1: no payment from now on. */
import type { Order } from '../../db/records.ts';
import { refuse, succeed } from './answer.ts';
import type { IcbcAnswer } from './answer.ts';
import type { Context } from './context.ts';
import { payStatus } from './order.ts';

/** Refused after the payment; an order that is closed already stays so. */
export function closeOrder(context: Context, order: Order): IcbcAnswer {
  const { number, trade_no = '' } = order;
  if (order.state === 'paid') return refuse('order_paid', { number });
  const closed: Order = order.state === 'closed' ? order : { ...order, state: 'closed', closed_ms: context.world.now() };
  context.db.orders.put(closed);
  return succeed({ pay_status: payStatus(closed), out_trade_no: number, order_id: trade_no }, { number });
}
