/** The simulation's verdict is no easier to please than the others': lies about one that came to rest. */
import { expect, it } from 'vitest';
import { typeCode, askSms } from '../../../src/bff/testing/card-viewer.ts';
import { makeRig } from '../../../src/bff/testing/rig.ts';
import type { Rig } from '../../../src/bff/testing/rig.ts';
import type { Facts } from '../support/facts.ts';
import { judge } from '../support/verdict.ts';
import { entriesOf, factsOf } from './facts-of.ts';

async function facts(rig: Rig): Promise<Facts> {
  return factsOf(rig, [rig.now()], await entriesOf(rig, [rig.id]));
}

/** Paid by a code, partly given back; four days on. */
async function paid(): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  rig.banks.wechat.pay(rig.number(1));
  await rig.callback('wechat', 1);
  await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
  await rig.pass(4 * 86_400_000);
  return rig;
}

it('of a true one nothing is found', async () => {
  expect(judge(await facts(await paid()))).toMatchObject({ orders: 1, charges: 1, paid: 1, problems: [] });
});

it('of a card neither', async () => {
  const rig = makeRig();
  await rig.open();
  await typeCode(rig, await askSms(rig));
  await rig.pass(4 * 86_400_000);
  expect(judge(await facts(rig))).toMatchObject({ orders: 1, charges: 1, paid: 1, problems: [] });
});

it('held, though the bank took it in time', async () => {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  const { channel_no } = rig.now().attempts[0] as { channel_no: string };
  rig.banks.wechat.pay(channel_no, 1);
  await rig.callback('wechat', 1);
  await rig.pass(4 * 86_400_000);
  const truth = await facts(rig);
  expect(judge(truth).unpaid).toBe(0);
  // The bank says that it took what was asked.
  const charges = truth.charges.map((c) => ({ ...c, amount_fen: 1990 }));
  expect(judge({ ...truth, charges })).toMatchObject({ unpaid: 1, too_few: 1 });
});

it.each<[string, (rig: Rig) => void, object]>([
  ['nothing was told', (rig) => void rig.told.splice(0), { unnotified: 4, merchants_off_fen: 1490 }],
  ['the refund was not told', (rig) => void rig.told.pop(), { unnotified: 2, merchants_off_fen: 500 }],
  [
    'the bank gave nothing back',
    (rig) => void [...rig.banks.wechat.trades.values()].forEach((t) => (t.returned_fen = 0)),
    { ledger_sum_fen: 500 },
  ],
  ['the bank took nothing', (rig) => rig.banks.wechat.trades.clear(), { lost: 1, too_few: 1 }],
])('%s', async (_what, lie, expected) => {
  const rig = await paid();
  lie(rig);
  expect(judge(await facts(rig))).toMatchObject(expected);
});
