/** POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close */
import { fail } from './answer.ts';
import type { WechatCall } from './call.ts';
import { findProblem, paramError } from './fields.ts';
import { findOrder } from './order.ts';

export const close: WechatCall = {
  name: 'close',
  method: 'POST',
  path: '/v3/pay/transactions/out-trade-no/{out_trade_no}/close',
  run(context, { path, body }) {
    const number = path['out_trade_no'] ?? '';
    const about = { number };
    const problem = findProblem(body, { mchid: { type: 'text', max: 32, required: true } });
    if (problem) return paramError(problem, about);
    if ((body as { mchid: string }).mchid !== context.keys.mchid) return paramError({ field: '/mchid', issue: 'not the caller' }, about);
    const order = findOrder(context, number);
    if (!order) return fail('ORDER_NOT_EXIST', '订单不存在', about);
    if (order.state === 'paid') return fail('ORDER_PAID', '该订单已支付', about);
    if (order.state === 'closed') return fail('ORDER_CLOSED', '该订单已关闭', about);
    if (context.faults.takeAnswer('close_202')) return { status: 202, detail: 0, about };
    context.db.orders.put({ ...order, state: 'closed', closed_ms: context.world.now() });
    return { status: 204, detail: 0, about };
  },
};
