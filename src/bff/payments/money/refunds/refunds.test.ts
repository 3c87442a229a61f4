/** Refunds: tries, what is said about dead ones, spacing, and after a restore. Source: docs/money.md 5, 17. */
import { describe, expect, it } from 'vitest';
import type { RefundEvidence } from '../../../../channels/port.ts';
import { askSms, typeCode } from '../../../testing/card-viewer.ts';
import { makeRig } from '../../../testing/rig.ts';
import type { Rig } from '../../../testing/rig.ts';
import { decide } from '../../decide.ts';
import type { Event } from '../../events.ts';
import type { Payment, Refund } from '../../payment.ts';
import { TIMES } from '../../schedules.ts';
import { refundable } from './refundable.ts';
import { refundOf } from './refunds.ts';

const BY = { name: 'lan', via: 'test' };
const HOUR = 3_600_000;

async function paid(): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  await rig.payByCode();
  return rig;
}

async function paidByCard(): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  await typeCode(rig, await askSms(rig));
  await rig.pass(2_000);
  return rig;
}

const ask = (rig: Rig, refund_no: string, amount_fen = 500) =>
  rig.payments.refund({ id: rig.id }, { refund_no, amount_fen: amount_fen as never, reason: 'x' });
const refund = (p: Payment, i = 0) => p.refunds[i] as Refund;
const tell = (rig: Rig, kind: RefundEvidence['kind'], n = 1, more: object = {}) =>
  rig.tell({
    type: 'refund-evidence',
    refund: refund(rig.now()).id,
    channel_no: refund(rig.now()).tries[n - 1]?.channel_no ?? '',
    evidence: { source: 'query', asked_at_ms: rig.clock.now_ms, kind, ...more } as RefundEvidence,
  });

describe('tries', () => {
  it('a dead number three times: a person must look, and nothing more is asked', async () => {
    const rig = await paid();
    rig.banks.wechat.refundMode = 'dead';
    await ask(rig, 'R1');
    await rig.pass(2 * 24 * HOUR);
    expect(refund(rig.now()).tries.map((t) => [t.n, t.live])).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
    expect(rig.now().flags).toMatchObject([{ code: 'refund-tries-used-up', detail: 'm-R1' }]);
    expect(rig.now().jobs).toEqual([]);
    const asked = rig.banks.wechat.calls.filter((c) => c.call === 'refund');
    expect(asked.map((c, i) => c.at_ms - (asked[i - 1]?.at_ms ?? c.at_ms))).toEqual([0, TIMES.refund_gap_ms, TIMES.refund_gap_ms]);
    expect(new Set(asked.map((c) => c.number)).size).toBe(3);
  });

  it('a dead one that refunded after all is done, and flagged; the live one too: refunded twice', async () => {
    const rig = await paid();
    await ask(rig, 'R1');
    await tell(rig, 'dead');
    expect(rig.now().flags).toEqual([]);
    await tell(rig, 'done');
    expect(refund(rig.now()).state).toBe('done');
    expect(rig.now().flags).toMatchObject([{ code: 'dead-try-refunded', detail: 'm-R1' }]);
    await tell(rig, 'done', 2);
    expect(rig.now().flags).toHaveLength(1);
    await tell(rig, 'done');
    expect(rig.now().flags).toMatchObject([{}, { code: 'refunded-twice', detail: 'm-R1' }]);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1490, 'merchant:shop': -1490 });
    expect(rig.now().receipts[0]?.returned_fen).toBe(500);
  });

  it('an ordinary one is done without a flag', async () => {
    const rig = await paid();
    await ask(rig, 'R1');
    await tell(rig, 'done');
    expect([refund(rig.now()).state, refund(rig.now()).ended_ms, rig.now().flags]).toEqual(['done', rig.clock.now_ms, []]);
  });

  it('done after it failed: a flag, no entry', async () => {
    const rig = await paid();
    await ask(rig, 'R1');
    await tell(rig, 'refused', 1, { code: 'WINDOW_OVER', final: true });
    await tell(rig, 'absent');
    expect(refund(rig.now()).state).toBe('failed');
    const before = await rig.balances();
    expect(before).toEqual({ 'channel:wechat': 1990, 'merchant:shop': -1990 });
    await tell(rig, 'done');
    expect(rig.now().flags).toMatchObject([{ code: 'refund-done-after-failed', detail: 'm-R1' }]);
    expect(await rig.balances()).toEqual(before);
    await rig.work();
    expect(rig.told.map((one) => one.type)).toEqual(['order.paid', 'refund.failed']);
  });
});

