/** A bill as its merchant reads it, in an answer and in a notice. */
import { fen, yuan } from '../../../protocol/money.ts';
import { beijing } from '../../../protocol/world.ts';
import type { Order } from '../../payments/payment.ts';
import type { V1Answer } from './answer.ts';

/** Beijing time, "2014-07-09 08:00:00". */
function time(at_ms: number | undefined): string | undefined {
  return at_ms === undefined ? undefined : beijing(at_ms).replace('T', ' ');
}

export function billFields(order: Order, public_url: string): V1Answer {
  const { bill, amount_fen, state, ended_ms, clock_ahead_ms = 0 } = order;
  const paid = state === 'paid';
  const wall = (at_ms: number | undefined): number | undefined => (at_ms === undefined ? undefined : at_ms - clock_ahead_ms);
  return {
    orderId: order.order_no,
    billId: order.id,
    name: bill?.name ?? order.subject,
    describe: bill?.describe,
    amount: yuan(amount_fen),
    // There are no points: nothing is exchanged, none were paid.
    scoreExchange: '0.00',
    scoreApply: bill?.score_apply ?? '0000',
    userId: order.viewer_id,
    balance: yuan(paid ? amount_fen : fen(0)),
    score: '0',
    timeCreate: time(wall(order.created_ms)),
    timeEnd: time(wall(state === 'closed' ? ended_ms : order.expires_ms)),
    timePay: paid ? time(wall(ended_ms)) : undefined,
    lezpayUrl: cashierUrl(order, public_url),
  };
}

export function cashierUrl({ token }: Order, public_url: string): string {
  return public_url + '/c/' + token;
}
