/** A merchant's refunds against what is payable to it and its credit, all at once, on every store. Source: docs/money.md 18. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fen } from '../../../protocol/money.ts';
import { newOrder, receiptOf, RULES } from '../../testing/decisions.ts';
import { startPostgres } from '../../testing/postgres-server.ts';
import type { PostgresServer } from '../../testing/postgres-server.ts';
import { twoProcesses } from '../../testing/two-processes.ts';
import type { Entry } from '../payment.ts';
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

describe.each(Object.entries(STORES))('%s', (_name, open) => {
  async function shop(payout_fen: number) {
    const stores = await open();
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
    async function paid(out_fen = 0): Promise<string> {
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
      ids.push(id);
      return id;
    }
    for (let i = 0; i < ORDERS; i++) await paid(i === 0 ? payout_fen : 0);

    return {
      ids,
      paid,
      services,
      store: first,
      payable: async () => 0 - ((await first.balances())[ledger.merchant('shop')] ?? 0),
      refunds: async () => (await Promise.all(ids.map((id) => first.read({ id })))).flatMap((p) => p?.refunds ?? []),
      close: async () => void (await Promise.all([...new Set(stores)].map((store) => store.close()))),
    };
  }

  const ask = (made: Awaited<ReturnType<typeof shop>>) =>
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
    const look = async () => {
      const payments = await Promise.all(made.ids.map((id) => made.store.read({ id })));
      return Promise.allSettled(
        payments.flatMap((p) =>
          (p?.jobs ?? []).filter((job) => job.call === 'refund-fund').flatMap((job) => made.services.map((one) => p && one.fund(p, job))),
        ),
      );
    };
    await look();
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
