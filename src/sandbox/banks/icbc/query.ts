/** /api/cardbusiness/aggregatepay/b2c/online/orderqry/V1 with deal_flag 0. Source: docs/channels.md 4.6. */
import type { Order } from '../../db/records.ts';
import { refuse, succeed } from './answer.ts';
import type { IcbcAnswer } from './answer.ts';
import { PATHS } from './call.ts';
import type { IcbcCall } from './call.ts';
import { closeOrder } from './close.ts';
import type { Context } from './context.ts';
import { MERCHANT, ORDER_ID, OUT_TRADE_NO } from './fields.ts';
import type { Biz } from './fields.ts';
import { findOrder, payStatus } from './order.ts';
import { paymentFields } from './payment.ts';

/** Queries may lag behind the payment. */
function asSeen(context: Context, order: Order): Order {
  const { query_lag_ms } = context.faults.now().answer;
  const hidden = order.paid_ms !== undefined && context.world.now() < order.paid_ms + query_lag_ms;
  return hidden ? { ...order, state: 'waiting' } : order;
}

function describe(context: Context, order: Order): IcbcAnswer {
  const seen = asSeen(context, order);
  const { query_amount_fen } = context.faults.now().answer;
  const payment = seen.state === 'paid' ? paymentFields(context, seen, query_amount_fen || seen.amount_fen) : {};
  const { number, trade_no = '' } = order;
  return succeed(
    { pay_status: payStatus(seen), mer_id: context.keys.mer_id, out_trade_no: number, order_id: trade_no, ...payment },
    { number },
  );
}

function run(context: Context, biz: Biz): IcbcAnswer {
  const number = biz['out_trade_no'] ?? '';
  if (!number && !biz['order_id']) return refuse('bad_parameter', {}, 'out_trade_no');
  const order = findOrder(context, biz);
  if (!order) return refuse('order_absent', { number });
  return biz['deal_flag'] === '1' ? closeOrder(context, order) : describe(context, order);
}

/** One path, two calls. */
export const queryOrClose: IcbcCall = {
  name: (biz) => (biz['deal_flag'] === '1' ? 'close' : 'query'),
  path: PATHS.query,
  rules: {
    ...MERCHANT,
    out_trade_no: OUT_TRADE_NO,
    order_id: ORDER_ID,
    /** 0: query; 1: close. */
    deal_flag: { required: true, pattern: /^[01]$/ },
  },
  run,
};
