/** A clock that had been ahead comes back: what lies in the future moves, what happened does not. */
import { expect, it } from 'vitest';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';

const HOUR = 3_600_000;

async function scanning(): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  return rig;
}

it('moves due times and ends, not what was recorded, and flags what may be under way', async () => {
  const rig = await scanning();
  const before = rig.now();
  await rig.tell({ type: 'clock-set-back', by_ms: 60_000 });
  const after = rig.now();
  expect(after.order.created_ms).toBe(before.order.created_ms);
  expect(after.order.expires_ms).toBe(before.order.expires_ms - 60_000);
  expect(after.attempts[0]?.created_ms).toBe(before.attempts[0]?.created_ms);
  for (const job of after.jobs) {
    const was = before.jobs.find((one) => one.key === job.key)?.due_ms ?? 0;
    expect(job.due_ms).toBeLessThanOrEqual(was);
    expect(job.due_ms).toBeGreaterThanOrEqual(rig.clock.now_ms);
  }
  expect(after.flags).toMatchObject([{ code: 'clock-set-back', detail: 'by 60 s' }]);
});

it('an end comes to lie in no past, however far it went', async () => {
  const rig = await scanning();
  await rig.tell({ type: 'clock-set-back', by_ms: 100 * HOUR });
  expect(rig.now().order.expires_ms).toBe(rig.clock.now_ms);
});

it('of a payment that is over nothing is flagged', async () => {
  const rig = await scanning();
  rig.banks.wechat.pay(rig.number(1));
  await rig.callback('wechat', 1);
  await rig.work();
  await rig.tell({ type: 'clock-set-back', by_ms: HOUR });
  expect(rig.now().flags).toEqual([]);
});
