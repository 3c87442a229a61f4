/** alipay.trade.fastpay.refund.query. No refund_status means: not asked, or not done (yet). */
import { yuanOf } from './amount.ts';
import { gatewayError, refuse, succeed } from './answer.ts';
import { text } from './call.ts';
import type { AlipayCall } from './call.ts';
import { findTrade } from './order.ts';

export const refundQuery: AlipayCall = {
  name: 'refund-query',
  method: 'alipay.trade.fastpay.refund.query',
  run(context, { biz }) {
    const { named, number, trade } = findTrade(context, biz);
    const refund_no = text(biz, 'out_request_no');
    if (!named || refund_no === undefined) return gatewayError('40001', 'isv.missing-parameter', 'out_trade_no, out_request_no');
    const about = { number, refund_no };
    if (!trade) return refuse('ACQ.TRADE_NOT_EXIST', about);
    const refund = context.db.refunds.get(number, refund_no);
    const ids = { trade_no: trade.trade_no, out_trade_no: number, out_request_no: refund_no };
    if (refund?.state !== 'SUCCESS') return succeed(refund ? ids : {}, about);
    const amounts = { total_amount: yuanOf(trade.amount_fen), refund_amount: yuanOf(refund.amount_fen) };
    return succeed(
      {
        ...ids,
        ...amounts,
        refund_status: 'REFUND_SUCCESS',
        ...(refund.reason ? { refund_reason: refund.reason } : {}),
      },
      about,
    );
  },
};
