/** Remembered cards belong to the viewer of one merchant; those of before find their merchant's viewer. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import { CARD_SECRETS, testApp } from '../testing/app.ts';
import { cardPage, DEBIT } from '../testing/card-page.ts';
import { cardKeys } from './keys.ts';
import { lock, rowName, unlock } from './vault.ts';

type App = Awaited<ReturnType<typeof testApp>>;
const VIEWER = 'card-8451';
const keys = cardKeys(CARD_SECRETS);

async function open(app: App, merchant_id: string, order_no: string) {
  const made = await app.post('/v2/orders', app.order({ merchant_id, order_no, viewer_id: VIEWER }));
  return cardPage(app.bff.app, made.json<{ cashier_url: string }>().cashier_url.split('/').pop() ?? '');
}

async function payAndRemember(app: App, merchant_id: string, order_no: string) {
  const page = await open(app, merchant_id, order_no);
  await page.toCode(DEBIT, true);
  await page.secret({ kind: 'sms-code', code: '111111', ...page.typed(DEBIT, true) });
  await page.until('paid');
}

/** Ids of the cards that the first screen shows. */
async function shown(app: App, merchant_id: string, order_no: string): Promise<string[]> {
  const step = await (await open(app, merchant_id, order_no)).step();
  if (step.kind !== 'choose') throw new Error(step.kind);
  return step.channels.flatMap((one) => (one.card ? [one.card.id] : []));
}

it("another merchant that names the viewer sees no card, causes no SMS and spends none of the viewer's tries", async () => {
  const app = await testApp({ hurry: 100, limits: { sms_viewer: 2, number_viewer: 1 } });
  await payAndRemember(app, 'shop', 'A1');
  const [card = ''] = await shown(app, 'shop', 'A2');
  expect(card).not.toBe('');
  expect(await shown(app, 'other', 'B1')).toEqual([]);
  const sms = () => app.cards.calls.filter((one) => one.call === 'sms').length;
  const before = sms();
  const stranger = await open(app, 'other', 'B2');
  expect(await stranger.tell({ kind: 'choose', channel: 'unionpay', card })).toMatchObject({ kind: 'choose' });
  expect(sms()).toBe(before);
  expect(await stranger.tell({ kind: 'choose', channel: 'unionpay' })).toMatchObject({ kind: 'card-number', has_list: false });
  expect(await stranger.secret({ kind: 'card-number', pan: DEBIT.pan })).toMatchObject({ kind: 'card-check' });
  expect(await shown(app, 'shop', 'A3')).toEqual([card]);
  await app.bff.stop();
});

it("a card of before is found by its own merchant's viewer, pays, and stays closed to others", async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'older-')), 'db');
  const first = await testApp({ hurry: 100, file });
  await payAndRemember(first, 'shop', 'A1');
  await first.bff.stop();

  const older = keys.hash('viewer', VIEWER);
  const store = openSqlite({ file, now: Date.now });
  const scoped = keys.viewerOf({ merchant_id: 'shop', viewer_id: VIEWER }) ?? '';
  const [row] = await store.cards.list(scoped);
  const card = row && unlock(keys, rowName(row), row);
  if (!row || !card) throw new Error('nothing was remembered');
  const as_before = { ...row, viewer: older };
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  await store.cards.add({ ...as_before, ...lock(keys, rowName(as_before), card, random) });
  expect(await store.cards.list(scoped)).toEqual([]);
  await store.close();

  const app = await testApp({ hurry: 100, file });
  expect(await shown(app, 'other', 'B1')).toEqual([]);
  const found = await Promise.all([shown(app, 'shop', 'A2'), shown(app, 'shop', 'A3')]);
  expect(found).toEqual([[row.id], [row.id]]);
  const page = await open(app, 'shop', 'A4');
  expect(await page.tell({ kind: 'choose', channel: 'unionpay', card: row.id })).toMatchObject({ kind: 'sms-code', needs_typed: false });
  await page.secret({ kind: 'sms-code', code: '111111', fields: {}, remember: false });
  expect(app.cards.checked).toEqual([['pan', 'phone']]);
  await app.bff.stop();

  const after = openSqlite({ file, now: Date.now });
  expect(await after.cards.list(older)).toEqual([]);
  expect(await after.cards.list(scoped)).toHaveLength(1);
  await after.close();
});
