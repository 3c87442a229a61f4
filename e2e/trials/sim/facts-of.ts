/** A simulation at rest as a verdict's facts: the fakes stand for the banks, what the rig told for the merchant. */
import type { NoticeBody } from '../../../src/protocol/notice.ts';
import type { Entry, Payment } from '../../../src/bff/payments/payment.ts';
import type { Rig } from '../../../src/bff/testing/rig.ts';
import type { Charge, Facts, Taken } from '../support/facts.ts';

/** Codes of a consumption that took money; the first as agreed, the others are defects. */
const MOVED = ['00', '42', '74', '75'];

export async function entriesOf(rig: Rig, orders: readonly string[]): Promise<Entry[]> {
  const all: Entry[] = [];
  for (const id of orders) all.push(...(await rig.store.entries(id)));
  return all;
}

export function factsOf(rig: Rig, payments: readonly Payment[], entries: readonly Entry[]): Facts {
  const charges = [...chargesByCode(rig), ...chargesByCard(rig), ...chargesByAccount(rig)];
  const all = <T extends object>(of: (p: Payment) => readonly T[]) =>
    payments.flatMap((p) => of(p).map((one) => ({ ...one, order_id: p.order.id })));
  return {
    charges,
    sent: sent(rig),
    passwords: Object.fromEntries([...rig.accounts.accounts.values()].map(({ number, confirms }) => [number, confirms.length])),
    balances: Object.fromEntries(['wechat', 'alipay', 'unionpay', 'icbc-direct'].map((channel) => [channel, balance(charges, channel)])),
    orders: payments.map((p) => p.order),
    attempts: all((p) => p.attempts.map((one) => (one.kind === 'bank' ? { ...one, passwords: one.bank.tries.length } : one))),
    receipts: all((p) => p.receipts),
    refunds: all((p) => p.refunds).map((r) => ({
      ...r,
      auto: Number(r.auto),
      refund_no: r.refund_no ?? null,
      merchant_id: r.merchant_id ?? '',
    })),
    entries,
    notices: all((p) => p.notices).map((n) => ({ ...n, delivered: n.delivered_ms !== undefined })),
    flags: all((p) => p.flags),
    taken: rig.told.map((one) => JSON.parse(one.body) as NoticeBody satisfies Taken),
    forged: 0,
  };
}

function chargesByCode(rig: Rig): Charge[] {
  return Object.entries(rig.banks).flatMap(([channel, bank]) =>
    [...bank.trades.values()].flatMap(({ number, txn, taken_fen, returned_fen, paid_ms }) =>
      txn === undefined || paid_ms === undefined
        ? []
        : [{ channel, number, txn, amount_fen: taken_fen, returned_fen, at_ms: paid_ms, good: true }],
    ),
  );
}

function chargesByCard(rig: Rig): Charge[] {
  return [...rig.cards.charges.values()]
    .filter(({ code }) => MOVED.includes(code))
    .map(({ number, txn, amount_fen, returned_fen, at_ms, code }) => ({
      channel: 'unionpay',
      number,
      txn,
      amount_fen,
      returned_fen,
      at_ms,
      good: code === MOVED[0],
    }));
}

function chargesByAccount(rig: Rig): Charge[] {
  return [...rig.accounts.accounts.values()].flatMap(({ number, txn, amount_fen, returned_fen, paid_ms }) =>
    txn === undefined || paid_ms === undefined
      ? []
      : [{ channel: 'icbc-direct', number, txn, amount_fen, returned_fen, at_ms: paid_ms, good: true }],
  );
}

function sent(rig: Rig): Facts['sent'] {
  const counts: { [number: string]: { consume: number; refund: number } } = {};
  for (const { call, number } of rig.cards.calls) {
    if (call !== 'consume' && call !== 'refund') continue;
    const count = (counts[number] ??= { consume: 0, refund: 0 });
    count[call] += 1;
  }
  return counts;
}

function balance(charges: readonly Charge[], channel: string): number {
  return charges.filter((c) => c.channel === channel).reduce((total, c) => total + c.amount_fen - c.returned_fen, 0);
}
