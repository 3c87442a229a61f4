/**
 * What an order counts for in the limits of its viewer: held once, at its first attempt, in the Beijing day and month of that
 * moment; given up when it closes without money, and with each refund that is done. Money that arrived is never refused by a
 * limit. Source: docs/money.md 16.
 */
import type { Draft } from '../draft.ts';
import type { Order, Payment } from '../payment.ts';
import { dayOf } from '../spending.ts';
import type { OverLimit, SpendLimits } from '../spending.ts';

const over = (fen: number, limit_fen: number | undefined): boolean => limit_fen !== undefined && fen > limit_fen;

export function overPaymentLimit({ amount_fen }: Pick<Order, 'amount_fen'>, limits: SpendLimits | undefined): boolean {
  return over(amount_fen, limits?.payment_fen);
}

/** The limit that an attempt would break, if it would be the order's first. */
export function overLimit(d: Draft): OverLimit | undefined {
  const limits = d.p.hold ? undefined : d.rules.limits?.(d.p.order);
  if (!limits) return undefined;
  if (overPaymentLimit(d.p.order, limits)) return 'LIMIT_PAYMENT';
  if (!countsPeriods(limits)) return undefined;
  if (!d.spent) throw new Error('an attempt may not begin without what its viewer has spent');
  const { amount_fen } = d.p.order;
  if (over(d.spent.day_fen + amount_fen, limits.day_fen)) return 'LIMIT_DAY';
  return over(d.spent.month_fen + amount_fen, limits.month_fen) ? 'LIMIT_MONTH' : undefined;
}

/** Days and months are counted for this order. */
export function countsPeriods(limits: SpendLimits | undefined): limits is SpendLimits & { spender: string } {
  return limits?.spender !== undefined && (limits.day_fen !== undefined || limits.month_fen !== undefined);
}

/** Called for each attempt; only the first holds. */
export function takeHold(d: Draft): void {
  const limits = d.p.hold ? undefined : d.rules.limits?.(d.p.order);
  if (!countsPeriods(limits)) return;
  d.p.hold = { spender: limits.spender, day: dayOf(d.now_ms), amount_fen: d.p.order.amount_fen };
}

/** The hold follows the money, whatever the event was. */
export function followHold({ p }: Draft): void {
  if (p.hold) p.hold.amount_fen = counts(p);
}

function counts(p: Payment): number {
  const won = p.receipts.find((one) => one.role === 'won');
  const closed = p.order.state === 'closed' && !p.receipts.some((one) => one.role === 'held');
  if (!won) return closed ? 0 : p.order.amount_fen;
  const returned = p.refunds.filter((one) => one.txn === won.txn && one.state === 'done');
  return p.order.amount_fen - returned.reduce((sum, one) => sum + one.amount_fen, 0);
}
