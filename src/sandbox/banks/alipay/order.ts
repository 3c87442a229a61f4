/** Rules of a trade's life that several calls share. */
import type { Context } from './context.ts';
import type { Order } from '../../db/records.ts';
import { text } from './call.ts';

/** The trade as it stands now: unpaid at its end it is closed by Alipay itself. */
function currentTrade(context: Context, trade: Order): Order {
  if (trade.state !== 'waiting' || context.world.now() < trade.expires_ms) return trade;
  const closed: Order = { ...trade, state: 'closed', closed_ms: trade.expires_ms };
  context.db.orders.put(closed);
  return closed;
}

export function tradeByNumber(context: Context, number: string): Order | undefined {
  const trade = context.db.orders.get(number);
  return trade && currentTrade(context, trade);
}

/** By trade_no, which wins, or out_trade_no. `named` is false when neither was given. */
export function findTrade(context: Context, biz: Record<string, unknown>): { named: boolean; number: string; trade: Order | undefined } {
  const trade_no = text(biz, 'trade_no');
  const number = text(biz, 'out_trade_no');
  if (trade_no) {
    const trade = context.db.orders.byTrade(trade_no);
    return { named: true, number: trade?.number ?? number ?? '', trade: trade && currentTrade(context, trade) };
  }
  return {
    named: number !== undefined,
    number: number ?? '',
    trade: number === undefined ? undefined : tradeByNumber(context, number),
  };
}

export function returnedFen(context: Context, number: string): number {
  const done = context.db.refunds.of(number).filter((refund) => refund.state === 'SUCCESS');
  return done.reduce((sum, refund) => sum + refund.amount_fen, 0);
}

export type TradeStatus = 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED';

/** TRADE_CLOSED means ended unpaid, or wholly given back. */
export function tradeStatus(context: Context, trade: Order): TradeStatus {
  if (trade.state === 'waiting') return 'WAIT_BUYER_PAY';
  if (trade.state === 'closed' || returnedFen(context, trade.number) >= trade.amount_fen) return 'TRADE_CLOSED';
  const over_ms = (trade.paid_ms ?? 0) + context.settings().refund_window_ms;
  return context.world.now() > over_ms ? 'TRADE_FINISHED' : 'TRADE_SUCCESS';
}
