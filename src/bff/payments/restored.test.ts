/**
 * A backup of an hour ago is restored, and merchants repeat all that they asked since: no bank gives money back twice; once-class
 * refunds wait for a person. Source: docs/money.md 5, 17.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fen } from '../../protocol/money.ts';
import { askChallenge, typePassword } from '../testing/bank-viewer.ts';
import { askSms, typeCode } from '../testing/card-viewer.ts';
import { makeRig } from '../testing/rig.ts';
import type { Rig } from '../testing/rig.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const WAYS: { readonly [order_no: string]: (rig: Rig) => Promise<unknown> } = {
  'by-wechat': (rig) => rig.payByCode(),
  'by-alipay': async (rig) => {
    await rig.answer({ kind: 'choose', channel: 'alipay' });
    await rig.work();
    rig.banks.alipay.pay(rig.number(1));
    await rig.callback('alipay', 1);
  },
  'by-icbc': async (rig) => typePassword(rig, await askChallenge(rig)),
  'by-unionpay': async (rig) => typeCode(rig, await askSms(rig)),
};
const ORDERS = Object.keys(WAYS);

/** Two parts and the rest, each under its own number. */
const PARTS = [500, 500, 990];

async function refundAll(rig: Rig, from = 0, to = PARTS.length): Promise<void> {
  for (const order_no of ORDERS)
    for (let i = from; i < to; i++) {
      const wish = { refund_no: order_no + '-' + i, amount_fen: fen(PARTS[i] ?? 0), reason: '' };
      await rig.payments.refund({ merchant_id: 'shop', order_no }, wish);
    }
}

/** By bank, what it gave back, and how many refunds it has. */
const given = ({ banks, cards, accounts }: Rig) =>
  [banks.wechat, banks.alipay, accounts, cards].map(({ refunds }) => {
    const all = [...refunds.values()];
    return [all.reduce((sum, one) => sum + one.amount_fen, 0), all.length];
  });

it.each([0, 1, 2])('%s of three refunds were in the backup', async (kept) => {
  const dir = mkdtempSync(join(tmpdir(), 'restored-'));
  const before = makeRig({ file: join(dir, 'lezhong.db') });
  for (const [order_no, pay] of Object.entries(WAYS)) {
    await before.open({ order_no });
    await pay(before);
    await before.pass(60_000);
    expect(before.screen()).toEqual({ kind: 'paid' });
  }
  await refundAll(before, 0, kept);
  await before.pass(DAY);
  const file = join(dir, 'backup.db');
  await before.store.backup(file);
  await before.pass(HOUR);
  await refundAll(before, kept);
  await before.pass(DAY);
  const all = given(before);
  expect(all).toEqual([
    [1990, 3],
    [1990, 3],
    [1990, 3],
    [1990, 3],
  ]);
  await before.store.close();

  const after = makeRig({ file, restored: before });
  await refundAll(after);
  await after.pass(DAY);
  await refundAll(after);
  await after.pass(DAY);
  expect(given(after)).toEqual(all);
  for (const order_no of ORDERS) {
    const states = (await after.store.read({ merchant_id: 'shop', order_no }))?.refunds.map((one) => one.state);
    const told = Array.from({ length: 3 }, (_, i) => (order_no === 'by-unionpay' && i >= kept ? 'created' : 'done'));
    expect([order_no, states]).toEqual([order_no, told]);
  }
  await after.store.close();
});
