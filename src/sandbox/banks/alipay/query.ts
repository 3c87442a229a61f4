/** alipay.trade.query */
import type { Context } from './context.ts';
import { findPayer } from './payers.ts';
import type { Order } from '../../db/records.ts';
import { yuanOf } from './amount.ts';
import { gatewayError, refuse, succeed } from './answer.ts';
import type { AlipayCall } from './call.ts';
import { findTrade, tradeStatus } from './order.ts';
import { wallTime } from './time.ts';

/** Queries may lag behind the payment. */
function asSeen(context: Context, trade: Order): Order {
  const { query_lag_ms } = context.faults.now().answer;
  const hidden = trade.paid_ms !== undefined && context.world.now() < trade.paid_ms + query_lag_ms;
  return hidden ? { ...trade, state: 'waiting' } : trade;
}

function paidFields(trade: Order, amount: string): Record<string, unknown> {
  return {
    send_pay_date: wallTime(trade.paid_ms ?? 0),
    receipt_amount: amount,
    buyer_pay_amount: amount,
    point_amount: '0.00',
    invoice_amount: amount,
    fund_bill_list: [{ amount, fund_channel: 'ALIPAYACCOUNT' }],
  };
}

export function tradeFields(context: Context, trade: Order): Record<string, unknown> {
  const user = findPayer(trade.buyer);
  const amount = yuanOf(context.faults.now().answer.query_amount_fen || trade.amount_fen);
  const { store_id, terminal_id } = trade.echo;
  return {
    trade_no: trade.trade_no,
    out_trade_no: trade.number,
    buyer_logon_id: user?.logon_id,
    buyer_user_id: user?.buyer_id,
    trade_status: tradeStatus(context, trade),
    total_amount: amount,
    ...(trade.state === 'paid' ? paidFields(trade, amount) : {}),
    ...(store_id ? { store_id } : {}),
    ...(terminal_id ? { terminal_id } : {}),
  };
}

export const query: AlipayCall = {
  name: 'query',
  method: 'alipay.trade.query',
  run(context, { biz }) {
    const { named, number, trade } = findTrade(context, biz);
    if (!named) return gatewayError('40001', 'isv.missing-parameter', 'out_trade_no');
    if (!trade) return refuse('ACQ.TRADE_NOT_EXIST', { number });
    return succeed(tradeFields(context, asSeen(context, trade)), { number });
  },
};
