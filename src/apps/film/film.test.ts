import { afterEach, describe, expect, it, vi } from 'vitest';
import { addMonths, periodText } from '../server/calendar.ts';
import { openApp } from '../testing/app.ts';
import type { TestApp } from '../testing/app.ts';
import { PACKAGES, PACKAGES_MAX, price, TITLES } from './catalogue.ts';
import type { Entitlement } from './entitlements.ts';
import { filmKind } from './shop.ts';

// Real sockets and a real disk: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const at = (day: string): number => Date.parse(day + 'T00:00:00+08:00');
const TITLE = { what: 'title', id: 'lijiang', months: 1, from: 'lijiang' };
const VARIETY = { what: 'package', id: 'variety', months: 3 };
const opened: TestApp[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

async function open() {
  const app = await openApp(() => filmKind('/clip'));
  opened.push(app);
  const plays = async (id: string): Promise<number> => (await app.get('/api/play?id=' + id)).status;
  const rights = async (): Promise<Entitlement[]> => (await app.facts()).own['rights'] as Entitlement[];
  return { app, plays, rights };
}

describe('months', () => {
  it.each([
    ['2026-07-12', 1, '2026-08-12', '2026年7月12日 至 8月11日'],
    ['2026-01-31', 1, '2026-02-28', '2026年1月31日 至 2月27日'],
    ['2027-12-31', 2, '2028-02-29', '2027年12月31日 至 2028年2月28日'],
    ['2026-12-01', 12, '2027-12-01', '2026年12月1日 至 2027年11月30日'],
  ])('%s and %i', (from, months, until, text) => {
    expect(addMonths(at(from) + 3_600_000, months)).toBe(at(until));
    expect(periodText(at(from), at(until))).toBe(text);
  });
});

describe('prices', () => {
  it('there are sixty titles and at most six packages', () => {
    expect([TITLES.length, new Set(TITLES.map(({ id }) => id)).size]).toEqual([60, 60]);
    expect(PACKAGES.length).toBeLessThanOrEqual(PACKAGES_MAX);
  });

  it.each([
    [TITLE, 1200],
    [VARIETY, 4500],
    [{ ...VARIETY, months: 1 }, 1800],
    [{ ...TITLE, months: 3 }, undefined],
    [{ ...TITLE, id: 'sing' }, undefined],
    [{ ...VARIETY, months: 2 }, undefined],
    [{ ...VARIETY, months: '3' }, undefined],
    [{ what: 'package', id: 'constructor', months: 1 }, undefined],
  ])('%j costs %s', (wanted, amount_fen) => expect(price(wanted)?.amount_fen).toBe(amount_fen));
});

describe('watching', () => {
  it('opens at once with the notice, for the title alone and for a month', async () => {
    const { app, plays } = await open();
    expect([await plays('lijiang'), await plays('market'), await plays('none')]).toEqual([402, 200, 404]);
    const { order_no } = await app.buy(TITLE);
    expect(app.cashier.order(order_no)).toMatchObject({
      subject: '漓江夜话 全集 1 个月',
      period_text: '2026年7月12日 至 8月11日',
      renews: 'false',
    });
    expect((await app.come(app.wayBack(order_no, 'paid'))).status, 'the way back opens nothing').toBe(200);
    expect(await plays('lijiang')).toBe(402);
    await app.pay(order_no);
    expect([await plays('lijiang'), await plays('craft')]).toEqual([200, 402]);
    app.clock.advance(at('2026-08-12') - app.clock.now() - 1);
    const late = (await app.facts()).orders[0];
    expect([late?.delivered_at_ms !== null, late?.state]).toEqual([true, 'paid']);
  });

  it('a membership opens its genre, a second one goes on after the first, and copies give nothing', async () => {
    const { app, plays, rights } = await open();
    for (const cart of ['cart0001', 'cart0002']) {
      const { order_no } = await app.buy(VARIETY, cart);
      await app.pay(order_no);
      await app.notice(order_no, 1, 'order.paid');
    }
    expect([await plays('lijiang'), await plays('sing'), await plays('cave')]).toEqual([200, 200, 402]);
    expect((await rights()).map(({ from_ms, until_ms }) => [from_ms, until_ms])).toEqual([
      [at('2026-07-12'), at('2026-10-12')],
      [at('2026-10-12'), at('2027-01-12')],
    ]);
  });

  it('two boxes of one account see the same; another account does not', async () => {
    const { app } = await open();
    const { order_no } = await app.buy(TITLE);
    await app.pay(order_no);
    expect((await app.get<{ until_ms?: number }>('/api/title?id=lijiang')).body.until_ms).toBe(at('2026-08-12'));
    expect((await app.come('/api/play?id=lijiang&t=other.77119082658.9999999999.' + '0'.repeat(32))).status).toBe(401);
  });

  it('ends when all of the money went back, whoever sent it', async () => {
    const { app, plays } = await open();
    const { order_no } = await app.buy(TITLE);
    await app.pay(order_no);
    await app.notice(order_no, 2, 'refund.done', { refund_no: 'OPS-1', refund_fen: 500 });
    expect(await plays('lijiang')).toBe(200);
    for (let copy = 0; copy < 2; copy++) await app.notice(order_no, 3, 'refund.done', { refund_no: 'OPS-2', refund_fen: 700 });
    expect([await plays('lijiang'), (await app.facts()).orders[0]?.refunded_fen]).toEqual([402, 1200]);
  });

  it('the same order again has the same contents, also after midnight', async () => {
    const { app } = await open();
    const first = await app.buy(VARIETY);
    app.clock.advance(13 * 3_600_000);
    const sent = structuredClone(app.cashier.order(first.order_no));
    app.cashier.orders.delete(first.order_no);
    await app.post('/api/orders', {
      ...VARIETY,
      cart: 'cart0001',
      t: (await app.come<{ ticket: string }>(app.wayBack(first.order_no, 'left'))).body.ticket,
    });
    const again = app.cashier.order(first.order_no);
    for (const name of ['period_text', 'starts_at', 'ends_at', 'lines', 'return_url']) expect(again[name]).toBe(sent[name]);
  });
});
