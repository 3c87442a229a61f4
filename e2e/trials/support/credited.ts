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

/** Money that a bank took back from its merchant before the first order of a trial: no notice tells of it. */
export const CHARGEBACK = 'chargeback';
/** Causes of our own debits of a merchant's payable money. */
const OWN_DEBITS = new Set(['refund', 'refund-funded']);

/** I22: after each of our own debits a merchant owes no more than its limit. */
export function overCredit(f: Facts, count: Count): number {
  const { credit_fen } = f;
  if (!credit_fen) return 0;
  const owed = new Map<string, number>();
  const wrong: string[] = [];
  for (const { account, amount_fen, cause } of f.entries) {
    if (!account.startsWith('merchant:')) continue;
    const merchant_id = account.slice('merchant:'.length);
    const owed_fen = (owed.get(merchant_id) ?? 0) + amount_fen;
    owed.set(merchant_id, owed_fen);
    if (amount_fen > 0 && OWN_DEBITS.has(cause) && owed_fen > (credit_fen[merchant_id] ?? 0)) wrong.push(merchant_id + ' at ' + owed_fen);
  }
  return count("a refund beyond its merchant's credit", wrong);
}

/** By how much the merchants' balances differ from their own books: told paid, less told refunded, less refunds that a person must end, less chargebacks. */
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
  for (const { account, amount_fen, cause } of f.entries)
    if (account.startsWith('merchant:')) add(account.slice('merchant:'.length), cause === CHARGEBACK ? -amount_fen : 0);
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
