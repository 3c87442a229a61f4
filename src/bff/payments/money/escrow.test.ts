/** Bills of 2014: escrow, SETTLE and REFUND, fees, refunds that fail, and the one notice. Source: docs/money.md 7, 8, 12 (24), 18. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import type { Bill } from '../payment.ts';
import { feeOf, undecided } from './escrow.ts';

const BILL: Bill = { name: '综艺会员', valid_hours: 24, score_apply: '0000' };
const DAY = 86_400_000;

async function paid(told = true): Promise<Rig> {
  const rig = makeRig();
  rig.merchant.up = told;
  await rig.open({}, BILL);
  await rig.payByCode();
  return rig;
}

const say = (rig: Rig, type: 'SETTLE' | 'REFUND', settle_fen: number, refund_fen: number) =>
  rig.payments.instruct({ id: rig.id }, { type, settle_fen, refund_fen });

describe('fees', () => {
  it.each([
    [{ fee_bp: 60, fee_min_fen: 0 }, 1500, 9],
    [{ fee_bp: 60, fee_min_fen: 0 }, 83, 0],
    [{ fee_bp: 60, fee_min_fen: 0 }, 84, 1],
    [{ fee_bp: 60, fee_min_fen: 10 }, 84, 10],
    [{ fee_bp: 60, fee_min_fen: 10 }, 4, 4],
    [{ fee_bp: 60, fee_min_fen: 0, fee_cap_fen: 5 }, 100_000, 5],
    [{ fee_bp: 0, fee_min_fen: 0 }, 100_000, 0],
    [{ fee_bp: 10_000, fee_min_fen: 0 }, 7, 7],
  ])('%j of %i fen is %i', (fees, kept_fen, fee_fen) => expect(feeOf(fees, kept_fen)).toBe(fee_fen));

  it('never less than nothing, never more than is kept, whole fen', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000_000 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fen, fc.option(fen, { nil: undefined }), fen, (fee_bp, fee_min_fen, cap, kept) => {
        const fee = feeOf({ fee_bp, fee_min_fen, ...(cap === undefined ? {} : { fee_cap_fen: cap }) }, kept);
        return Number.isInteger(fee) && fee >= 0 && fee <= kept;
      }),
    );
  });
});

describe('a bill', () => {
  it('24: paid into escrow, SETTLE 15.00/4.90 sent twice acts once', async () => {
    const rig = await paid();
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1990, 'escrow:shop': -1990 });
    const first = await say(rig, 'SETTLE', 1500, 490);
    expect(await say(rig, 'SETTLE', 1500, 490)).toMatchObject({ instruction: (first as { instruction: object }).instruction });
    await rig.pass(DAY);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1500, 'merchant:shop': -1491, fees: -9 });
    expect(rig.now().refunds.map((r) => [r.state, r.escrow_fen])).toEqual([['done', 490]]);
  });

  it('the contract is that of the moment it was won', async () => {
    const rig = await paid();
    Object.assign(rig.rules, { feesOf: () => ({ fee_bp: 10_000, fee_min_fen: 0 }) });
    await say(rig, 'SETTLE', 1990, 0);
    expect(await rig.balances()).toMatchObject({ fees: -12 });
  });

  it('parallel words: one acts, in any order what is left adds up', async () => {
    const rig = await paid();
    const words = [say(rig, 'SETTLE', 1500, 490), say(rig, 'SETTLE', 1990, 0), say(rig, 'REFUND', 0, 600), say(rig, 'SETTLE', 1390, 0)];
    const said = await Promise.all(words);
    expect(said.map((one) => (typeof one === 'string' ? one : 'done'))).toEqual(['done', 'not-what-is-left', 'done', 'not-what-is-left']);
    await rig.pass(DAY);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 900, 'merchant:shop': -891, fees: -9 });
  });

  it('a refund of SETTLE that fails is undecided again, and may be said anew', async () => {
    const rig = await paid();
    rig.banks.wechat.refundMode = 'dead';
    await say(rig, 'REFUND', 0, 490);
    const refund = rig.now().refunds[0];
    await rig.pass(1_000);
    // Its rule cannot be mended by asking again: the window is over, and the query knows no such refund.
    const about = { refund: refund?.id ?? '', channel_no: rig.now().refunds[0]?.tries.at(-1)?.channel_no ?? '' };
    await rig.tell({
      type: 'refund-evidence',
      ...about,
      evidence: { source: 'answer', asked_at_ms: rig.clock.now_ms, kind: 'refused', final: true, code: 'OVER' },
    });
    await rig.tell({ type: 'refund-evidence', ...about, evidence: { source: 'query', asked_at_ms: rig.clock.now_ms, kind: 'absent' } });
    expect(rig.now().refunds.map((r) => r.state)).toEqual(['failed']);
    expect([undecided(rig.now()), await rig.balances()]).toEqual([1990, { 'channel:wechat': 1990, 'escrow:shop': -1990 }]);
    rig.banks.wechat.refundMode = 'done';
    await say(rig, 'REFUND', 0, 490);
    await rig.pass(DAY);
    expect(rig.now().refunds.map((r) => r.state)).toEqual(['failed', 'done']);
    expect(new Set(rig.now().refunds.map((r) => r.refund_no)).size).toBe(2);
  });

  it('REFUND beyond escrow takes the rest from the merchant', async () => {
    const rig = await paid();
    await say(rig, 'SETTLE', 1990, 0);
    await say(rig, 'REFUND', 0, 990);
    await rig.pass(DAY);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1000, 'merchant:shop': -988, fees: -12 });
    expect(rig.now().refunds[0]?.escrow_fen).toBe(0);
  });

  it('its only notice is paid, and is dropped once its merchant has acted', async () => {
    const rig = await paid(false);
    expect(rig.now().notices).toMatchObject([{ type: 'order.paid', tries: 1 }]);
    await say(rig, 'SETTLE', 1500, 490);
    rig.merchant.up = true;
    await rig.pass(3 * DAY);
    expect(rig.told).toEqual([]);
    expect(rig.now().notices).toMatchObject([{ type: 'order.paid', dropped: true }]);
  });

  it('thirty days in escrow without a word are flagged, once', async () => {
    const rig = await paid();
    await rig.pass(31 * DAY);
    expect(rig.now().flags.map((f) => f.code)).toEqual(['escrow-undecided']);
    const settled = await paid();
    await say(settled, 'SETTLE', 1990, 0);
    await settled.pass(31 * DAY);
    expect(settled.now().flags).toEqual([]);
  });

  it('held money that is accepted goes into escrow', async () => {
    const rig = makeRig();
    await rig.open({}, BILL);
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.banks.wechat.pay(rig.number(1));
    const news = rig.banks.wechat.news(rig.number(1));
    await rig.tell({ type: 'evidence', attempt: 1, evidence: { ...news, returned_fen: 1 } as typeof news });
    const txn = rig.now().receipts[0]?.txn ?? '';
    await rig.tell({ type: 'held', txn, verdict: 'accept', by: { name: 'lan', via: 'test' } });
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1990, 'escrow:shop': -1990 });
  });
});

describe('more than is payable to the merchant', () => {
  it('waits, is flagged after a day, and goes out once the credit of its contract allows', async () => {
    const rig = await paid();
    await say(rig, 'SETTLE', 1990, 0);
    // A fee of 12 was taken.
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1990, 'merchant:shop': -1978, fees: -12 });
    await say(rig, 'REFUND', 0, 1990);
    expect(rig.now().refunds[0]).toMatchObject({ state: 'waiting', unfunded: true });
    await rig.pass(DAY + 3_600_000);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1990, 'merchant:shop': -1978, fees: -12 });
    expect(rig.now().flags.map((one) => one.code)).toEqual(['refund-waits-for-money']);
    rig.credit.limit_fen = 12;
    await rig.pass(DAY);
    expect(rig.now().refunds[0]).toMatchObject({ state: 'done' });
    expect(await rig.balances()).toEqual({ 'merchant:shop': 12, fees: -12 });
  });

  it('of a bill half in escrow: only the rest waits, and all of it goes out as one refund', async () => {
    const rig = await paid();
    // Settled whole, then a second bill's money is there.
    await say(rig, 'REFUND', 0, 1000);
    await rig.pass(DAY);
    expect(rig.now().refunds[0]).toMatchObject({ state: 'done', escrow_fen: 1000 });
    expect(await rig.balances()).toEqual({ 'channel:wechat': 990, 'escrow:shop': -990 });
  });

  it('a new order of the merchant pays for what waits', async () => {
    const rig = await paid();
    const first = rig.id;
    await say(rig, 'SETTLE', 1990, 0);
    await say(rig, 'REFUND', 0, 1990);
    await rig.open({ order_no: 'A2' });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    await rig.pass(600_000);
    expect((await rig.payments.read({ id: first }))?.refunds[0]?.state).toBe('done');
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1990, 'merchant:shop': -1978, fees: -12 });
  });
});
