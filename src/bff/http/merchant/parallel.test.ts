/** Many at once: one order of 200 creations; of many refunds of 60% of an order exactly one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';
import { pay } from './v1/client.fixture.ts';

let app: Awaited<ReturnType<typeof testApp>>;
beforeAll(async () => (app = await testApp({ hurry: 100 })));
afterAll(() => app.bff.stop());

const count = (codes: readonly number[]): { [code: string]: number } => {
  const all: { [code: string]: number } = {};
  for (const code of codes) all[code] = (all[code] ?? 0) + 1;
  return all;
};

it('200 parallel creations are one order', { timeout: 60_000 }, async () => {
  const made = await Promise.all(Array.from({ length: 200 }, () => app.post('/v2/orders', app.order({ order_no: 'P1' }))));
  expect(count(made.map((one) => one.statusCode))).toEqual({ 200: 200 });
  expect(new Set(made.map((one) => one.json<{ cashier_url: string }>().cashier_url)).size).toBe(1);
});

it('100 parallel refunds of 60% over 10 orders: one each, and the ledger says so', { timeout: 120_000 }, async () => {
  const orders = Array.from({ length: 10 }, (_, i) => 'Q' + i);
  for (const order_no of orders) {
    await app.post('/v2/orders', app.order({ order_no }));
    await pay(app, order_no);
  }
  const ask = (order_no: string, i: number) =>
    app.post('/v2/orders/' + order_no + '/refunds', { merchant_id: 'shop', refund_no: order_no + '-' + i, amount_fen: '1194' });
  const said = await Promise.all(Array.from({ length: 10 }, (_, i) => orders.map((order_no) => ask(order_no, i))).flat());
  expect(count(said.map((one) => one.statusCode))).toEqual({ 200: 10, 409: 90 });
  for (let i = 0; i < 2_000 && (await app.store.balances())['transit:wechat'] !== 0; i++) await new Promise((done) => setTimeout(done, 10));
  expect(await app.store.balances()).toMatchObject({ 'channel:wechat': 7_960, 'merchant:shop': -7_960, 'transit:wechat': 0 });
});
