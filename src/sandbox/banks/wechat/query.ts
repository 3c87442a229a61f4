/** GET /v3/pay/transactions/out-trade-no/{out_trade_no} and /v3/pay/transactions/id/{transaction_id} */
import type { Context } from './context.ts';
import type { Order } from '../../db/records.ts';
import { fail, succeed } from './answer.ts';
import type { WechatAnswer } from './answer.ts';
import type { WechatCall, WechatRequest } from './call.ts';
import { paramError } from './fields.ts';
import { findOrder } from './order.ts';
import { transaction } from './transaction.ts';

/** Queries may lag behind the payment. */
function asSeen(context: Context, order: Order): Order {
  const { query_lag_ms } = context.faults.now().answer;
  const hidden = order.paid_ms !== undefined && context.world.now() < order.paid_ms + query_lag_ms;
  return hidden ? { ...order, state: 'waiting' } : order;
}

function answerQuery(context: Context, request: WechatRequest, find: () => Order | undefined): WechatAnswer {
  if (request.query.get('mchid') !== context.keys.mchid) return paramError({ field: 'mchid', issue: 'not the caller' }, {}, 'query');
  const order = find();
  if (!order) return fail('ORDER_NOT_EXIST', '订单不存在', { number: request.path['out_trade_no'] ?? '' });
  const { query_amount_fen } = context.faults.now().answer;
  const seen = asSeen(context, order);
  return succeed(transaction(context, seen, query_amount_fen || seen.amount_fen), { number: order.number });
}

export const query: WechatCall = {
  name: 'query',
  method: 'GET',
  path: '/v3/pay/transactions/out-trade-no/{out_trade_no}',
  run: (context, request) => answerQuery(context, request, () => findOrder(context, request.path['out_trade_no'] ?? '')),
};

export const queryById: WechatCall = {
  name: 'query',
  method: 'GET',
  path: '/v3/pay/transactions/id/{transaction_id}',
  run: (context, request) => answerQuery(context, request, () => context.db.orders.byTrade(request.path['transaction_id'] ?? '')),
};
