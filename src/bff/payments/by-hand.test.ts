/** Refunds that a person moves, and payments of a restored database. Source: docs/money.md 5, 17, 18 and history 23. */
import { describe, expect, it } from 'vitest';
import { fen } from '../../protocol/money.ts';
import { makeRig } from '../testing/rig.ts';
import { orphanId } from './money/orphans.ts';
import type { Payment } from './payment.ts';

const BY = { name: 'lan', via: 'test' };

async function paidWithRefund(mode: 'stuck' | 'refused-final') {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  rig.banks.wechat.pay(rig.number(1));
  await rig.callback('wechat', 1);
  rig.banks.wechat.refundMode = mode;
  await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: fen(1000), reason: 'x' });
  await rig.pass(130_000);
  return rig;
}

const refund = (p: Payment) => p.refunds[0] as Payment['refunds'][number];

it('a stuck refund is sent on to our bank once, lands there, and is done when the viewer was paid by hand', async () => {
  const rig = await paidWithRefund('stuck');
  const { id } = refund(rig.now());
  expect(refund(rig.now()).state).toBe('stuck');
  await rig.tell({ type: 'refund-by-hand', refund: id, act: 'paid', by: BY });
  expect(refund(rig.now()).paid_by_hand).toBeUndefined();
  await rig.tell({ type: 'refund-by-hand', refund: id, act: 'send-on', by: BY });
  const job = rig.now().jobs.find((one) => one.call === 'refund-send-on');
  expect(refund(rig.now())).toMatchObject({ state: 'asked', sent_on: {} });
  const call = { key: job?.key ?? '', serial: job?.serial ?? 0 };
  await rig.tell({ type: 'refund-sending-on', refund: id, call, by: 'a' });
  await rig.tell({ type: 'refund-sending-on', refund: id, call, by: 'b' });
  expect(refund(rig.now()).sent_on).toEqual({ sent_ms: rig.clock.now_ms, sent_by: 'a' });
  const channel_no = refund(rig.now()).tries[0]?.channel_no ?? '';
  const told = (asked_at_ms: number, kind: 'stuck' | 'done') =>
    rig.tell({ type: 'refund-evidence', refund: id, channel_no, evidence: { source: 'query', asked_at_ms, kind } });
  await told(rig.clock.now_ms - 1, 'stuck');
  expect(refund(rig.now()).state).toBe('asked');
  await told(rig.clock.now_ms + 1, 'done');
  expect(refund(rig.now()).state).toBe('landed');
  expect(rig.now().notices.map((n) => n.type)).toEqual(['order.paid']);
  expect(await rig.balances()).toEqual({ 'channel:wechat': 990, 'merchant:shop': -990, bank: 1000, viewers: -1000 });
  await rig.tell({ type: 'refund-by-hand', refund: id, act: 'paid', by: BY });
  await rig.tell({ type: 'refund-by-hand', refund: id, act: 'paid', by: BY });
  expect(refund(rig.now()).state).toBe('done');
  expect(rig.now().notices.map((n) => n.type)).toEqual(['order.paid', 'refund.done']);
  expect(await rig.balances()).toEqual({ 'channel:wechat': 990, 'merchant:shop': -990 });
});

it('the call that sends it on is made once, also when its answer is lost; the query finds the end', async () => {
  const rig = await paidWithRefund('stuck');
  rig.banks.wechat.fail('sendOn', 'after');
  await rig.tell({ type: 'refund-by-hand', refund: refund(rig.now()).id, act: 'send-on', by: BY });
  await rig.pass(10 * 60_000);
  expect(rig.banks.wechat.calls.filter((c) => c.call === 'sendOn')).toHaveLength(1);
  expect(refund(rig.now()).state).toBe('landed');
});

it('a merchant refund that failed is not paid by hand: its money is the merchant’s again', async () => {
  const rig = await paidWithRefund('refused-final');
  expect(refund(rig.now()).state).toBe('failed');
  await rig.tell({ type: 'refund-by-hand', refund: refund(rig.now()).id, act: 'paid', by: BY });
  expect(refund(rig.now()).paid_by_hand).toBeUndefined();
});

describe('money without an order', () => {
  const MONEY = { channel: 'wechat', acquirer_id: 'wechat-account', txn: 't9', channel_no: 'TST250101x', currency: 'CNY', ours: true };

  it('is given back once, by a refund of its own', async () => {
    const rig = makeRig();
    const money = { ...MONEY, amount_fen: 700 };
    expect(await rig.orphans.report(money, 0)).toBe('booked');
    const id = orphanId(money);
    const taken = {
      number: MONEY.channel_no,
      amount_fen: fen(700),
      taken_fen: 700,
      returned_fen: 0,
      txn: MONEY.txn,
      expires_ms: 0,
      prepays: 1,
    };
    rig.banks.wechat.trades.set(MONEY.channel_no, { ...taken, known: true, closed: false, close_asked: false });
    await rig.orphans.commit(id, { type: 'give-back', by: BY });
    const after = await rig.orphans.commit(id, { type: 'give-back', by: BY });
    expect(after.refunds).toHaveLength(1);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 700, 'transit:wechat': -700 });
    await rig.pass(200_000);
    expect((await rig.store.readOrphan({ id }))?.refunds[0]?.state).toBe('done');
    expect(await rig.balances()).toEqual({});
    expect((await rig.store.journal(id)).map((row) => [row.event, row.actor])).toEqual([
      ['reported', 'bank:wechat'],
      ['give-back', 'operator:lan@test'],
      ['refund-evidence', 'bank:wechat'],
    ]);
  });

  it('that waits for its order cannot be given back', async () => {
    const rig = makeRig();
    const money = { ...MONEY, amount_fen: 700 };
    expect(await rig.orphans.report(money, 600_000)).toBe('wait');
    const after = await rig.orphans.commit(orphanId(money), { type: 'give-back', by: BY });
    expect([after.state, after.refunds]).toEqual(['waiting', []]);
  });
});
