/** Checks the invariants that hold once all is settled. Pure; verdict.test.ts shows that each violation is found. */

export interface Charge {
  channel: string;
  number: string;
  txn: string;
  amount_fen: number;
  returned_fen: number;
}

export interface Facts {
  /** As the banks know them. */
  charges: readonly Charge[];
  /** UnionPay: how many consumptions and refunds carried each number. */
  sent: { readonly [number: string]: { consume: number; refund: number } };
  balances: { readonly [channel: string]: number };
  /** As the BFF's database holds them. */
  orders: readonly { id: string; order_no: string; state: string }[];
  receipts: readonly { order_id: string; channel: string; txn: string; role: string; amount_fen: number }[];
  refunds: readonly { order_id: string; txn: string; state: string; auto: number; amount_fen: number }[];
  entries: readonly { account: string; amount_fen: number }[];
  notices: readonly { order_id: string; n: number; type: string; delivered: boolean }[];
  flags: readonly { order_id: string; code: string }[];
  /** Notices the merchant's server processed. */
  taken: readonly { order_no: string; n: number; type: string }[];
}

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
  /** Notices not delivered, out of order, or not told. */
  unnotified: number;
  /** One sentence for each kind, with the first examples. */
  problems: string[];
}

const sum = (items: readonly { amount_fen: number }[]): number => items.reduce((total, one) => total + one.amount_fen, 0);

export function judge(f: Facts): Verdict {
  const problems: string[] = [];
  const count = (what: string, ids: readonly string[]): number => {
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
    count('more refunded than the receipt', overReserved(f));

  const total = sum(f.entries);
  let books = Math.abs(total);
  if (total !== 0) problems.push('the ledger sums to ' + total);
  for (const [channel, balance_fen] of Object.entries(f.balances)) {
    const ours = sum(f.entries.filter((e) => e.account === 'channel:' + channel));
    if (ours === balance_fen) continue;
    books += Math.abs(ours - balance_fen);
    problems.push('channel:' + channel + ' is ' + ours + ' in the books and ' + balance_fen + ' at the bank');
  }
  return {
    orders: f.orders.length,
    charges: f.charges.length,
    paid: f.orders.filter((o) => o.state === 'paid').length,
    lost: lost + invented,
    duplicate,
    over_refunded: over,
    ledger_sum_fen: books,
    unnotified: untold(f, count),
    problems,
  };
}

function overReserved(f: Facts): string[] {
  return f.receipts
    .filter(
      (r) => sum(f.refunds.filter((one) => one.txn === r.txn && one.order_id === r.order_id && one.state !== 'failed')) > r.amount_fen,
    )
    .map((r) => r.txn);
}

function untold(f: Facts, count: (what: string, ids: readonly string[]) => number): number {
  const processed = new Map<string, { n: number; type: string }[]>();
  for (const one of f.taken) processed.set(one.order_no, [...(processed.get(one.order_no) ?? []), one]);
  const noOf = new Map(f.orders.map((o) => [o.id, o.order_no]));
  const undelivered = f.notices.filter((n) => !n.delivered).map((n) => noOf.get(n.order_id) + ' ' + n.n);
  const unprocessed = f.notices
    .filter((n) => n.delivered && !processed.get(noOf.get(n.order_id) ?? '')?.some((one) => one.n === n.n && one.type === n.type))
    .map((n) => noOf.get(n.order_id) + ' ' + n.n);
  const paidUntold = f.orders.filter((o) => o.state === 'paid' && !processed.get(o.order_no)?.some((one) => one.type === 'order.paid'));
  const wrongly = f.orders.filter((o) => o.state !== 'paid' && processed.get(o.order_no)?.some((one) => one.type === 'order.paid'));
  const outOfOrder = [...processed].filter(([, list]) => {
    let most = 0;
    // n+1 is first sent after n was delivered; repeats of older ones may come at any time.
    return list.some(({ n }) => {
      if (n > most + 1) return true;
      most = Math.max(most, n);
      return false;
    });
  });
  return (
    count('a notice was not delivered', undelivered) +
    count('delivered, but never processed', unprocessed) +
    count(
      'paid, and the merchant does not know',
      paidUntold.map((o) => o.order_no),
    ) +
    count(
      'told paid and is not',
      wrongly.map((o) => o.order_no),
    ) +
    count(
      'notices out of order',
      outOfOrder.map(([order_no]) => order_no),
    )
  );
}
