/** A merchant's refunds against what is payable to it and its credit, all at once, on every store. Source: docs/money.md 18. */
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fen } from '../../../protocol/money.ts';
import { newOrder, receiptOf, RULES } from '../../testing/decisions.ts';
import { startPostgres } from '../../testing/postgres-server.ts';
import type { PostgresServer } from '../../testing/postgres-server.ts';
import { twoProcesses } from '../../testing/two-processes.ts';
import type { Store } from '../../store/port.ts';
import type { Entry, Refund } from '../payment.ts';
import { ledger } from '../money/ledger.ts';
import { paymentService } from './service.ts';

let server: PostgresServer;
beforeAll(async () => void (server = await startPostgres()), 120_000);
afterAll(() => server.remove());

const STORES = twoProcesses(() => server);

const ORDERS = 50;
const AMOUNT_FEN = 1990;
/** 60% of an order. */
const SHARE_FEN = 1194;
const CREDIT_FEN = 500;

async function shopOf(stores: [Store, Store], payout_fen: number, orders = ORDERS) {
  const clock = { now_ms: 1000 };
  const rules = {
    ...RULES,
    creditOf: () => CREDIT_FEN,
    derive: (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 29),
  };
  const world = {
    now: () => clock.now_ms,
    wall: () => clock.now_ms,
    random: (length: number) => new Uint8Array(randomBytes(length)),
    after: () => () => undefined,
  };
  const services = stores.map((store) => paymentService(store, rules, world));
  const [first] = stores;
  const ids: string[] = [];

  /** Paid, and so much of it paid out. */
  async function paid(out_fen = 0, listed = true): Promise<string> {
    const { payment } = newOrder();
    const { id, merchant_id } = payment.order;
    const order = { ...payment.order, state: 'paid' as const, ended_ms: 1000 };
    const lines: [string, number][] = [
      [ledger.channel('wechat'), AMOUNT_FEN],
      [ledger.merchant(merchant_id), -AMOUNT_FEN],
      ...(out_fen > 0
        ? ([
            [ledger.merchant(merchant_id), out_fen],
            [ledger.bank, -out_fen],
          ] satisfies [string, number][])
        : []),
    ];
    const entries: Entry[] = lines.map(([account, amount_fen], i) => ({
      order_id: id,
      version: 1,
      line: i + 1,
      account,
      amount_fen,
      cause: 'test',
    }));
    const receipts = [receiptOf('T' + id, { taken_ms: 1000 })];
    const decision = { changed: true, payment: { ...payment, order, receipts, jobs: [] }, entries };
    await first.change({ id }, {}, () => ({ decision, value: undefined }));
    if (listed) ids.push(id);
    return id;
  }
  for (let i = 0; i < orders; i++) await paid(i === 0 ? payout_fen : 0);

  /** Each refund that waits is looked at by each process, all at once; `order` says in which order they begin. */
  async function look(order: (ids: string[]) => string[] = (all) => all): Promise<void> {
    const payments = await Promise.all(order([...ids]).map((id) => first.read({ id })));
    await Promise.allSettled(
      payments.flatMap((p) =>
        (p?.jobs ?? []).filter((job) => job.call === 'refund-fund').flatMap((job) => services.map((one) => p && one.fund(p, job))),
      ),
    );
  }

  return {
    ids,
    clock,
    paid,
    /** Another order, of which so much is not paid out. */
    pays_fen: (amount_fen: number) => paid(AMOUNT_FEN - amount_fen, false),
    look,
    services,
    store: first,
    payable: async () => 0 - ((await first.balances())[ledger.merchant('shop')] ?? 0),
    refunds: async () => (await Promise.all(ids.map((id) => first.read({ id })))).flatMap((p) => p?.refunds ?? []),
    close: async () => void (await Promise.all([...new Set(stores)].map((store) => store.close()))),
  };
}

