/** The wall clock is set while payments are under way, and while nothing runs. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { askSms } from '../../testing/card-viewer.ts';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import { resume } from './resume.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

async function shown(rig: Rig): Promise<Rig> {
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  return rig;
}
const queries = (rig: Rig): number => rig.banks.wechat.calls.filter((one) => one.call === 'query').length;

it('set back by an hour while a code is shown: the bank is asked as before, and the code ends', async () => {
  const rig = await shown(makeRig());
  rig.clock.wall_off_ms = -HOUR_MS;
  await rig.pass(2 * MINUTE_MS);
  expect(queries(rig)).toBeGreaterThanOrEqual(2);
  await rig.pass(30 * MINUTE_MS);
  expect(rig.now().order.state).toBe('closed');
});

it('set back after "I have paid": the next press is heard', async () => {
  const rig = await shown(makeRig());
  await rig.answer({ kind: 'ask-paid' });
  await rig.work();
  rig.clock.wall_off_ms = -HOUR_MS;
  await rig.pass(5_000);
  const before = queries(rig);
  await rig.answer({ kind: 'ask-paid' });
  await rig.work();
  expect(queries(rig)).toBe(before + 1);
});

it('set back after a code was sent: the next SMS is not further off', async () => {
  const rig = makeRig();
  await rig.open();
  expect(await askSms(rig)).toBe(1);
  expect(await askSms(rig)).toBe(0);
  rig.clock.wall_off_ms = -HOUR_MS;
  await rig.pass(80_000);
  expect(await askSms(rig)).toBe(2);
});

it('set back while notices are not taken: they are sent again', async () => {
  const rig = await shown(makeRig());
  rig.merchant.up = false;
  rig.banks.wechat.pay(rig.number(1));
  await rig.callback('wechat', 1);
  await rig.work();
  rig.clock.wall_off_ms = -HOUR_MS;
  rig.merchant.up = true;
  await rig.pass(5 * MINUTE_MS);
  expect(rig.told.map((one) => one.type)).toEqual(['order.paid']);
});

it('set forward by an hour: what is due by then is done, and the order ends in order', async () => {
  const rig = await shown(makeRig());
  rig.clock.wall_off_ms = HOUR_MS;
  await rig.pass(10 * MINUTE_MS);
  expect(rig.now().order.state).toBe('closed');
});

it('an order that a merchant ends lives as long as it says, also while our clock is ahead', async () => {
  const rig = makeRig();
  rig.clock.wall_off_ms = -HOUR_MS;
  const expires_at = String(rig.world.wall() + 10 * MINUTE_MS);
  const { order } = await rig.open({ expires_at });
  expect(order.expires_ms - rig.world.now()).toBe(10 * MINUTE_MS);
  expect((await rig.open({ expires_at })).order.id).toBe(order.id);
  await expect(rig.open({ expires_at: String(Number(expires_at) + 1) })).rejects.toMatchObject({ code: 'ORDER_CONFLICT' });
});

/** One run with a code shown and "I have paid" pressed; the next with another clock on the same file. */
async function restarted(off_ms: number, next_off_ms: number) {
  const file = join(mkdtempSync(join(tmpdir(), 'clock-')), 'db');
  const first = await shown(makeRig({ file, wall_off_ms: off_ms }));
  await first.answer({ kind: 'ask-paid' });
  await first.work();
  const channel_no = first.number(1);
  await first.store.close();
  const rig = makeRig({ file, after_ms: MINUTE_MS, wall_off_ms: next_off_ms });
  const said: string[] = [];
  await resume({ ...rig, log: (level, event, { by_ms }) => said.push(level + ' ' + event + ' ' + by_ms) });
  rig.id = first.id;
  // The bank knows what it knew.
  const [attempt] = first.now().attempts;
  await rig.banks.wechat.prepay(channel_no, attempt?.kind === 'scan' ? attempt.body : '');
  return { rig, said };
}

it('set back by an hour over a restart: it goes on from the last commit', async () => {
  const { rig, said } = await restarted(0, -HOUR_MS);
  expect(said).toEqual(['warn clock.behind-last-commit ' + (HOUR_MS - MINUTE_MS)]);
  await rig.pass(2 * MINUTE_MS);
  expect(queries(rig)).toBeGreaterThanOrEqual(1);
});

it('a clock that was a year ahead: what is due comes back to now, and a person is told', async () => {
  const { rig, said } = await restarted(365 * DAY_MS, 0);
  expect(said).toEqual(['error clock.far-behind-last-commit ' + (365 * DAY_MS - MINUTE_MS)]);
  expect(await rig.store.flags()).toMatchObject([{ order_id: rig.id, code: 'clock-set-back' }]);
  await rig.pass(2 * MINUTE_MS);
  expect(queries(rig)).toBeGreaterThanOrEqual(1);
  const before = queries(rig);
  await rig.answer({ kind: 'ask-paid' });
  await rig.work();
  expect(queries(rig)).toBe(before + 1);
  await rig.pass(HOUR_MS);
  expect(rig.now().order.state).toBe('closed');
});

it('the same clock over a restart: nothing is said', async () => {
  const { said } = await restarted(0, 0);
  expect(said).toEqual([]);
});
