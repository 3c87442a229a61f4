/** Notices: their bodies, their ladder, their end, and a person who sends one again. Source: docs/money.md 8. */
import { expect, it } from 'vitest';
import type { NoticeBody } from '../../../protocol/notice.ts';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';

const DAY = 86_400_000;

async function paid(up: boolean): Promise<Rig> {
  const rig = makeRig();
  rig.merchant.up = up;
  await rig.open();
  await rig.payByCode();
  return rig;
}

const bodies = (rig: Rig): NoticeBody[] => rig.now().notices.map((one) => JSON.parse(one.body) as NoticeBody);

it('say what was paid, and what was given back under which number', async () => {
  const rig = await paid(true);
  await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
  await rig.pass(DAY);
  const won = rig.now().receipts[0];
  const common = { merchant_id: 'shop', order_no: 'A1', amount_fen: 1990, channel: 'wechat', channel_transaction: won?.txn };
  expect(bodies(rig)).toMatchObject([
    { n: 1, type: 'order.paid', ...common },
    { n: 2, type: 'refund.done', ...common, refund_no: 'R1', refund_fen: 500 },
  ]);
  expect(bodies(rig)[0]).not.toHaveProperty('refund_no');
  expect(rig.told.map((one) => one.n)).toEqual([1, 2]);
});

it('each wait is that of its rung, and at most a tenth longer', async () => {
  const rig = await paid(false);
  const { notice_ms } = rig.rules.times;
  const at: number[] = [];
  for (let tries = 1; tries <= 6; tries++) {
    const job = rig.now().jobs.find((one) => one.call === 'notice');
    expect(rig.now().notices[0]?.tries).toBe(tries);
    const wait_ms = (job?.due_ms ?? 0) - rig.clock.now_ms;
    at.push(wait_ms / (notice_ms[tries] as number));
    await rig.pass(wait_ms);
  }
  for (const share of at) expect(share).toBeGreaterThanOrEqual(1);
  for (const share of at) expect(share).toBeLessThanOrEqual(1.1);
  // Not all the same: merchants that fell over together do not come back together.
  expect(new Set(at.map((share) => Math.round(share * 1000))).size).toBeGreaterThan(1);
});

it('are given up after 30 days with a flag, and those behind go on', async () => {
  const rig = await paid(false);
  await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
  await rig.pass(29 * DAY);
  expect(rig.now().notices[0]?.given_up).toBeUndefined();
  expect(rig.now().flags).toEqual([]);
  await rig.pass(3 * DAY);
  const [first, second] = rig.now().notices;
  expect(first).toMatchObject({ given_up: true });
  expect(rig.now().flags).toMatchObject([
    { code: 'notice-undelivered', detail: first?.id },
    { code: 'notice-undelivered', detail: second?.id },
  ]);
  expect(rig.now().jobs.some((job) => job.call === 'notice')).toBe(false);

  await rig.tell({ type: 'notice-resent', n: 1, by: { name: 'li', via: 'cli' } });
  expect(rig.now().notices[0]).toMatchObject({ delivered_ms: rig.clock.now_ms });
  expect(rig.now().notices[0]).not.toHaveProperty('given_up');
  const { version } = rig.now();
  await rig.tell({ type: 'notice-resent', n: 1, by: { name: 'li', via: 'cli' } });
  expect(rig.now().version).toBe(version);
});

it('one that waits is posted at once when its merchant is back, and never later than planned', async () => {
  const rig = await paid(false);
  await rig.pass(2 * 3_600_000);
  const due = (): number => rig.now().jobs.find((job) => job.call === 'notice')?.due_ms ?? 0;
  const planned_ms = due();
  await rig.tell({ type: 'notice-due', due_ms: planned_ms + 1 });
  expect(due()).toBe(planned_ms);
  await rig.tell({ type: 'notice-due', due_ms: rig.clock.now_ms });
  expect(due()).toBe(rig.clock.now_ms);
  rig.merchant.up = true;
  await rig.work();
  expect(rig.told).toMatchObject([{ n: 1, type: 'order.paid' }]);
});
