/** /api/cardbusiness/aggregatepay/b2c/online/refundqry/V1. Source: docs/channels.md 4.7. */
import type { Refund } from '../../db/records.ts';
import { refuse, succeed } from './answer.ts';
import { PATHS } from './call.ts';
import type { IcbcCall } from './call.ts';
import { MERCHANT, ORDER_ID, OUT_TRADE_NO, OUTTRX_SERIAL_NO } from './fields.ts';
import { findOrder } from './order.ts';
import { refundFields } from './refund.ts';

/** 0 done, 1 failed, 2 unknown. */
function refundStatus({ state }: Refund): string {
  if (state === 'SUCCESS') return '0';
  return state === 'PROCESSING' ? '2' : '1';
}

export const refundQuery: IcbcCall = {
  name: () => 'refund-query',
  path: PATHS.refund_query,
  rules: {
    ...MERCHANT,
    mer_prtcl_no: {},
    out_trade_no: OUT_TRADE_NO,
    order_id: ORDER_ID,
    outtrx_serial_no: OUTTRX_SERIAL_NO,
  },
  run(context, biz) {
    const { out_trade_no: number = '', outtrx_serial_no: refund_no = '' } = biz;
    if (!number && !biz['order_id']) return refuse('bad_parameter', { refund_no }, 'out_trade_no');
    const order = findOrder(context, biz);
    const about = { number: order?.number ?? number, refund_no };
    const known = order && context.db.refunds.get(order.number, refund_no);
    if (!order) return refuse('order_absent', about);
    if (!known) return refuse('refund_absent', about);
    return succeed({ pay_status: refundStatus(known), ...refundFields(order, known) }, about);
  },
};
