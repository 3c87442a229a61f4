/** The story of an order that is older than the journal, wholly or at its beginning. */
import { expect, it } from 'vitest';
import { makeRig } from '../testing/rig.ts';
import { storyOf } from './story.ts';

async function paid() {
  const rig = makeRig();
  const { order } = await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.pass(5_000);
  rig.banks.wechat.pay(rig.number(1));
  await rig.callback('wechat', 1);
  await rig.work();
  return { payment: rig.now(), journal: await rig.store.journal(order.id), entries: await rig.store.entries(order.id) };
}

it('with its whole journal nothing is derived', async () => {
  const { payment, journal, entries } = await paid();
  const story = storyOf(payment, journal, entries);
  expect(story.note).toBeUndefined();
  expect(story.entries_before).toEqual([]);
  expect(story.lines.map((line) => line.from)).not.toContain('derived');
  expect(story.lines.flatMap((line) => line.entries).map((one) => one.account)).toEqual(['channel:wechat', 'merchant:shop']);
});

it('without a journal all is derived from the payment, and it says so', async () => {
  const { payment, entries } = await paid();
  const story = storyOf(payment, [], entries);
  expect(story.note).toContain('older than the journal');
  expect(story.lines.map((line) => [line.from, line.event])).toEqual([
    ['derived', 'order created, 19.90'],
    ['derived', 'attempt at wechat'],
    ['derived', 'order paid'],
    ['derived', 'money came, 19.90, won'],
    ['derived', 'notice order.paid'],
    ['derived', 'notice delivered'],
  ]);
  expect(story.entries_before.map((one) => one.account)).toEqual(['channel:wechat', 'merchant:shop']);
});

it('a journal that begins later is told after what is derived', async () => {
  const { payment, journal, entries } = await paid();
  const from = journal.findIndex((row) => row.kind === 'paid');
  const story = storyOf(payment, journal.slice(from), entries);
  expect(story.note).toContain('The beginning is older');
  expect(story.lines.map((line) => line.from)).toEqual(['derived', 'derived', ...journal.slice(from).map(() => 'journal')]);
  expect(story.entries_before).toEqual([]);
});

it('a repeated story is the same story', async () => {
  const { payment, journal, entries } = await paid();
  expect(storyOf(payment, journal, entries)).toEqual(storyOf(payment, journal, entries));
});
