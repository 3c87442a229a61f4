/** A person's word on held money. Source: docs/money.md 5, 7 (5). */
import { expect, it } from 'vitest';
import type { Evidence } from '../../../channels/port.ts';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';

const BY = { name: 'li', via: 'cli' };
const DAY = 86_400_000;

async function scanned(amount_fen?: number): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  rig.banks.wechat.pay(rig.number(1), amount_fen);
  return rig;
}

/** The bank took the right amount, and does not know how it stands. */
async function unclear(): Promise<Rig> {
  const rig = await scanned();
  const evidence = { ...rig.banks.wechat.news(rig.number(1)), kind: 'defect', defect: 'unclear', code: '75' } as Evidence;
  await rig.tell({ type: 'evidence', attempt: 1, evidence });
  expect(rig.now().receipts).toMatchObject([{ role: 'held', amount_fen: 1990 }]);
  return rig;
}

const word = (rig: Rig, verdict: 'accept' | 'give-back') =>
  rig.tell({ type: 'held', txn: rig.now().receipts[0]?.txn ?? '', verdict, by: BY });

it('given back: the viewer is owed it, and gets it whole, once', async () => {
  const rig = await scanned(7);
  await rig.callback('wechat', 1);
  await word(rig, 'give-back');
  expect(rig.now().receipts).toMatchObject([{ role: 'given-back', amount_fen: 7 }]);
  expect(rig.now().refunds).toMatchObject([{ auto: true, amount_fen: 7, reason: 'given back', state: 'created' }]);
  expect(await rig.balances()).toEqual({ 'channel:wechat': 7, 'transit:wechat': -7 });
  const { version } = rig.now();
  await word(rig, 'give-back');
  await word(rig, 'accept');
  expect(rig.now().version).toBe(version);
  await rig.pass(DAY);
  expect(rig.now().refunds).toMatchObject([{ state: 'done' }]);
  expect(await rig.balances()).toEqual({});
  const causes = (await rig.store.entries(rig.id)).map((one) => one.cause);
  expect(causes).toContain('held-given-back');
});

it('accepted: it pays the order, and the merchant is told', async () => {
  const rig = await unclear();
  await word(rig, 'accept');
  expect(rig.now()).toMatchObject({ order: { state: 'paid' }, receipts: [{ role: 'won' }] });
  expect(await rig.balances()).toEqual({ 'channel:wechat': 1990, 'merchant:shop': -1990 });
  await rig.work();
  expect(rig.told.map((one) => one.type)).toEqual(['order.paid']);
  expect((await rig.store.entries(rig.id)).map((one) => one.cause)).toContain('held-accepted');
});

it('another amount cannot pay the order, nor can anything pay one that is over', async () => {
  const wrong = await scanned(1989);
  await wrong.callback('wechat', 1);
  await word(wrong, 'accept');
  expect(wrong.now()).toMatchObject({ order: { state: 'open' }, receipts: [{ role: 'held' }] });

  const late = await unclear();
  await late.pass(DAY);
  expect(late.now().order.state).toBe('closed');
  await word(late, 'accept');
  expect(late.now()).toMatchObject({ order: { state: 'closed' }, receipts: [{ role: 'held' }] });
  await word(late, 'give-back');
  await late.pass(DAY);
  expect(await late.balances()).toEqual({});
});
