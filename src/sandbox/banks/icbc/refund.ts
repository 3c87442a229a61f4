/** /api/cardbusiness/aggregatepay/b2c/online/merrefund/V1. Source: docs/channels.md 4.7. */
import type { Order, Refund } from '../../db/records.ts';
import { refuse, succeed } from './answer.ts';
import type { IcbcAnswer, Refusal } from './answer.ts';
import { PATHS } from './call.ts';
import type { IcbcCall } from './call.ts';
import type { Context } from './context.ts';
import { AMOUNT, CURRENCY, MERCHANT, ORDER_ID, OUT_TRADE_NO, OUTTRX_SERIAL_NO } from './fields.ts';
import type { Biz } from './fields.ts';
import { findOrder, refundedFen } from './order.ts';
import { makeRefund } from './refund-job.ts';
import { compactTime } from './time.ts';

export function refundFields(order: Order, refund: Refund): Record<string, string> {
  return {
    out_trade_no: order.number,
    order_id: order.trade_no ?? '',
    outtrx_serial_no: refund.refund_no,
    intrx_serial_no: refund.refund_id,
    reject_amt: String(refund.amount_fen),
    real_reject_amt: String(refund.amount_fen),
    ...(refund.state === 'SUCCESS' ? { refund_time: compactTime(refund.done_ms ?? 0) } : {}),
  };
}

/** A refund that is not done answers "unknown": it is to be asked after. */
function describe(order: Order, refund: Refund, about: IcbcAnswer['about']): IcbcAnswer {
  if (refund.state === 'SUCCESS') return succeed(refundFields(order, refund), about);
  return refuse('unknown_result', about);
}

/** The reason against a new refund, or undefined. */
function objection(context: Context, order: Order, amount_fen: number): Refusal | undefined {
  if (order.state !== 'paid') return 'order_not_paid';
  if (refundedFen(context, order.number) + amount_fen > order.amount_fen) return 'refund_too_large';
  const short = context.db.entries.balance().balance_fen < amount_fen;
  return short || context.faults.takeAnswer('refund_not_enough') ? 'balance_short' : undefined;
}

function run(context: Context, biz: Biz): IcbcAnswer {
  const { out_trade_no: number = '', outtrx_serial_no: refund_no = '' } = biz;
  if (!number && !biz['order_id']) return refuse('bad_parameter', { refund_no }, 'out_trade_no');
  const amount_fen = Number(biz['ret_total_amt']);
  const order = findOrder(context, biz);
  const about = { number: order?.number ?? number, refund_no, amount_fen };
  if (!order) return refuse('order_absent', about);
  const known = context.db.refunds.byNo(refund_no);
  if (known) {
    const same = known.number === order.number && known.amount_fen === amount_fen;
    return same ? describe(order, known, about) : refuse('refund_differs', about);
  }
  const wrong = objection(context, order, amount_fen);
  if (wrong) return refuse(wrong, about);
  const pending = context.faults.takeAnswer('refund_pending');
  return describe(order, makeRefund(context, order, { refund_no, amount_fen }, pending), about);
}

export const refund: IcbcCall = {
  name: () => 'refund',
  path: PATHS.refund,
  rules: {
    ...MERCHANT,
    mer_prtcl_no: {},
    out_trade_no: OUT_TRADE_NO,
    order_id: ORDER_ID,
    outtrx_serial_no: OUTTRX_SERIAL_NO,
    ret_total_amt: AMOUNT,
    trnsc_ccy: CURRENCY,
  },
  run,
};