describe.each(Object.entries(STORES))('%s', (_name, open) => {
  const shop = async (payout_fen: number) => shopOf(await open(), payout_fen);

  const ask = (made: Awaited<ReturnType<typeof shopOf>>) =>
    Promise.allSettled(
      made.ids.flatMap((id) =>
        [0, 1].map((n) => made.services[n]?.refund({ id }, { refund_no: 'R' + n + '-' + id, amount_fen: fen(SHARE_FEN), reason: '' })),
      ),
    );

  it('100 parallel refunds of 60% on 50 orders: one an order, and no more than is payable and its credit', async () => {
    // 39,500 is payable, and 500 credit: 33 refunds of 1,194.
    const made = await shop(ORDERS * AMOUNT_FEN - 39_500);
    const ends = await ask(made);
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(ORDERS);
    const refunds = await made.refunds();
    const going = Math.floor((39_500 + CREDIT_FEN) / SHARE_FEN);
    expect(refunds).toHaveLength(ORDERS);
    expect(refunds.filter((r) => !r.unfunded)).toHaveLength(going);
    expect(refunds.filter((r) => r.unfunded).map((r) => r.state)).toEqual(Array(ORDERS - going).fill('waiting'));
    expect(await made.payable()).toBe(39_500 - going * SHARE_FEN);
    const sum = Object.values(await made.store.balances()).reduce((total, one) => total + one, 0);
    expect(sum).toBe(0);
    await made.close();
  });

  it('what waits goes out once enough is payable, at most once each, and the same number is the same refund', async () => {
    const made = await shop(ORDERS * AMOUNT_FEN - 1_000);
    await ask(made);
    const waiting = async () => (await made.refunds()).filter((r) => r.unfunded);
    expect(await waiting()).toHaveLength(ORDERS - 1);
    const before_fen = await made.payable();
    await made.paid();
    await made.paid();
    await made.look();
    const going = Math.floor((before_fen + 2 * AMOUNT_FEN + CREDIT_FEN) / SHARE_FEN);
    expect(await waiting()).toHaveLength(ORDERS - 1 - going);
    expect(await made.payable()).toBe(before_fen + 2 * AMOUNT_FEN - going * SHARE_FEN);
    expect((await Promise.all(made.ids.map((id) => made.store.read({ id })))).flatMap((p) => p?.jobs ?? [])).toHaveLength(ORDERS);
    const again = (await waiting())[0];
    const id = again?.refund_no?.split('-')[1] ?? '';
    const same = await made.services[0]?.refund({ id }, { refund_no: again?.refund_no ?? '', amount_fen: fen(SHARE_FEN), reason: '' });
    expect(same?.refunds).toHaveLength(1);
    await made.close();
  });

  it('a small refund does not overtake a large one that came before it; both go out once there is enough for both', async () => {
    const made = await shop(ORDERS * AMOUNT_FEN - 1_000);
    const [large, small, other] = made.ids as [string, string, string];
    const wish = async (id: string, amount_fen: number) => {
      made.clock.now_ms += 1;
      const done = await made.services[0]?.refund({ id }, { refund_no: 'R-' + id, amount_fen: fen(amount_fen), reason: '' });
      return done?.refunds[0]?.unfunded === true;
    };
    expect(await wish(large, 1_990)).toBe(true);
    expect(await wish(small, 10)).toBe(true);
    await made.look();
    expect((await made.refunds()).map((r) => r.unfunded)).toEqual([true, true]);
    // 490 more: enough for the large one alone.
    await made.pays_fen(490);
    await made.look();
    expect((await made.refunds()).map((r) => r.unfunded)).toEqual([undefined, true]);
    await made.pays_fen(10);
    expect(await wish(other, 1)).toBe(true);
    await made.look();
    expect((await made.refunds()).map((r) => r.unfunded)).toEqual([undefined, undefined, true]);
    expect(await made.payable()).toBe(-CREDIT_FEN);
    await made.close();
  });

  it('200 parallel creations of one number make one order', async () => {
    const made = await shop(0);
    const fields = {
      merchant_id: 'shop',
      order_no: 'SAME',
      amount_fen: '100',
      subject: 's',
      return_url: 'http://a/',
      notify_url: 'http://a/',
    };
    const all = await Promise.all(Array.from({ length: 200 }, (_, n) => made.services[n % 2]?.open(fields, fen(100))));
    expect(new Set(all.map((p) => p?.order.id)).size).toBe(1);
    await made.close();
  });
});

/** Docs/money.md 18: first come, first served, whatever comes when and is looked at in which order. */
it('random lives: no more than is payable and its credit, and what goes out is always what came first', async () => {
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('refund' as const), order: fc.nat({ max: 5 }), fen: fc.integer({ min: 1, max: 900 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('pays' as const), fen: fc.integer({ min: 1, max: 900 }) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('look' as const), salt: fc.nat() }) },
  );
  const seen = { waited: 0, went: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const made = await shopOf(await STORES['sqlite']!(), 6 * AMOUNT_FEN - 300, 6);
      /** In the order in which they were asked for. */
      const asked: string[] = [];
      const refunds = async () => {
        const all = await made.refunds();
        return asked.map((no) => all.find((r) => r.refund_no === no) as Refund);
      };
      const salted = (salt: number) => (ids: string[]) =>
        ids
          .map((id) => ({
            id,
            by: createHash('sha256')
              .update(salt + id)
              .digest('hex'),
          }))
          .sort((a, b) => (a.by < b.by ? -1 : 1))
          .map(({ id }) => id);
      for (const [n, one] of steps.entries()) {
        made.clock.now_ms += 1;
        if (one.do === 'pays') await made.pays_fen(one.fen);
        else if (one.do === 'look') await made.look(salted(one.salt));
        else {
          const wish = { refund_no: 'R' + n, amount_fen: fen(one.fen), reason: '' };
          const done = await made.services[0]?.refund({ id: made.ids[one.order] ?? '' }, wish).catch(() => undefined);
          if (done) asked.push(wish.refund_no);
        }
        const all = await refunds();
        const room_fen = (await made.payable()) + CREDIT_FEN;
        expect(room_fen).toBeGreaterThanOrEqual(0);
        // What came before one that went out could still go out too.
        const last = all.findLastIndex((r) => !r.unfunded);
        const before_fen = all.slice(0, last + 1).reduce((sum, r) => sum + (r.unfunded ? r.amount_fen : 0), 0);
        expect(before_fen).toBeLessThanOrEqual(room_fen);
        if (one.do === 'look') {
          const waiting = all.filter((r) => r.unfunded);
          expect(all.slice(0, all.length - waiting.length).every((r) => !r.unfunded)).toBe(true);
          if (waiting[0]) expect(waiting[0].amount_fen).toBeGreaterThan(room_fen);
          seen.waited += waiting.length;
          seen.went += all.length - waiting.length;
        }
      }
      await made.close();
    }),
    { numRuns: 60 },
  );
  expect(seen.waited).toBeGreaterThan(20);
  expect(seen.went).toBeGreaterThan(20);
});
