/**
 * What an order counts for in the limits of its viewer: held once, at its first attempt, in the Beijing day and month of that
 * moment; given up when it closes without money, and with each refund that is done. Money that arrived is never refused by a
 * limit. Source: docs/money.md 16.
 */
import type { Draft } from '../draft.ts';
import type { Order, Payment } from '../payment.ts';
import type { Rules } from '../events.ts';
import type { Guard } from '../guarding.ts';
import { dayOf, lowerOf } from '../spending.ts';
import type { OverLimit, SpendLimits } from '../spending.ts';

const over = (fen: number, limit_fen: number | undefined): boolean => limit_fen !== undefined && fen > limit_fen;

/** The operator's and what the viewer's account allows, whichever is lower. */
function limitsOf(order: Order, rules: Pick<Rules, 'limits'>, guard: Guard | undefined): SpendLimits | undefined {
  const limits = rules.limits?.(order);
  return limits || guard?.limits ? lowerOf(limits ?? {}, guard?.limits) : undefined;
}

const limitsIn = ({ p, rules, guard }: Draft): SpendLimits | undefined => limitsOf(p.order, rules, guard);

/** No attempt of this order may begin today: one payment may not be so much. */
export function isOverOnePayment(order: Order, rules: Pick<Rules, 'limits'>, guard: Guard | undefined): boolean {
  return overPaymentLimit(order, limitsOf(order, rules, guard));
}

export function overPaymentLimit({ amount_fen }: Pick<Order, 'amount_fen'>, limits: SpendLimits | undefined): boolean {
  return over(amount_fen, limits?.payment_fen);
}

/** The limit that an attempt would break, if it would be the order's first. */
export function overLimit(d: Draft): OverLimit | undefined {
  const limits = d.p.hold ? undefined : limitsIn(d);
  if (!limits) return undefined;
  if (overPaymentLimit(d.p.order, limits)) return 'LIMIT_PAYMENT';
  if (!countsPeriods(limits)) return undefined;
  if (!d.spent) throw new Error('an attempt may not begin without what its viewer has spent');
  const { amount_fen } = d.p.order;
  if (over(d.spent.day_fen + amount_fen, limits.day_fen)) return 'LIMIT_DAY';
  return over(d.spent.month_fen + amount_fen, limits.month_fen) ? 'LIMIT_MONTH' : undefined;
}

/** What is spent on this order counts in a day and a month. */
export function countsPeriods(limits: SpendLimits | undefined): limits is SpendLimits & { spender: string } {
  return limits?.spender !== undefined;
}

/** Called for each attempt; only the first holds. */
export function takeHold(d: Draft): void {
  const limits = d.p.hold ? undefined : limitsIn(d);
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
