/**
 * Every database that an older version has written is opened by today's and settles, with the money accounted for. A fixture
 * is opened at its own moment (later.ts), 20 minutes after it was made, by settings with the names of its time.
 */
import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './bank.ts';
import { readFixture } from './fixture.ts';
import { balances, entriesOf, flagsOf } from './ledger.ts';
import { booksOf, doWhatIsLeft, expected, openFixture, standing, viewerOf, waitForEnds } from './open.ts';
import type { Opened } from './open.ts';
import { questionOf } from './viewer.ts';
import type { Question } from './viewer.ts';

const HERE = import.meta.dirname;
const FORMATS = readdirSync(HERE).filter((name) => /^format-\d+$/.test(name));
const ENDS_WITHIN_MS = 40_000;
const NEW_ORDERS = { 'new-wechat': 2001, 'new-card': 2002 };

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

describe.each(FORMATS)('a database of %s', { timeout: 30_000 }, (format) => {
  const dir = join(HERE, format);
  const { orders, orphans, viewers, questions } = readFixture(dir);
  const asked: { [order_no: string]: Question } = {};
  let opened: Opened;

  beforeAll(async () => {
    opened = await openFixture(dir);
    for (const order_no of Object.keys(questions)) asked[order_no] = questionOf(await (await viewerOf(opened, order_no)).step());
    await Promise.all(orders.map((one) => doWhatIsLeft(opened, one)));
    await waitForEnds(opened, ENDS_WITHIN_MS);
  }, 120_000);
  afterAll(() => opened?.stop());

  it.each(orders)('$order_no: $about', async (one) => {
    expect(await standing(opened, one)).toEqual(expected(opened, one));
  });

  it.each(Object.keys(questions))('%s: a page that is open goes on with the same question', (order_no) => {
    expect(asked[order_no]).toEqual(questions[order_no]);
  });

  it('shows an order in its own size', async () => {
    expect(await (await viewerOf(opened, 'elder')).page()).toMatch(/class="[a-z]+ elder"/);
  });

  it('a callback for an unknown number that comes again is taken', async () => {
    for (const { channel, amount_fen } of orphans) {
      const [order] = booksOf(await opened.bank.orders(), amount_fen);
      await until('the callback of ' + amount_fen, async () => {
        const notices = await opened.bank.control<{ state: string }[]>('/notices?channel=' + channel + '&number=' + order?.number);
        return notices.length > 0 && notices.every((one) => one.state === 'delivered') ? true : undefined;
      });
    }
  });

  describe('takes new orders', () => {
    async function create(order_no: keyof typeof NEW_ORDERS | 'new-unpaid', viewer_id?: string) {
      const amount_fen = order_no === 'new-unpaid' ? 2003 : NEW_ORDERS[order_no];
      const urls = { return_url: opened.shop.url + '/return', notify_url: opened.shop.url + '/notices' };
      const made = await opened.pay.createOrder({ order_no, amount_fen, subject: order_no, ...urls, ...(viewer_id ? { viewer_id } : {}) });
      if (!made.ok) throw new Error(JSON.stringify(made));
      return { amount_fen, viewer: opened.viewerAt(made.cashier_url) };
    }

    it('by a fresh code', async () => {
      const { viewer, amount_fen } = await create('new-wechat');
      await viewer.toCode('wechat');
      await opened.bank.pay('wechat', amount_fen);
      await viewer.sees('paid');
      await until('the notice', () => opened.shop.notices('new-wechat')[1]);
    });

    it('with a remembered card', async () => {
      const { viewer, amount_fen } = await create('new-card', viewers.kept);
      const tile = (await viewer.sees('choose')).channels.find((one) => one.card);
      await viewer.answer({ kind: 'choose', channel: tile?.channel ?? '', card: tile?.card?.id ?? '' });
      await viewer.typeCode(opened.bank, amount_fen, { fields: {}, remember: false });
      await viewer.sees('paid');
      await until('the notice', () => opened.shop.notices('new-card')[1]);
    });

    it('and remembers the card whose first payment was not heard of', async () => {
      const { viewer } = await create('new-unpaid', viewers.pending);
      expect((await viewer.sees('choose')).channels.filter((one) => one.card)).toHaveLength(1);
    });
  });

  describe('afterwards', () => {
    it('every line of the ledger is as it was, and each commit adds up to nothing', () => {
      const entries = entriesOf(opened.fixture.database);
      const kept = new Set(entries.map((one) => JSON.stringify(one)));
      expect(opened.before.length).toBeGreaterThan(0);
      expect(opened.before.filter((one) => !kept.has(JSON.stringify(one)))).toEqual([]);
      const commits = new Map<string, number>();
      for (const { order_id, version, amount_fen } of entries)
        commits.set(order_id + ' ' + version, (commits.get(order_id + ' ' + version) ?? 0) + amount_fen);
      expect([...commits].filter(([, fen]) => fen !== 0)).toEqual([]);
    });

    it('our books say what the banks say', async () => {
      const { bank, fixture } = opened;
      const paid = orders.filter((one) => one.end.state === 'paid').map((one) => one.amount_fen - one.end.refunded_fen);
      const held = orders.map((one) => one.end.held_fen ?? 0);
      // A callback told another amount than the bank took: our books have what we were told.
      const misheard = orders.filter((one) => one.end.held_fen !== undefined).map((one) => one.end.kept_fen - (one.end.held_fen ?? 0));
      const now = balances(entriesOf(fixture.database));
      const of = (account: string): number => sum(Object.entries(now).map(([name, fen]) => (name.startsWith(account) ? fen : 0)));
      expect(now['merchant:demo']).toBe(-sum([...paid, ...Object.values(NEW_ORDERS)]));
      expect(of('held:')).toBe(-sum([...held, ...orphans.map((one) => one.amount_fen)]));
      expect(Object.keys(now).filter((name) => /^(viewers|transit)/.test(name))).toEqual([]);
      expect(now['channel:wechat']).toBe((await bank.balance('wechat')) - sum(misheard));
      expect(now['channel:alipay']).toBe(await bank.balance('alipay'));
      expect(now['channel:unionpay']).toBe(await bank.balance('unionpay'));
    });

    it('nothing was asked of a bank twice that may be asked once', async () => {
      const { bank } = opened;
      const twice = Object.entries(await bank.received()).filter(([, one]) => one.consume > 1 || one.refund > 1);
      expect(twice).toEqual([]);
      expect((await bank.orders()).filter((one) => one.revived > 0)).toEqual([]);
      expect((await bank.calls('alipay')).filter((one) => one.call === 'cancel')).toEqual([]);
    });

    it('what a person must look at is flagged', () => {
      expect(flagsOf(opened.fixture.database)).toMatchObject({ held: 2, orphan: 2, 'refund-stuck': 1 });
    });

    it('every notice was signed', () => {
      expect(opened.shop.forged).toBe(0);
    });
  });

  it("holds no key but the sandbox's, and nothing that was typed of a card", async () => {
    const keys = readdirSync(join(dir, 'sandbox', 'keys'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('_private.pem'),
    );
    for (const name of keys)
      expect(createPrivateKey(readFileSync(join(dir, 'sandbox', 'keys', name))).asymmetricKeyDetails?.publicExponent).toBe(65_539n);
    for (const name of readdirSync(join(dir, 'secrets'))) expect(readFileSync(join(dir, 'secrets', name), 'utf8')).toMatch(/^sandbox-/);
    const database = gunzipSync(readFileSync(join(dir, 'lezhong.db.gz'))).toString('latin1');
    const texts = [
      database,
      readFileSync(join(dir, 'bff.json'), 'latin1'),
      readFileSync(opened.fixture.database, 'latin1'),
      opened.logged(),
    ];
    const cards = await opened.bank.control<{ pan: string; phone: string }[]>('/unionpay/cards');
    expect(cards.flatMap(({ pan, phone }) => [pan, phone]).filter((typed) => texts.some((text) => text.includes(typed)))).toEqual([]);
  });
});
