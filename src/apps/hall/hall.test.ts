import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDb } from '../server/db.ts';
import { openApp, VIEWER } from '../testing/app.ts';
import type { TestApp } from '../testing/app.ts';
import { NOON_MS } from '../testing/clock.ts';
import type { Entry } from './ledger.ts';
import { hallKind } from './shop.ts';
import { readInvoice } from './invoices.ts';
import { makeSubscriptions, SUBSCRIPTION_TABLES } from './subscriptions.ts';
import type { Period } from './subscriptions.ts';

// Real sockets and a real disk: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const at = (day: string): number => Date.parse(day + 'T00:00:00+08:00');
const { account } = VIEWER;
const CARD = '1234567890123456';
const opened: TestApp[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

async function open() {
  const app = await openApp(() =>
    hallKind({
      public_url: 'http://hall.example',
      card_secret: 's',
      cards: [{ number: CARD, face_fen: 5000 }],
      accounts: [{ account, balance_fen: 3650, products: [{ product: 'basic', months: 3, from_ms: at('2026-07-01') }] }],
    }),
  );
  opened.push(app);
  const entries = async (): Promise<Entry[]> => (await app.facts()).own['entries'] as Entry[];
  const periods = async (): Promise<Period[]> => (await app.facts()).own['periods'] as Period[];
  const balance = async (): Promise<number> => (await app.get<{ balance_fen: number }>('/api/account')).body.balance_fen;
  return { app, entries, periods, balance };
}

describe('the account', () => {
  it('shows its balance and what runs until when, and opens once', async () => {
    const { app, balance } = await open();
    await app.restart();
    expect(await balance()).toBe(3650);
    expect((await app.get('/api/account')).body).toMatchObject({
      box: VIEWER.box,
      running: [{ product: 'basic', until: '2026年9月30日', days: 81 }],
    });
    expect((await app.come('/api/account')).status).toBe(401);
  });
});

describe('paying', () => {
  it('by the cashier: the months follow what is there, once', async () => {
    const { app, periods } = await open();
    const { order_no } = await app.buy({ product: 'basic', months: 3 });
    expect(app.cashier.order(order_no)).toMatchObject({
      amount_fen: 7700,
      period_text: '2026年10月1日 至 12月31日',
      invoice_url: 'http://hall.example/f/' + order_no,
    });
    await app.pay(order_no);
    await app.notice(order_no, 1, 'order.paid');
    expect((await periods()).map(({ until_ms }) => until_ms)).toEqual([at('2026-10-01'), at('2027-01-01')]);
  });

  it('by the balance: all or nothing, and a press that comes twice is one', async () => {
    const { app, balance, periods } = await open();
    const pay = (product: string, months: number, cart = 'cart0001') => app.post('/api/balance', { product, months, cart });
    expect(await pay('basic', 3)).toMatchObject({ status: 409, body: { error: 'BALANCE_SHORT' } });
    expect([await balance(), (await periods()).length]).toEqual([3650, 1]);
    for (let press = 0; press < 2; press++) expect((await pay('cinema', 1)).body).toMatchObject({ amount_fen: 2000, balance_fen: 1650 });
    expect((await pay('cinema', 1, 'cart0002')).status).toBe(409);
    expect([await balance(), (await periods()).length]).toEqual([1650, 2]);
    expect((await pay('cinema', 2)).status).toBe(400);
  });

  it('ends with the money that went back', async () => {
    const { app, periods } = await open();
    const { order_no } = await app.buy({ product: 'sport', months: 1 });
    await app.pay(order_no);
    await app.notice(order_no, 2, 'refund.done', { refund_no: 'R1', refund_fen: 1500 });
    expect((await periods()).at(-1)).toMatchObject({ from_ms: at('2026-07-12'), until_ms: at('2026-07-12') });
  });
});

describe('recharge cards', () => {
  it('are taken once, by whichever box is first', async () => {
    const { app, balance } = await open();
    const both = await Promise.all([1, 2].map(() => app.post<{ kind: string }>('/api/card', { number: CARD })));
    expect(both.map(({ body }) => body.kind).sort()).toEqual(['taken', 'used']);
    expect(await balance()).toBe(8650);
  });

  it('five wrong numbers lock the account for a day, the right one too', async () => {
    const { app, balance } = await open();
    const tries = [];
    for (let i = 0; i < 5; i++)
      tries.push((await app.post<{ kind: string; left?: number }>('/api/card', { number: '000000000000000' + i })).body);
    expect(tries.map(({ kind, left }) => left ?? kind)).toEqual([4, 3, 2, 1, 'locked']);
    expect((await app.post<{ kind: string }>('/api/card', { number: CARD })).body.kind).toBe('locked');
    expect(await balance()).toBe(3650);
    app.clock.advance(24 * 3_600_000);
    // The portal's word has run out with the day.
    expect((await app.post('/api/card', { number: CARD })).status).toBe(401);
  });
});

describe('unsubscribing', () => {
  it('ends with the month that runs, and gives later months back to the balance, once', async () => {
    const { app, balance, entries } = await open();
    const { order_no } = await app.buy({ product: 'sport', months: 6 });
    await app.pay(order_no);
    for (const back_fen of [Math.floor((8000 * 5) / 6), 0])
      expect((await app.post('/api/unsubscribe', { product: 'sport' })).body).toMatchObject({ back_fen, until: '2026年8月11日' });
    expect(await balance()).toBe(3650 + 6666);
    expect((await entries()).filter(({ kind }) => kind === 'unsubscribe')).toHaveLength(1);
    expect((await app.post('/api/unsubscribe', { product: 'basic' })).status).toBe(400);
  });

  it('never gives back more than was paid, and never cuts what has begun', () => {
    const db = openDb(':memory:', SUBSCRIPTION_TABLES);
    fc.assert(
      fc.property(
        fc.array(fc.record({ months: fc.constantFrom(1, 3, 6, 12), paid_fen: fc.integer({ min: 1, max: 30_000 }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 0, max: 400 }),
        (bought, days) => {
          const subscriptions = makeSubscriptions(db);
          db.exec('DELETE FROM periods');
          bought.forEach((one, i) => subscriptions.add({ ref: 'r' + i, account, product: 'sport', ...one }, NOON_MS));
          const now_ms = NOON_MS + days * 24 * 3_600_000;
          const was_ms = subscriptions.until(account, 'sport') ?? 0;
          const back = subscriptions.cut(account, 'sport', now_ms);
          const paid = new Map(bought.map((one, i) => ['r' + i, one.paid_fen]));
          for (const { ref, fen } of back) expect(fen >= 0 && fen <= (paid.get(ref) ?? 0)).toBe(true);
          expect(subscriptions.cut(account, 'sport', now_ms).reduce((sum, { fen }) => sum + fen, 0) === 0 || was_ms > now_ms).toBe(true);
          const until_ms = subscriptions.until(account, 'sport') ?? 0;
          expect(until_ms <= was_ms && (was_ms <= now_ms || until_ms > now_ms)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('invoices', () => {
  it('are asked for on the phone, for a person or a company, within thirty days', async () => {
    const { app } = await open();
    const { order_no } = await app.buy({ product: 'sport', months: 1 });
    const path = '/f/' + order_no;
    expect((await app.come(path)).status, 'not paid yet').toBe(404);
    await app.pay(order_no);
    expect((await app.come<string>(path)).body).toContain('体育频道包 1 个月');
    expect((await app.come<string>(path.toUpperCase())).body, 'as the code on the TV says it').toContain('体育频道包 1 个月');
    expect((await app.post(path, {})).status).toBe(400);
    expect((await app.come<Uint8Array>('/qr/' + order_no + '.png')).status).toBe(200);
    app.clock.advance(31 * 24 * 3_600_000);
    expect((await app.come(path)).status).toBe(404);
  });

  it.each([
    ['kind=person&title=张三&email=a@b.cn', { kind: 'person', title: '张三', tax_id: '' }],
    ['kind=company&title=南宁某公司&tax_id=91450100ma5k00000x&email=a@b.cn', { kind: 'company', tax_id: '91450100MA5K00000X' }],
    ['kind=company&title=南宁某公司&tax_id=1&email=a@b.cn', { wrong: '单位税号是 15 到 20 位数字或大写字母' }],
    ['kind=person&title=&email=a@b.cn', { wrong: '请填写抬头（最多 60 个字）' }],
    ['kind=person&title=张三&email=b.cn', { wrong: '请填写收发票的邮箱' }],
  ])('%s', (form, found) => expect(readInvoice(new URLSearchParams(form), 'H1', 0)).toMatchObject(found));
});
