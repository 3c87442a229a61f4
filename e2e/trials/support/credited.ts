/** Is anybody credited? Right charges pay their orders, merchants have what they were told, and enough was paid at all. */
import { sum } from './facts.ts';
import type { Charge, Count, Facts } from './facts.ts';

/** Shares of all orders. A run in which hardly anybody pays proves nothing. */
export interface Floors {
  charges: number;
  paid: number;
}

export const FLOORS: Floors = { charges: 0.4, paid: 0.35 };
/** Where hardly anybody is meant to pay. */
export const NO_FLOORS: Floors = { charges: 0, paid: 0 };
/** Of fewer orders a share says little: somebody must have paid. */
const FEW = 20;

/** Orders that are not paid though a charge of their amount was taken while they were open. */
export function unpaid(f: Facts, count: Count): number {
  const orderOf = new Map(f.orders.map((o) => [o.id, o]));
  const attemptOf = new Map(f.attempts.map((a) => [a.channel + ' ' + a.channel_no, a]));
  const wrong = f.charges.filter((charge) => {
    const attempt = attemptOf.get(charge.channel + ' ' + charge.number);
    const order = attempt && orderOf.get(attempt.order_id);
    if (!order || order.state === 'paid' || attempt.close_absent) return false;
    return isRight(charge, order) && charge.at_ms < (order.ended_ms ?? Infinity);
  });
  return count(
    'charged in time, and not paid',
    wrong.map((c) => c.channel + ' ' + c.number),
  );
}

function isRight(charge: Charge, order: { amount_fen: number }): boolean {
  return charge.good && charge.amount_fen === order.amount_fen;
}

/** By how much the merchants' balances differ from their own books: told paid, less told refunded, less refunds that a person must end. */
export function merchantsOff(f: Facts, problems: string[]): number {
  const told = new Map<string, number>();
  const add = (merchant_id: string, amount_fen: number): void => void told.set(merchant_id, (told.get(merchant_id) ?? 0) + amount_fen);
  const seen = new Set<string>();
  for (const one of f.taken) {
    const name = [one.merchant_id, one.order_no, one.n].join(' ');
    if (seen.has(name)) continue;
    seen.add(name);
    if (one.type === 'order.paid') add(one.merchant_id, one.amount_fen);
    if (one.type === 'refund.done') add(one.merchant_id, -(one.refund_fen ?? 0));
  }
  for (const one of f.refunds) if (!one.auto && one.state !== 'done' && one.state !== 'failed') add(one.merchant_id, -one.amount_fen);
  for (const { account } of f.entries) if (account.startsWith('merchant:')) add(account.slice('merchant:'.length), 0);
  let off = 0;
  for (const [merchant_id, told_fen] of told) {
    const ours_fen = 0 - sum(f.entries.filter((e) => e.account === 'merchant:' + merchant_id));
    if (ours_fen === told_fen) continue;
    off += Math.abs(ours_fen - told_fen);
    problems.push('merchant:' + merchant_id + ' has ' + ours_fen + ' in the books and ' + told_fen + ' by its notices');
  }
  return off;
}

/** How many of the two floors are missed. */
export function tooFew(made: { orders: number; charges: number; paid: number }, floors: Floors, problems: string[]): number {
  const { orders } = made;
  const counted = orders < FEW ? Math.min(orders, 1) : orders;
  const short = (['charges', 'paid'] as const).filter((what) => made[what] < floors[what] * counted);
  for (const what of short)
    problems.push('only ' + made[what] + ' ' + what + ' of ' + orders + ' orders, ' + Math.ceil(floors[what] * counted) + ' at least');
  return short.length;
}
