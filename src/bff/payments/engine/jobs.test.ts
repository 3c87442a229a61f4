/** Due calls: what is sent, what is not sent any more, and what an answer means. Source: docs/money.md 5 and 6. */
import { describe, expect, it } from 'vitest';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import { TIMES } from '../schedules.ts';
import { doJob } from './jobs.ts';

async function chosen(): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  return rig;
}

const prepays = (rig: Rig): number => rig.banks.wechat.calls.filter((c) => c.call === 'prepay').length;

describe('a prepay', () => {
  it('is sent until its time is over', async () => {
    const rig = await chosen();
    rig.clock.now_ms += TIMES.prepay_not_after_ms - 1;
    await doJob(rig.deps, rig.id, 'attempt:1');
    expect(prepays(rig)).toBe(1);
    expect(rig.now().attempts[0]?.state).toBe('ready');
  });

  it('is not sent from then on, whichever work comes first: the attempt closes', async () => {
    const rig = await chosen();
    rig.clock.now_ms += TIMES.prepay_not_after_ms;
    await doJob(rig.deps, rig.id, 'attempt:1');
    expect(prepays(rig)).toBe(0);
    expect(rig.now().attempts[0]).toMatchObject({ state: 'closing', why: 'silent' });
  });

  it('is not sent before it is due', async () => {
    const rig = await chosen();
    rig.banks.wechat.fail('prepay', 'before');
    await doJob(rig.deps, rig.id, 'attempt:1');
    await doJob(rig.deps, rig.id, 'attempt:1');
    expect(prepays(rig)).toBe(1);
  });
});

describe('a refund that the bank is working on', () => {
  async function moving(): Promise<Rig> {
    const rig = await chosen();
    await rig.work();
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    rig.banks.wechat.refundMode = 'moving';
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
    await rig.pass(60 * 60_000);
    return rig;
  }

  it('is asked about and is not done: nobody is told, and its money is in transit', async () => {
    const rig = await moving();
    expect(rig.now().refunds).toMatchObject([{ state: 'asked' }]);
    expect(rig.banks.wechat.calls.filter((c) => c.call === 'refund')).toHaveLength(1);
    expect(rig.banks.wechat.calls.filter((c) => c.call === 'queryRefund').length).toBeGreaterThan(3);
    expect(rig.told.map((one) => one.type)).toEqual(['order.paid']);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1990, 'merchant:shop': -1490, 'transit:wechat': -500 });
  });

  it('is done when the bank says so, and told then', async () => {
    const rig = await moving();
    rig.banks.wechat.refundMode = 'done';
    await rig.pass(3 * 60 * 60_000);
    expect(rig.now().refunds).toMatchObject([{ state: 'done' }]);
    expect(rig.told.map((one) => one.type)).toEqual(['order.paid', 'refund.done']);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1490, 'merchant:shop': -1490 });
  });
});
