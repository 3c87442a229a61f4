/** The members that describe a payment in answers to queries and in callbacks, all texts. Source: docs/channels.md 4.6, 4.8. */
import type { Order } from '../../db/records.ts';
import type { Context } from './context.ts';
import { compactTime } from './time.ts';

/** Masked cards of the phone's users. */
const CARDS: { readonly [user: string]: string } = { lele: '622202******0101', zhongzhong: '622202******0202' };
/** The wallet that paid. The list of values is not published. */
const PAY_TYPE = '1';

/** What the payer pays: less than the order's amount when the bank gives a discount. */
function paymentFen(context: Context, amount_fen: number): number {
  return Math.max(0, amount_fen - context.settings().discount_fen);
}

/** `amount_fen` tells another amount than the true one. */
export function paymentFields(context: Context, order: Order, amount_fen = order.amount_fen): Record<string, string> {
  const { attach } = order.echo;
  return {
    total_amt: String(amount_fen),
    payment_amt: String(paymentFen(context, amount_fen)),
    pay_type: PAY_TYPE,
    card_no: CARDS[order.buyer ?? ''] ?? '',
    third_trade_no: order.echo['third_trade_no'] ?? '',
    pay_time: compactTime(order.paid_ms ?? 0),
    ...(attach ? { attach } : {}),
  };
}
