/** alipay.trade.cancel: closes what is unpaid, gives back what is paid. Dangerous for a cashier, hence modelled in full and recorded. */
import { gatewayError, succeed } from './answer.ts';
import type { AlipayCall } from './call.ts';
import { makeRefund } from './refund-job.ts';
import { findTrade, returnedFen } from './order.ts';

export const cancel: AlipayCall = {
  name: 'cancel',
  method: 'alipay.trade.cancel',
  run(context, { biz }) {
    const { named, number, trade } = findTrade(context, biz);
    if (!named) return gatewayError('40001', 'isv.missing-parameter', 'out_trade_no');
    const about = { number };
    if (!trade) return succeed({ out_trade_no: number, retry_flag: 'N' }, about);
    const fields = { trade_no: trade.trade_no, out_trade_no: trade.number, retry_flag: 'N' };
    if (trade.state !== 'paid') {
      if (trade.state === 'waiting') context.db.orders.put({ ...trade, state: 'closed', closed_ms: context.world.now() });
      return succeed({ ...fields, action: 'close' }, about);
    }
    const left_fen = trade.amount_fen - returnedFen(context, number);
    if (left_fen > 0) makeRefund(context, trade, { refund_no: `cancel_${number}`, amount_fen: left_fen }, false);
    return succeed({ ...fields, action: 'refund' }, about);
  },
};
