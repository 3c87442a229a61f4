/** Checks the invariants that hold once all is settled. Pure; verdict.test.ts shows that each violation is found. */

import { FLOORS, merchantsOff, overCredit, tooFew, unpaid } from './credited.ts';
import type { Floors } from './credited.ts';
import { channelsOf, sum } from './facts.ts';
import type { Count, Facts } from './facts.ts';
import { untold } from './told.ts';

export type { Charge, Facts } from './facts.ts';

export interface Verdict {
  orders: number;
  charges: number;
  paid: number;
  /** Charges without a receipt. */
  lost: number;
  /** Charges kept beside the one that pays an order, or for an order that closed. */
  duplicate: number;
  /** Charges of which more came back than was taken, or numbers sent more than once. */
  over_refunded: number;
  ledger_sum_fen: number;
  /** Notices not delivered, out of order, or not told, and ends told that are not so. */
  unnotified: number;
  /** Charges of the right amount, taken while their order was open, that did not pay it. */
  unpaid: number;
  /** Between the merchants' balances and what their notices told them. */
  merchants_off_fen: number;
  /** Refunds that took a merchant's money beyond its credit. */
  over_credit: number;
  /** Refunds that waited for their merchant's money and went out. */
  refunds_waited: number;
  /** Notices that the merchant could not verify. */
  forged: number;
  /** Floors of charges and paid orders that were missed. */
  too_few: number;
  /** Charges of each channel. */
  by_channel: { [channel: string]: number };
  /** One sentence for each kind, with the first examples. */
  problems: string[];
}

export function judge(f: Facts, floors: Floors = FLOORS): Verdict {
  const problems: string[] = [];
  const count: Count = (what, ids) => {
    if (ids.length > 0)
      problems.push(what + ': ' + ids.slice(0, 3).join(', ') + (ids.length > 3 ? ' and ' + (ids.length - 3) + ' more' : ''));
    return ids.length;
  };
  const receiptOf = new Map(f.receipts.map((r) => [r.channel + ' ' + r.txn, r]));
  const chargeOf = new Map(f.charges.map((c) => [c.channel + ' ' + c.txn, c]));
  // A refund that a person must end is owed in the books and flagged: not kept in silence.
  const flagged = new Set(f.flags.filter((one) => one.code.startsWith('refund-')).map((one) => one.order_id));

  const lost = count(
    'a charge without a receipt',
    f.charges.filter((c) => receiptOf.get(c.channel + ' ' + c.txn)?.amount_fen !== c.amount_fen).map((c) => c.channel + ' ' + c.number),
  );
  const invented = count(
    'a receipt without a charge',
    f.receipts.filter((r) => !chargeOf.has(r.channel + ' ' + r.txn)).map((r) => r.channel + ' ' + r.txn),
  );
  const kept = f.receipts.filter((r) => {
    const charge = chargeOf.get(r.channel + ' ' + r.txn);
    return (
      charge && (r.role === 'surplus' || r.role === 'given-back') && charge.returned_fen < charge.amount_fen && !flagged.has(r.order_id)
    );
  });
  const winners = f.orders.filter((o) => {
    const won = f.receipts.filter((r) => r.order_id === o.id && r.role === 'won').length;
    return won !== (o.state === 'paid' ? 1 : 0);
  });
  const unfinished = f.orders.filter((o) => o.state !== 'paid' && o.state !== 'closed');
  const duplicate =
    count(
      'money kept twice',
      kept.map((r) => r.channel + ' ' + r.txn),
    ) +
    count(
      'an order whose winners do not fit its state',
      winners.map((o) => o.order_no),
    ) +
    count(
      'an order that never ended',
      unfinished.map((o) => o.order_no + ' ' + o.state),
    );
  const over =
    count(
      'more came back than was taken',
      f.charges.filter((c) => c.returned_fen > c.amount_fen).map((c) => c.number),
    ) +
    count(
      'sent twice',
      Object.entries(f.sent)
        .filter(([, s]) => s.consume > 1 || s.refund > 1)
        .map(([number]) => number),
    ) +
    count('more passwords at the bank than were marked', passwordsUnmarked(f)) +
    count('more refunded than the receipt', overReserved(f));

  const total = sum(f.entries);
  let books = Math.abs(total);
  if (total !== 0) problems.push('the ledger sums to ' + total);
  for (const [bank, balance_fen] of Object.entries(f.balances)) {
    const accounts = channelsOf(bank).map((channel) => 'channel:' + channel);
    const ours = sum(f.entries.filter((e) => accounts.includes(e.account)));
    if (ours === balance_fen) continue;
    books += Math.abs(ours - balance_fen);
    problems.push(accounts.join(' + ') + ' is ' + ours + ' in the books and ' + balance_fen + ' at the bank');
  }
  if (f.forged > 0) problems.push(f.forged + ' notices with a bad signature');
  const made = { orders: f.orders.length, charges: f.charges.length, paid: f.orders.filter((o) => o.state === 'paid').length };
  return {
    ...made,
    lost: lost + invented,
    duplicate,
    over_refunded: over,
    ledger_sum_fen: books,
    unnotified: untold(f, count),
    unpaid: unpaid(f, count),
    merchants_off_fen: merchantsOff(f, problems),
    over_credit: overCredit(f, count),
    refunds_waited: f.entries.filter((e) => e.cause === 'refund-funded' && e.account.startsWith('merchant:')).length,
    forged: f.forged,
    too_few: tooFew(made, floors, problems),
    by_channel: counts(f.charges.map((c) => c.channel)),
    problems,
  };
}

function counts(names: readonly string[]): { [name: string]: number } {
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, names.filter((one) => one === name).length]));
}

/** I18. */
function passwordsUnmarked(f: Facts): string[] {
  const marks = new Map(f.attempts.map((a) => [a.channel_no, a.passwords ?? 0]));
  return Object.entries(f.passwords)
    .filter(([number, heard]) => heard > (marks.get(number) ?? 0))
    .map(([number]) => number);
}

function overReserved(f: Facts): string[] {
  return f.receipts
    .filter(
      (r) => sum(f.refunds.filter((one) => one.txn === r.txn && one.order_id === r.order_id && one.state !== 'failed')) > r.amount_fen,
    )
    .map((r) => r.txn);
}
