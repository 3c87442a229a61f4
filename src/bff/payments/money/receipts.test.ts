/** The role of money, and what is booked for it. Source: docs/money.md 4 and 7. */
import { describe, expect, it } from 'vitest';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import type { Role } from '../payment.ts';
import { roleOf } from './transitions.ts';
import type { Taken } from './transitions.ts';

async function scanning(): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  return rig;
}

const paid = (rig: Rig, txn: string, amount_fen: number, currency = 'CNY', returned_fen?: number) =>
  rig.tell({
    type: 'evidence',
    attempt: 1,
    evidence: {
      source: 'callback',
      asked_at_ms: rig.clock.now_ms,
      kind: 'paid',
      txn,
      amount_fen: amount_fen as never,
      currency,
      ...(returned_fen === undefined ? {} : { returned_fen: returned_fen as never }),
    },
  });

const NOTHING: Taken = {
  differs: false,
  unclear: false,
  already_returned: false,
  no_attempt: false,
  late_debit: false,
  has_winner: false,
  order_closed: false,
};

/** The table of docs/money.md 4, in its order. */
const TABLE: readonly (readonly [case_: keyof Taken, role: Role])[] = [
  ['differs', 'held'],
  ['unclear', 'held'],
  ['already_returned', 'held'],
  ['no_attempt', 'held'],
  ['late_debit', 'surplus'],
  ['has_winner', 'surplus'],
  ['order_closed', 'surplus'],
];

describe('the role of money', () => {
  it('is won where no case fits', () => {
    expect(roleOf(NOTHING)).toEqual({ role: 'won', why: 'else' });
  });

  it.each(TABLE.flatMap(([first, role], i) => TABLE.slice(i).map(([other]) => [first, other, role] as const)))(
    'of %s and %s is the first one’s: %s',
    (first, other, role) => {
      expect(roleOf({ ...NOTHING, [first]: true, [other]: true })).toEqual({ role, why: first });
    },
  );

  it('in another currency: held, and the order is not paid', async () => {
    const rig = await scanning();
    await paid(rig, 'T1', 1990, 'USD');
    expect(rig.now().receipts).toMatchObject([{ role: 'held', why: 'differs', currency: 'USD' }]);
    expect(rig.now().order.state).toBe('open');
    expect(rig.now().notices).toEqual([]);
    await rig.tell({ type: 'held', txn: 'T1', verdict: 'accept', by: { name: 'lan', via: 'test' } });
    expect(rig.now().order.state).toBe('open');
  });

  it('of another amount for a paid order: held, not given back by itself', async () => {
    const rig = await scanning();
    await paid(rig, 'T1', 1990);
    await paid(rig, 'T2', 1);
    expect(rig.now().receipts.map((r) => [r.txn, r.role])).toEqual([
      ['T1', 'won'],
      ['T2', 'held'],
    ]);
    expect(rig.now().refunds).toEqual([]);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1991, 'merchant:shop': -1990, 'held:wechat': -1 });
  });

  it('already given back when first heard of: held', async () => {
    const rig = await scanning();
    await paid(rig, 'T1', 1990, 'CNY', 1990);
    expect(rig.now().receipts).toMatchObject([{ role: 'held', why: 'already_returned', returned_fen: 1990 }]);
    expect(rig.now().flags).toMatchObject([{ code: 'held', detail: 'already_returned T1' }]);
  });
});

describe('the same money again', () => {
  it('of another amount: a flag, nothing else', async () => {
    const rig = await scanning();
    await paid(rig, 'T1', 1990);
    const before = await rig.balances();
    await paid(rig, 'T1', 1989);
    expect(rig.now().receipts).toMatchObject([{ amount_fen: 1990, role: 'won' }]);
    expect(rig.now().flags).toMatchObject([{ code: 'receipt-amount-changed', detail: 'T1' }]);
    expect(await rig.balances()).toEqual(before);
  });

  it('given back as far as we asked: noted, no flag; a fen more: a flag', async () => {
    const rig = await scanning();
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    const { txn } = rig.now().receipts[0] as { txn: string };
    rig.banks.wechat.refundMode = 'moving';
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
    await paid(rig, txn, 1990, 'CNY', 500);
    expect(rig.now().receipts[0]?.returned_fen).toBe(500);
    expect(rig.now().flags).toEqual([]);
    await paid(rig, txn, 1990, 'CNY', 501);
    expect(rig.now().flags).toMatchObject([{ code: 'returned-without-us', detail: txn }]);
    await paid(rig, txn, 1990, 'CNY', 400);
    expect(rig.now().receipts[0]?.returned_fen).toBe(501);
  });
});
