/** What an order may say beyond its subject: taken, part of what makes it the order, drawn on choose and paid alone. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Boot } from '../../../protocol/boot.ts';
import type { OrderJson } from '../../../protocol/order.ts';
import { testApp } from '../../testing/app.ts';

let app: Awaited<ReturnType<typeof testApp>>;
beforeAll(async () => (app = await testApp()));
afterAll(() => app.bff.stop());

const LINES = [
  { name: '综艺会员', qty: 3, unit: '月', price_fen: 500 },
  { name: '话费', qty: 1, unit: '次', price_fen: 500, discount_fen: 10 },
];
const SAYS = {
  lines: JSON.stringify(LINES),
  period_text: '三个月',
  goods_code: 'vip.3m',
  invoice_url: 'http://shop.example/invoice?no=1',
  starts_at: String(Date.UTC(2026, 10, 30, 16)),
  ends_at: String(Date.UTC(2027, 1, 28, 16)),
  provider: '芒果TV',
  renews: 'false',
};

let n = 0;
const open = (over: { [name: string]: string }) => app.post('/v2/orders', app.order({ order_no: 'S' + (n += 1), ...over }));
const pathOf = (made: { json: () => unknown }) => new URL((made.json() as OrderJson).cashier_url).pathname;
const bootOf = async (path: string): Promise<Boot> => {
  const { body } = await app.bff.app.inject({ url: path });
  return JSON.parse(/<script type="application\/json" id="boot">(.*?)<\/script>/s.exec(body)?.[1] ?? '') as Boot;
};

it('is drawn in ready texts on choose and paid, with a code for the invoice on paid', async () => {
  const made = await open({ ...SAYS, mode: 'contrast,elder' });
  expect([made.statusCode, made.json()]).toMatchObject([200, { goods_code: 'vip.3m', lines: SAYS.lines, period_text: '三个月' }]);
  const path = pathOf(made);
  const { step, elder, modes } = await bootOf(path);
  expect([elder, modes]).toEqual([true, ['contrast']]);
  const drawn = {
    lines: [
      { name: '综艺会员', qty: 3, unit: '月', price_text: '5.00', sum_text: '15.00' },
      { name: '话费', qty: 1, unit: '次', price_text: '5.00', discount_text: '0.10', sum_text: '4.90' },
    ],
    period_text: '三个月',
    dates_text: '2026-12-01 至 2027-03-01',
    provider_text: '由芒果TV提供',
    renewal_text: '到期不自动续费',
  };
  expect(step.kind).toBe('choose');
  expect(step.order).toMatchObject(drawn);

  const token = path.slice(3);
  const scan = await app.bff.payments.commit({ token }, { type: 'answer', version: 1, answer: { kind: 'choose', channel: 'wechat' } });
  expect((await bootOf(path)).step.order).not.toHaveProperty('lines');
  const channel_no = scan?.attempts[0]?.channel_no ?? '';
  for (let i = 0; i < 500 && !app.banks.wechat.trades.has(channel_no); i++) await new Promise((done) => setTimeout(done, 10));
  app.banks.wechat.pay(channel_no);
  await app.bff.payments.commit({ token }, { type: 'evidence', attempt: 1, evidence: app.banks.wechat.news(channel_no) });
  const paid = (await bootOf(path)).step;
  expect(paid).toMatchObject({ kind: 'paid', order: drawn, invoice: { rows: expect.any(Array) } });
});

it('belongs to the order: the same again is the same, another is a conflict', async () => {
  const order = app.order({ order_no: 'same', ...SAYS });
  const first = await app.post('/v2/orders', order);
  const again = await app.post('/v2/orders', { ...order, mode: 'plain', lang: 'en' });
  expect(pathOf(again)).toBe(pathOf(first));
  const others: typeof SAYS = {
    lines: JSON.stringify([...LINES].reverse()),
    period_text: '四个月',
    goods_code: 'vip.4m',
    invoice_url: 'http://shop.example/invoice?no=2',
    starts_at: SAYS.starts_at.replace(/.$/, '1'),
    ends_at: SAYS.ends_at.replace(/.$/, '1'),
    provider: '别人',
    renews: 'true',
  };
  const changed = Object.entries(others).map(([name, value]) => ({ ...order, [name]: value }));
  const without = Object.keys(SAYS).map((name) => ({ ...order, [name]: '' }));
  for (const other of [...changed, ...without]) {
    const { statusCode, body } = await app.post('/v2/orders', other);
    expect([statusCode, JSON.parse(body).error?.code]).toEqual([409, 'ORDER_CONFLICT']);
  }
});

it.each([
  ['lines', 'FIELD_BAD', { lines: '[{"name":"a","qty":1.5,"unit":"x","price_fen":1990}]' }],
  ['lines', 'AMOUNT_BAD', { lines: '[{"name":"a","qty":1,"unit":"x","price_fen":1991}]' }],
  ['period_text', 'FIELD_BAD', { period_text: 'x'.repeat(61) }],
  ['goods_code', 'FIELD_BAD', { goods_code: 'a b' }],
  ['invoice_url', 'RETURN_URL_NOT_ALLOWED', { invoice_url: 'http://evil.example/' }],
  ['ends_at', 'FIELD_BAD', { starts_at: SAYS.ends_at, ends_at: SAYS.starts_at }],
  ['provider', 'FIELD_BAD', { provider: 'x'.repeat(41) }],
  ['renews', 'FIELD_BAD', { renews: 'no' }],
  ['mode', 'FIELD_BAD', { mode: 'elder,fancy' }],
])('%s that is not right: %s', async (field, code, over) => {
  const { statusCode, body } = await open(over);
  expect([statusCode >= 400, JSON.parse(body).error]).toMatchObject([true, { code, field }]);
});

it('a list of modes may have spaces and repeat itself', async () => {
  const { elder, modes } = await bootOf(pathOf(await open({ mode: 'calm, plain,calm,normal' })));
  expect([elder, modes]).toEqual([false, ['plain', 'calm']]);
});