describe('what may be given back', () => {
  it('is what was won less what is on its way; a failed one frees it', async () => {
    const rig = await paid();
    expect(refundable(rig.now())).toBe(1990);
    await ask(rig, 'R1', 1990);
    expect(refundable(rig.now())).toBe(0);
    await expect(ask(rig, 'R2', 1)).rejects.toMatchObject({ code: 'REFUND_TOO_MUCH' });
    await tell(rig, 'refused', 1, { code: 'WINDOW_OVER', final: true });
    await tell(rig, 'absent');
    expect(refundable(rig.now())).toBe(1990);
    expect(refundOf(rig.now(), 'R1')?.amount_fen).toBe(1990);
    expect(refundOf(rig.now(), 'R2')).toBeUndefined();
  });

  it('of one receipt is asked 61 s apart', async () => {
    const rig = await paid();
    for (const no of ['R1', 'R2', 'R3']) await ask(rig, no, 100);
    await rig.pass(10 * 60_000);
    const at = rig.banks.wechat.calls.filter((c) => c.call === 'refund').map((c) => c.at_ms);
    expect(at.map((ms) => ms - (at[0] ?? 0))).toEqual([0, TIMES.refund_gap_ms, 2 * TIMES.refund_gap_ms]);
    const since = rig.clock.now_ms;
    await ask(rig, 'R4', 100);
    await rig.work();
    expect(rig.banks.wechat.calls.findLast((c) => c.call === 'refund')?.at_ms).toBe(since);
  });
});

describe('our balance there is short', () => {
  it('the same number again after 10 min, 1 h, 6 h, then daily', async () => {
    const rig = await paid();
    rig.banks.wechat.refundMode = 'short';
    await ask(rig, 'R1');
    await rig.pass(60 * HOUR);
    const asked = rig.banks.wechat.calls.filter((c) => c.call === 'refund');
    expect(new Set(asked.map((c) => c.number)).size).toBe(1);
    expect(asked.slice(1).map((c, i) => c.at_ms - (asked[i]?.at_ms ?? 0))).toEqual([600_000, HOUR, 6 * HOUR, 24 * HOUR, 24 * HOUR]);
    expect(refund(rig.now()).state).toBe('waiting');
  });
});

describe('after a restore', () => {
  it('a refund of the once class waits, flagged, until a person lets it go', async () => {
    const rig = await paidByCard();
    await ask(rig, 'R1');
    const recovering = { ...rig.rules, recovering: true };
    const job = rig.now().jobs.find((one) => one.call === 'refund');
    const { id, tries } = refund(rig.now());
    const mark = (p: Payment): Payment => {
      const call = { key: job?.key ?? '', serial: p.jobs.find((one) => one.call === 'refund')?.serial ?? 0 };
      const event = { type: 'refund-sending', refund: id, channel_no: tries[0]?.channel_no ?? '', call, by: 'me' };
      return decide(p, { ...event, now_ms: rig.clock.now_ms, fresh: '' } as Event, recovering).payment;
    };
    const release = (p: Payment): Payment =>
      decide(p, { type: 'refund-by-hand', refund: id, act: 'release', by: BY, now_ms: rig.clock.now_ms, fresh: '' }, recovering).payment;
    const waits = mark(rig.now());
    expect(refund(waits).tries[0]?.sent_ms).toBeUndefined();
    expect(waits.flags).toMatchObject([{ code: 'refund-waits-after-restore', detail: id }]);
    expect(waits.jobs.some((one) => one.key === job?.key)).toBe(false);
    const released = release(waits);
    expect(refund(released).released).toBe(true);
    expect(refund(mark(released)).tries[0]).toMatchObject({ sent_ms: rig.clock.now_ms, sent_by: 'me' });
    // What does not wait is not released.
    expect(refund(release(rig.now())).released).toBeUndefined();
  });
});
