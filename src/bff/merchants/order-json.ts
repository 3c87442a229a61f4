/** What a merchant may read of its order. */
import { expiresAtWall } from '../payments/create.ts';
import type { OrderJson, RefundJson } from '../../protocol/order.ts';
import type { Order, Payment, Refund } from '../payments/payment.ts';

export function orderJson(payment: Payment, public_url: string): OrderJson {
  const { order } = payment;
  const won = payment.receipts.find((r) => r.role === 'won');
  const refunds = payment.refunds.filter((r) => !r.auto);
  return {
    merchant_id: order.merchant_id,
    order_no: order.order_no,
    state: order.state,
    amount_fen: order.amount_fen,
    subject: order.subject,
    cashier_url: public_url + '/c/' + order.token,
    created_at_ms: order.created_ms,
    expires_at_ms: expiresAtWall(order),
    ...(order.state === 'paid' && order.ended_ms ? { paid_at_ms: order.ended_ms } : {}),
    ...(order.state === 'closed' && order.ended_ms ? { closed_at_ms: order.ended_ms } : {}),
    ...(won ? { channel: won.channel, channel_transaction: won.txn } : {}),
    ...(order.delivered_ms === undefined ? {} : { delivered_at_ms: order.delivered_ms }),
    ...said(order),
    refunded_fen: refunds.filter((r) => r.state === 'done').reduce((sum, r) => sum + r.amount_fen, 0),
    refunds: refunds.map(refundJson),
  };
}

function said({ says }: Order): Pick<OrderJson, 'goods_code' | 'lines' | 'period_text'> {
  const { goods_code, lines, period_text } = says ?? {};
  return { ...(goods_code ? { goods_code } : {}), ...(lines ? { lines } : {}), ...(period_text ? { period_text } : {}) };
}

export function refundJson(refund: Refund): RefundJson {
  const state = refund.state === 'done' || refund.state === 'failed' ? refund.state : 'refunding';
  return { refund_no: refund.refund_no ?? '', amount_fen: refund.amount_fen, state };
}
