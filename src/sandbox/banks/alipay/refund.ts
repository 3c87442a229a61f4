/** alipay.trade.refund */
import type { Context } from './context.ts';
import { findPayer } from './payers.ts';
import type { Order, Refund } from '../../db/records.ts';
import { fenOf, yuanOf } from './amount.ts';
import { gatewayError, refuse, succeed } from './answer.ts';
import type { AlipayAnswer } from './answer.ts';
import { text } from './call.ts';
import type { AlipayCall } from './call.ts';
import { makeRefund } from './refund-job.ts';
import { findTrade, returnedFen } from './order.ts';
import { wallTime } from './time.ts';

/** refund_fee is everything given back so far, not this refund. */
function refundFields(context: Context, trade: Order, refund: Refund, changed: boolean): Record<string, unknown> {
  const user = findPayer(trade.buyer);
  return {
    trade_no: trade.trade_no,
    out_trade_no: trade.number,
    buyer_logon_id: user?.logon_id,
    buyer_user_id: user?.buyer_id,
    fund_change: changed ? 'Y' : 'N',
    refund_fee: yuanOf(returnedFen(context, trade.number)),
    ...(refund.done_ms ? { gmt_refund_pay: wallTime(refund.done_ms) } : {}),
  };
}

/** The reason against a new refund, or undefined. Refunds under way count as refunded. */
function objection(context: Context, trade: Order, amount_fen: number, about: AlipayAnswer['about']): AlipayAnswer | undefined {
  const live_fen = context.db.refunds.of(trade.number).reduce((sum, refund) => sum + refund.amount_fen, 0);
  if (context.world.now() > (trade.paid_ms ?? 0) + context.settings().refund_window_ms) return refuse('ACQ.TRADE_HAS_FINISHED', about);
  if (live_fen >= trade.amount_fen) return refuse('ACQ.TRADE_STATUS_ERROR', about);
  if (live_fen + amount_fen > trade.amount_fen) return refuse('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', about);
  const short = context.db.entries.balance().balance_fen < amount_fen;
  if (short || context.faults.takeAnswer('refund_not_enough')) return refuse('ACQ.SELLER_BALANCE_NOT_ENOUGH', about);
  return undefined;
}

export const refund: AlipayCall = {
  name: 'refund',
  method: 'alipay.trade.refund',
  run(context, { biz }) {
    const { named, number, trade } = findTrade(context, biz);
    const amount_text = text(biz, 'refund_amount');
    if (!named || amount_text === undefined) return gatewayError('40001', 'isv.missing-parameter', 'out_trade_no, refund_amount');
    const amount_fen = fenOf(amount_text);
    if (amount_fen === undefined) return refuse('ACQ.INVALID_PARAMETER', { number }, 'refund_amount');
    if (!trade) return refuse('ACQ.TRADE_NOT_EXIST', { number, amount_fen });
    if (trade.state !== 'paid') return refuse('ACQ.TRADE_STATUS_ERROR', { number, amount_fen });
    const asked_no = text(biz, 'out_request_no');
    // Only a refund of the whole may come without a number of its own; the order's stands for it.
    if (asked_no === undefined && amount_fen !== trade.amount_fen)
      return refuse('ACQ.INVALID_PARAMETER', { number, amount_fen }, 'out_request_no');
    const refund_no = asked_no ?? trade.number;
    const about = { number, refund_no, amount_fen };
    if (!/^[\x21-\x7e]{1,64}$/.test(refund_no)) return refuse('ACQ.INVALID_PARAMETER', { number, amount_fen }, 'out_request_no');
    const reason = text(biz, 'refund_reason');
    if ((reason ?? '').length > 256) return refuse('ACQ.INVALID_PARAMETER', about, 'refund_reason');
    const known = context.db.refunds.get(number, refund_no);
    if (known && known.amount_fen !== amount_fen) return refuse('ACQ.DISCORDANT_REPEAT_REQUEST', about);
    if (known) return succeed(refundFields(context, trade, known, false), about);
    const wrong = objection(context, trade, amount_fen, about);
    if (wrong) return wrong;
    const pending = context.faults.takeAnswer('refund_pending');
    const made = makeRefund(context, trade, { refund_no, amount_fen, ...(reason ? { reason } : {}) }, pending);
    return succeed(refundFields(context, trade, made, !pending), about);
  },
};
