/** GET /v3/refund/domestic/refunds/{out_refund_no} */
import { fail, succeed } from './answer.ts';
import type { WechatCall } from './call.ts';
import { refundObject } from './refund-object.ts';

export const refundQuery: WechatCall = {
  name: 'refund-query',
  method: 'GET',
  path: '/v3/refund/domestic/refunds/{out_refund_no}',
  run(context, { path }) {
    const refund_no = path['out_refund_no'] ?? '';
    const refund = context.db.refunds.byNo(refund_no);
    const order = refund && context.db.orders.get(refund.number);
    if (!refund || !order) return fail('RESOURCE_NOT_EXISTS', '退款单不存在', { refund_no });
    return succeed(refundObject(order, refund), { number: order.number, refund_no });
  },
};
