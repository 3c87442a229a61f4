import { expect, it } from 'vitest';
import { makeRig } from '../testing/rig.ts';
import type { Rig } from '../testing/rig.ts';

const urgencies = (rig: Rig) => Object.fromEntries(rig.now().jobs.map((job) => [job.key + ' ' + job.call, job.urgency]));
const claimed = async (rig: Rig) => (await rig.due(9)).map((one) => [one.key, one.urgency]);

it('a code that is made, one that is shown, one that is asked about, one that was left', async () => {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  expect(urgencies(rig)).toEqual({ 'attempt:1 prepay': 0, 'clock tick': undefined });
  expect(await claimed(rig)).toEqual([['attempt:1', 0]]);
  await rig.work();
  expect(urgencies(rig)).toEqual({ 'attempt:1 query': 1, 'clock tick': undefined });
  await rig.answer({ kind: 'ask-paid' });
  expect(urgencies(rig)).toMatchObject({ 'attempt:1 query': 0 });
  await rig.work();
  expect(urgencies(rig)).toMatchObject({ 'attempt:1 query': 1 });
  await rig.answer({ kind: 'change' });
  expect(urgencies(rig)).toMatchObject({ 'attempt:1 query': undefined });
  expect(await claimed(rig)).toEqual([['attempt:1', 2]]);
  await rig.answer({ kind: 'choose', channel: 'alipay' });
  expect(urgencies(rig)).toMatchObject({ 'attempt:1 query': undefined, 'attempt:2 prepay': 0 });
});

it('nobody waits for an order that is over', async () => {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  rig.banks.wechat.pay(rig.number(1));
  await rig.callback('wechat', 1);
  expect(rig.now().order.state).toBe('paid');
  expect(rig.now().jobs.every((job) => job.urgency === undefined)).toBe(true);
});
