/** alipay.trade.close: only a trade that waits for its buyer can be closed; an unscanned code is no trade yet. */
import { gatewayError, refuse, succeed } from './answer.ts';
import type { AlipayCall } from './call.ts';
import { findTrade } from './order.ts';

export const close: AlipayCall = {
  name: 'close',
  method: 'alipay.trade.close',
  run(context, { biz }) {
    const { named, number, trade } = findTrade(context, biz);
    if (!named) return gatewayError('40001', 'isv.missing-parameter', 'out_trade_no');
    if (!trade) return refuse('ACQ.TRADE_NOT_EXIST', { number });
    if (trade.state !== 'waiting') return refuse('ACQ.TRADE_STATUS_ERROR', { number });
    context.db.orders.put({ ...trade, state: 'closed', closed_ms: context.world.now() });
    return succeed({ trade_no: trade.trade_no, out_trade_no: trade.number }, { number });
  },
};
