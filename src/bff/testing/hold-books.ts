/** I19, counted apart from the store: at each new hold what a viewer's orders hold is within the limits; one hold an order. Source: docs/money.md 18. */
import type { Payment } from '../payments/payment.ts';
import type { Hold, OwnLimits } from '../payments/spending.ts';

type Check = (after: Payment, before: Payment | undefined) => string[];

/** `limitsOf`: a spender's, his own among them. */
export function heldBooks(limitsOf: (spender: string) => OwnLimits): Check {
  const known = new Map<string, Hold>();
  const sum = (of: (hold: Hold) => boolean): number => [...known.values()].filter(of).reduce((total, one) => total + one.amount_fen, 0);
  return (after, before) => {
    const { hold, order } = after;
    if (!hold) return before?.hold ? ['I19: a hold is gone'] : [];
    known.set(order.id, hold);
    const wrong = hold.amount_fen === spentOn(after) ? [] : ['I19: the hold is not what was spent'];
    if (before?.hold) return before.hold.day === hold.day && before.hold.spender === hold.spender ? wrong : ['I19: another hold'];
    const limits = limitsOf(hold.spender);
    const day_fen = sum((one) => one.spender === hold.spender && one.day === hold.day);
    const month_fen = sum((one) => one.spender === hold.spender && one.day.slice(0, 7) === hold.day.slice(0, 7));
    if (hold.amount_fen > (limits.payment_fen ?? Infinity)) wrong.push('I19: ' + hold.amount_fen + ' in a payment');
    if (day_fen > (limits.day_fen ?? Infinity)) wrong.push('I19: ' + day_fen + ' in a day');
    if (month_fen > (limits.month_fen ?? Infinity)) wrong.push('I19: ' + month_fen + ' in a month');
    return wrong;
  };
}

/** Refunds that are done come off what was won; an order that ended without money counts nothing. */
function spentOn({ order, receipts, refunds }: Payment): number {
  const won = receipts.find((one) => one.role === 'won');
  if (!won && order.state === 'closed' && receipts.every((one) => one.role !== 'held')) return 0;
  const done = refunds.filter((one) => won !== undefined && one.txn === won.txn && one.state === 'done');
  return done.reduce<number>((left, one) => left - one.amount_fen, order.amount_fen);
}
