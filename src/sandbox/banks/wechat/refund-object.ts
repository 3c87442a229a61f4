/** A refund in WeChat's answers and callbacks. */
import type { Order, Refund } from '../../db/records.ts';
import { rfc3339 } from './time.ts';

const ACCOUNT = '支付用户零钱';

export function refundObject(order: Order, refund: Refund): Record<string, unknown> {
  return {
    refund_id: refund.refund_id,
    out_refund_no: refund.refund_no,
    transaction_id: order.trade_no,
    out_trade_no: order.number,
    channel: 'ORIGINAL',
    user_received_account: ACCOUNT,
    ...(refund.state === 'SUCCESS' ? { success_time: rfc3339(refund.done_ms ?? 0) } : {}),
    create_time: rfc3339(refund.made_ms),
    status: refund.state,
    funds_account: 'AVAILABLE',
    amount: {
      total: order.amount_fen,
      refund: refund.amount_fen,
      payer_total: order.amount_fen,
      payer_refund: refund.amount_fen,
      settlement_refund: refund.amount_fen,
      settlement_total: order.amount_fen,
      discount_refund: 0,
      currency: 'CNY',
    },
    promotion_detail: [],
  };
}

export function refundCallback(mchid: string, order: Order, refund: Refund): Record<string, unknown> {
  return {
    mchid,
    transaction_id: order.trade_no,
    out_trade_no: order.number,
    refund_id: refund.refund_id,
    out_refund_no: refund.refund_no,
    refund_status: refund.state === 'CLOSE' ? 'CLOSED' : refund.state,
    ...(refund.state === 'SUCCESS' ? { success_time: rfc3339(refund.done_ms ?? 0) } : {}),
    user_received_account: ACCOUNT,
    amount: {
      total: order.amount_fen,
      refund: refund.amount_fen,
      payer_total: order.amount_fen,
      payer_refund: refund.amount_fen,
    },
  };
}
