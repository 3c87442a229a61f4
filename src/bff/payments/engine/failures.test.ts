import { expect, it } from 'vitest';
import { StoreDown } from '../../store/errors.ts';
import type { DueJob } from '../../store/port.ts';
import { broken } from '../../testing/invariants.ts';
import { makeRig } from '../../testing/rig.ts';
import { failures } from './failures.ts';

const DAY_MS = 86_400_000;
const RULES = { rest_ms: 5_000, rest_max_ms: 3_600_000, throws_max: 4 };
const ERROR = new TypeError('x is not a function');

async function shown() {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  const job: DueJob = { order_id: rig.id, key: 'attempt:1', lane: 'wechat', due_ms: 0, urgency: 1 };
  const due_ms = () => rig.now().jobs.find((one) => one.key === job.key)?.due_ms;
  return { rig, job, due_ms };
}

it('rests twice as long each time, then is set aside, flagged, and tried once a day', async () => {
  const { rig, job, due_ms } = await shown();
  const failing = failures(rig, RULES);
  const due_before = due_ms();
  expect([await failing.failed(job, ERROR), await failing.failed(job, ERROR), await failing.failed(job, ERROR)]).toEqual([
    5_000, 10_000, 20_000,
  ]);
  expect(due_ms()).toBe(due_before);
  expect(await rig.store.flags()).toEqual([]);
  await failing.failed(job, ERROR);
  expect(await rig.store.flags()).toMatchObject([{ order_id: rig.id, code: 'job-set-aside', detail: 'attempt:1' }]);
  expect(due_ms()).toBe(rig.clock.now_ms + DAY_MS);
  const last = (await rig.store.journal(rig.id)).at(-1);
  expect(last).toMatchObject({ event: 'job-set-aside', actor: 'worker', code: 'TypeError', about: 'job attempt:1' });
  expect(broken(rig.now(), await rig.store.entries(rig.id))).toEqual([]);
  rig.clock.now_ms += DAY_MS;
  expect(await failing.failed(job, ERROR)).toBeLessThanOrEqual(RULES.rest_max_ms);
  expect(due_ms()).toBe(rig.clock.now_ms + DAY_MS);
  expect(await rig.store.flags()).toHaveLength(1);
});

it('after a restart the flag is enough', async () => {
  const { rig, job, due_ms } = await shown();
  const before = failures(rig, RULES);
  for (let i = 0; i < RULES.throws_max; i++) await before.failed(job, ERROR);
  rig.clock.now_ms += DAY_MS;
  await failures(rig, RULES).failed(job, ERROR);
  expect(due_ms()).toBe(rig.clock.now_ms + DAY_MS);
});

it('a success forgets, and a full disk is nobody’s own fault', async () => {
  const { rig, job } = await shown();
  const failing = failures(rig, RULES);
  for (let i = 0; i < 9; i++) expect(await failing.failed(job, new StoreDown('SQLITE_FULL'))).toBe(5_000);
  for (let i = 0; i < 3; i++) await failing.failed(job, ERROR);
  failing.done(job);
  expect(await failing.failed(job, ERROR)).toBe(5_000);
  expect(await rig.store.flags()).toEqual([]);
});
