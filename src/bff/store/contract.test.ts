/** What every store must do, whatever database is behind it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { shortNo } from '../payments/ids.ts';
import { waitingRoom } from '../payments/engine/waiting.ts';
import { decideOrphan, orphanId, saidOf } from '../payments/money/orphans.ts';
import type { OrphanMoney } from '../payments/money/orphans.ts';
import type { Hold } from '../payments/spending.ts';
import type { Decision, Payment, Refund, RefundRequest } from '../payments/payment.ts';
import { attemptOf, job, journalOf, RULES, newOrder, next, receiptOf, refundOf, withJobs } from '../testing/decisions.ts';
import { startPostgres } from '../testing/postgres-server.ts';
import type { PostgresServer } from '../testing/postgres-server.ts';
import { Conflict, StoreRefused } from './errors.ts';
import type { CardRow, Claim, Store, WaitingPlace } from './port.ts';
import { openPostgres } from './postgres/postgres.ts';
import { openSqlite } from './sqlite/sqlite.ts';

/** A new store each; its clock stands at 1000. */
type Factory = (folder: string) => Promise<Store>;

const STORES: { readonly [name: string]: Factory } = {
  'sqlite, in a file': async (folder) => openSqlite({ file: join(folder, 'x.db'), now: () => 1000 }),
  'sqlite, in memory': async () => openSqlite({ file: ':memory:', now: () => 1000 }),
  postgres: async () => postgres(),
};

/** One server for all; a database each. */
let server: PostgresServer;
let databases = 0;
async function postgres(): Promise<Store> {
  const address = await server.create('contract_' + (databases += 1));
  return openPostgres({ address, now: () => 1000, random: (length) => randomBytes(length), database_clock: false });
}
vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (server = await startPostgres()), 120_000);
afterAll(() => server.remove());

const folders: string[] = [];
const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const CARD: CardRow = {
  id: 'c',
  viewer: 'v',
  channel: 'unionpay',
  hash: 'h',
  bank: '',
  bank_name: '',
  kind: 'debit',
  tail: '0018',
  phone_tail: '5506',
  key_id: 'k',
  sealed: new Uint8Array([1, 2]),
  state: 'pending',
  order_id: 'o',
  attempt: 1,
  created_ms: 1,
  used_ms: 1,
  default_ms: 0,
  proved_ms: 0,
};

describe.each(Object.entries(STORES))('%s', (name, factory) => {
  async function open(): Promise<Store> {
    const folder = mkdtempSync(join(tmpdir(), 'store-'));
    folders.push(folder);
    const store = await factory(folder);
    opened.push(store);
    return store;
  }
  const put = (store: Store, decision: Decision) =>
    store.change({ id: decision.payment.order.id }, {}, () => ({ decision, value: undefined }));
  /** Reads it again and stores it with something added. */
  const add = (store: Store, { payment }: Decision, over: Partial<Payment>) =>
    store.change({ id: payment.order.id }, {}, (loaded) => {
      const decision = next(loaded.payment as Payment, over);
      return { decision, value: decision };
    });
  async function stored(store: Store, ...orders: Decision[]): Promise<Decision[]> {
    await Promise.all(orders.map((one) => put(store, one)));
    return orders;
  }
  const two = async (store: Store) => (await stored(store, newOrder(), newOrder())) as [Decision, Decision];

  describe('refund requests', () => {
    it('one open an order; open and answered ones are listed', async () => {
      const store = await open();
      const [one, other] = await two(store);
      const request = (n: number, state: RefundRequest['state']): RefundRequest => ({
        id: one.payment.order.id + '-' + n,
        reason: 'other',
        state,
        by: 'viewer',
        created_ms: 1000,
      });
      const first = await add(store, one, { requests: [request(1, 'open')] });
      expect(await store.idsWith('request')).toEqual([one.payment.order.id]);
      expect(await store.idsWith('ended-request')).toEqual([]);
      await expect(add(store, first, { requests: [request(1, 'open'), request(2, 'open')] })).rejects.toThrow(Conflict);
      await add(store, first, { requests: [request(1, 'declined'), request(2, 'open')] });
      await add(store, other, { requests: [] });
      expect(await store.idsWith('request')).toEqual([one.payment.order.id]);
      expect(await store.idsWith('ended-request')).toEqual([one.payment.order.id]);
    });
  });

  describe('orders of a viewer', () => {
    it('come the newest first, a part at a time, and only his', async () => {
      const store = await open();
      const made = async (viewer_key: string | undefined, created_ms: number): Promise<string> => {
        const one = newOrder();
        Object.assign(one.payment.order, { created_ms, ...(viewer_key === undefined ? {} : { viewer_key }) });
        await put(store, one);
        return one.payment.order.id;
      };
      const a1 = await made('A', 1000);
      await made('B', 1001);
      await made(undefined, 1002);
      const [a2, a3] = [await made('A', 1003), await made('A', 1003)].toSorted();
      expect(await store.ordersOf('A', { max: 2 })).toEqual([a3, a2]);
      expect(await store.ordersOf('A', { max: 2, before: { created_ms: 1003, id: a3 as string } })).toEqual([a2, a1]);
      expect(await store.ordersOf('A', { max: 2, before: { created_ms: 1000, id: a1 } })).toEqual([]);
      expect(await store.ordersOf('C', { max: 9 })).toEqual([]);
    });
    it('stay his when they change', async () => {
      const store = await open();
      const one = newOrder();
      one.payment.order.viewer_key = 'A';
      const first = await add(store, (await stored(store, one))[0] as Decision, {});
      await add(store, first, {});
      expect(await store.ordersOf('A', { max: 9 })).toEqual([one.payment.order.id]);
    });
  });

  describe('holds', () => {
    it('are summed by spender, day and month; a hold that changed counts as it is', async () => {
      const store = await open();
      const spent = (id: string, day: string) =>
        store.change({ id: 'none' }, { spender: { id, day } }, (loaded) => ({ value: loaded.spent }));
      const hold = (spender: string, day: string, amount_fen: number): { hold: Hold } => ({ hold: { spender, day, amount_fen } });
      const [one, other] = await two(store);
      await add(store, one, hold('A', '2025-01-31', 700));
      await add(store, other, hold('A', '2025-01-01', 50));
      const [third] = await two(store);
      await add(store, third, hold('B', '2025-01-31', 9));
      expect(await spent('A', '2025-01-31')).toEqual({ day_fen: 700, month_fen: 750 });
      expect(await spent('A', '2025-02-01')).toEqual({ day_fen: 0, month_fen: 0 });
      await add(store, one, hold('A', '2025-01-31', 0));
      expect(await spent('A', '2025-01-31')).toEqual({ day_fen: 0, month_fen: 50 });
      expect(await spent('C', '2025-01-31')).toEqual({ day_fen: 0, month_fen: 0 });
    });
  });

  describe("refunds that wait for their merchant's money", () => {
    it('are summed by merchant, and before one of them; what goes out or waits for its channel does not count', async () => {
      const store = await open();
      const [a, b, c] = (await stored(store, newOrder(), newOrder(), newOrder({ merchant_id: 'other' }))) as [Decision, Decision, Decision];
      const waits = (id: string, created_ms: number, amount_fen: number, over: Partial<Refund> = {}): Refund =>
        refundOf(id, id, { merchant_id: 'shop', state: 'waiting', created_ms, amount_fen: amount_fen as never, unfunded: true, ...over });
      const sum = (merchant_debit: string, before?: WaitingPlace) =>
        store.change({ id: 'none' }, { merchant_debit, ...(before ? { before } : {}) }, ({ waiting_fen }) => ({ value: waiting_fen }));
      expect(await sum('shop')).toBe(0);
      const first = await add(store, a, {
        receipts: [receiptOf('Ta')],
        refunds: [waits('r1', 5, 700), waits('r2', 7, 90, { escrow_fen: 50 as never })],
      });
      await add(store, b, {
        receipts: [receiptOf('Tb')],
        refunds: [waits('r3', 5, 8), waits('r4', 6, 1000, { unfunded: undefined as never })],
      });
      await add(store, c, { receipts: [receiptOf('Tc')], refunds: [waits('r5', 1, 5000, { merchant_id: 'other' })] });
      expect(await sum('shop')).toBe(748);
      expect(await sum('other')).toBe(5000);
      const [order_id, later] = [a.payment.order.id, b.payment.order.id];
      expect(order_id < later).toBe(true);
      expect(await sum('shop', { created_ms: 5, order_id, refund_id: 'r1' })).toBe(0);
      expect(await sum('shop', { created_ms: 5, order_id: later, refund_id: 'r3' })).toBe(700);
      expect(await sum('shop', { created_ms: 7, order_id, refund_id: 'r2' })).toBe(708);
      await add(store, first, {
        refunds: [waits('r1', 5, 700, { unfunded: undefined as never }), waits('r2', 7, 90, { escrow_fen: 50 as never })],
      });
      expect(await sum('shop', { created_ms: 7, order_id, refund_id: 'r2' })).toBe(8);
      expect(await sum('shop')).toBe(48);
      // Several of one moment, each with its own place.
      expect(
        await Promise.all([sum('shop'), sum('other', { created_ms: 1, order_id: '', refund_id: '' }), sum('other'), sum('shop')]),
      ).toEqual([48, 0, 5000, 48]);
    });
  });

  describe('changes', () => {
    it('of one moment: one that cannot be written fails alone', async () => {
      const store = await open();
      const [one, other] = await two(store);
      await add(store, one, { attempts: [attemptOf('N1')] });
      const first = newOrder({ order_no: 'SAME' });
      const ends = await Promise.allSettled([
        put(store, newOrder()),
        add(store, other, { attempts: [attemptOf('N1')], jobs: [job('late', 'x', 5)] }),
        put(store, first),
        put(store, newOrder({ order_no: 'SAME' })),
        put(store, newOrder()),
      ]);
      expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
      expect((await store.read({ merchant_id: 'shop', order_no: 'SAME' }))?.order.id).toBe(first.payment.order.id);
      // Nothing of what failed is there, though its first statements were good.
      expect(await store.read({ id: other.payment.order.id })).toEqual(other.payment);
      const due = await store.claim({ now_ms: 10, owner: 'me', lease_ms: 1, per_lane: 99 });
      expect(due.map((one) => one.key)).not.toContain('late');
    });

    it('what a change throws reaches its caller, and nothing of it is stored', async () => {
      const store = await open();
      const refuse = (): never => {
        throw new Error('no');
      };
      await expect(store.change({ id: 'x' }, {}, refuse)).rejects.toThrow('no');
      expect(await store.flags()).toEqual([]);
    });

    it('of one payment in one moment see one another', async () => {
      const store = await open();
      const [one] = await two(store);
      const seen = await Promise.all([1, 2, 3].map(() => add(store, one, {})));
      expect(seen.map((decision) => decision.payment.version).sort()).toEqual([2, 3, 4]);
      expect((await store.read({ id: one.payment.order.id }))?.version).toBe(4);
    });

    it('by every key', async () => {
      const store = await open();
      const [one] = await two(store);
      await add(store, one, { attempts: [attemptOf('N1')] });
      const { id, token, order_no } = one.payment.order;
      const keys = [{ id }, { token }, { merchant_id: 'shop', order_no }, { channel: 'wechat', acquirer_id: 'a', channel_no: 'N1' }];
      for (const key of keys) expect((await store.read(key))?.order.id).toBe(id);
      expect(await store.read({ token: token.slice(0, -1) + '0' })).toBeUndefined();
      expect(await store.read({ channel: 'wechat', acquirer_id: 'b', channel_no: 'N1' })).toBeUndefined();
    });

    it('a decision on an old version is a conflict', async () => {
      const store = await open();
      const [one] = await two(store);
      const stale = next(one.payment, {});
      await put(store, stale);
      await expect(store.change({ id: 'nobody' }, {}, () => ({ decision: stale, value: undefined }))).rejects.toThrow(Conflict);
    });
  });

  describe('what must be unique', () => {
    it('a channel number, over all orders', async () => {
      const store = await open();
      const [one, other] = await two(store);
      await add(store, one, { attempts: [attemptOf('N1')] });
      await expect(add(store, other, { attempts: [attemptOf('N1')] })).rejects.toThrow(Conflict);
      await add(store, other, { attempts: [attemptOf('N1', { acquirer_id: 'b' })] });
    });

    it('a channel transaction, and the winner of an order', async () => {
      const store = await open();
      const [one, other] = await two(store);
      await add(store, one, { receipts: [receiptOf('T')] });
      await expect(add(store, other, { receipts: [receiptOf('T')] })).rejects.toThrow(Conflict);
      await expect(add(store, one, { receipts: [receiptOf('T'), receiptOf('T2')] })).rejects.toThrow(Conflict);
    });

    it('a refund number of one merchant; a change that needs it is told whose it is', async () => {
      const store = await open();
      const [one, other] = await two(store);
      const [foreign] = (await stored(store, newOrder({ merchant_id: 'other' }))) as [Decision];
      await add(store, one, { receipts: [receiptOf('T')], refunds: [refundOf('r1', 'R')] });
      const asked = (decision: Decision) =>
        store.change({ id: decision.payment.order.id }, { refund_no: 'R' }, ({ refund_of }) => ({ value: refund_of }));
      expect(await asked(other)).toBe(one.payment.order.id);
      expect(await asked(foreign)).toBeUndefined();
      await expect(add(store, other, { receipts: [receiptOf('T9')], refunds: [refundOf('r2', 'R')] })).rejects.toThrow(Conflict);
    });
  });

  describe('limits', () => {
    const LIMIT = { scope: 'sms card', who: 'hash', max: 3, window_ms: 500 };

    it('hold under parallel reservations and changes', async () => {
      const store = await open();
      const [one] = await two(store);
      const reservation = (slot: string) => ({ limits: [LIMIT], slot, at_ms: 1000 });
      const change = (slot: string) =>
        store.change({ id: one.payment.order.id }, { limits: reservation(slot) }, ({ full }) => ({
          note_limits: !full,
          value: full?.scope,
        }));
      const said = await Promise.all([
        ...[1, 2, 3, 4].map(async (n) => (await store.reserve(reservation('r' + n)))?.scope),
        ...[1, 2, 3, 4].map((n) => change('c' + n)),
      ]);
      expect(said.filter((full) => full === undefined)).toHaveLength(3);
      expect(said.filter((full) => full === 'sms card')).toHaveLength(5);
    });

    it('are given back by slot, and end with their window', async () => {
      const store = await open();
      const at = (at_ms: number, slot: string) => store.reserve({ limits: [{ ...LIMIT, max: 1 }], slot, at_ms });
      expect(await at(1000, 'a')).toBeUndefined();
      expect(await at(1001, 'b')).toMatchObject({ scope: 'sms card' });
      await store.change({ id: 'nobody' }, {}, () => ({ give_back: ['a'], value: undefined }));
      expect(await at(1002, 'b')).toBeUndefined();
      expect(await at(1501, 'c')).toMatchObject({ max: 1 });
      expect(await at(1502, 'c')).toBeUndefined();
    });
  });

  describe('claiming', () => {
    const CLAIM: Claim = { now_ms: 1000, owner: 'me', lease_ms: 100, per_lane: 4 };
    const keys = async (store: Store, over: Partial<Claim> = {}) => (await store.claim({ ...CLAIM, ...over })).map((one) => one.key);

    it('oldest first in its lane, not before its time', async () => {
      const store = await open();
      await put(store, withJobs(newOrder(), job('b', 'x', 20), job('a', 'x', 10), job('later', 'x', 2000)));
      expect(await keys(store)).toEqual(['a', 'b']);
      expect(await store.nextDue(1100)).toBe(2000);
    });

    it('ten thousand due notices of a dead merchant keep nobody else waiting', async () => {
      const store = await open();
      const dead = Array.from({ length: 10_000 }, () => withJobs(newOrder({ merchant_id: 'dead' }), job('notice', 'notice:dead', 1)));
      await stored(store, ...dead, withJobs(newOrder(), job('notice', 'notice:shop', 900)));
      const lanes = (await store.claim(CLAIM)).map((one) => one.lane);
      expect(lanes.filter((lane) => lane === 'notice:dead')).toHaveLength(4);
      expect(lanes.filter((lane) => lane === 'notice:shop')).toHaveLength(1);
      await put(store, withJobs(newOrder(), job('more', 'notice:shop', 900)));
      expect(await keys(store)).toEqual(['more']);
    });

    it('looks past any number of leased and resting jobs at the head of a lane', async () => {
      const store = await open();
      const stuck = Array.from({ length: 300 }, (_, i) => withJobs(newOrder(), job('stuck', 'x', i)));
      await stored(store, ...stuck, withJobs(newOrder(), job('well', 'x', 900)));
      const mine = await store.claim({ ...CLAIM, per_lane: 200 });
      expect(mine).toHaveLength(200);
      const theirs = await store.claim({ ...CLAIM, owner: 'other', per_lane: 100 });
      await store.release(
        'other',
        theirs.map((one) => ({ ...one, rest_until_ms: 1050 })),
      );
      expect(await keys(store, { owner: 'other' })).toEqual(['well']);
      expect(await store.nextDue(1000)).toBe(1050);
      expect(await keys(store, { owner: 'third', now_ms: 1049, per_lane: 999 })).toEqual([]);
      expect(await keys(store, { owner: 'third', now_ms: 1050, per_lane: 999 })).toHaveLength(100);
    });

    it('a lease holds over a change of the job, until its release or its end', async () => {
      const store = await open();
      const one = withJobs(newOrder(), job('a', 'x', 10));
      await put(store, one);
      const jobs = await store.claim(CLAIM);
      await add(store, one, { jobs: [{ ...job('a', 'x', 11), serial: 2 }] });
      expect(await keys(store)).toEqual([]);
      await store.release('somebody else', jobs);
      expect(await keys(store)).toEqual([]);
      await store.release('me', jobs);
      expect(await keys(store)).toEqual(['a']);
      expect(await keys(store, { owner: 'other', now_ms: 1099 })).toEqual([]);
      expect(await keys(store, { owner: 'other', now_ms: 1100 })).toEqual(['a']);
    });

    it('a lane takes no more at once than it may, others by name', async () => {
      const store = await open();
      const many = ['x', 'x', 'x', 'y', 'y', 'y'].map((lane) => withJobs(newOrder(), job(lane, lane, 1)));
      await stored(store, ...many);
      expect(await keys(store, { per_lane: 1, lanes: { y: 2 } })).toEqual(['x', 'y', 'y']);
      expect(await keys(store, { per_lane: 1, lanes: { y: 2 } })).toEqual([]);
      expect(await keys(store, { per_lane: 3, lanes: { y: 2 } })).toEqual(['x', 'x']);
    });

    it('what viewers wait for comes first, and a part of each lane is theirs', async () => {
      const store = await open();
      const background = Array.from({ length: 200 }, (_, i) => withJobs(newOrder(), job('back', 'x', i)));
      const now = withJobs(newOrder(), { ...job('now', 'x', 901), urgency: 0 });
      const shown = withJobs(newOrder(), { ...job('shown', 'x', 900), urgency: 1 });
      await stored(store, ...background, shown, now);
      expect(await keys(store, { background: 1 })).toEqual(['now', 'shown', 'back']);
      expect(await keys(store, { background: 1 })).toEqual([]);
      expect(await keys(store, { background: 3 })).toEqual(['back']);
      expect(await keys(store, { per_lane: 9, starts: { x: { all: 5, background: 1 } } })).toEqual(['back']);
      expect(await keys(store, { per_lane: 9, starts: { x: { all: 0, background: 9 } } })).toEqual([]);
      expect(await keys(store, { per_lane: 9, starts: { y: { all: 0, background: 0 } } })).toHaveLength(4);
    });

    it('a job is found again once nobody waits for it any more', async () => {
      const store = await open();
      const one = withJobs(newOrder(), { ...job('a', 'x', 10), urgency: 0 });
      await put(store, one);
      await add(store, one, { jobs: [job('a', 'x', 10)] });
      expect(await store.claim(CLAIM)).toMatchObject([{ key: 'a', urgency: 2 }]);
    });
  });

  it('who waits misses no commit, also one between listening and reading', async () => {
    const store = await open();
    const [one] = await two(store);
    const { id } = one.payment.order;
    const world = { now: () => 1000, random: () => new Uint8Array(1), after: () => () => undefined };
    let reads = 0;
    // The old state is read, a commit follows, and only then the reader has it.
    const slow: Store = {
      ...store,
      async read(key) {
        const payment = await store.read(key);
        if (reads++ === 0) await add(store, one, {});
        return payment;
      },
    };
    const room = waitingRoom(slow, world);
    expect((await room.until({ id }, (payment) => payment.version > 1, 1000))?.version).toBe(2);
    expect(await room.until({ id: 'nobody' }, () => true, 1000)).toBeUndefined();
    const waiting = room.until({ id }, () => false, 1000);
    room.close();
    expect((await waiting)?.version).toBe(2);
  });

  describe('orphans', () => {
    const MONEY: OrphanMoney = {
      channel: 'wechat',
      acquirer_id: 'a',
      txn: 't9',
      channel_no: 'TST1',
      amount_fen: 700,
      currency: 'CNY',
      ours: true,
    };
    const report = (store: Store, money: OrphanMoney, now_ms: number) =>
      store.changeOrphan({ id: orphanId(money) }, (known) => {
        const decision = decideOrphan(known, { type: 'reported', now_ms, fresh: '', wait_ms: 600, money }, RULES);
        return { decision, value: saidOf(decision.orphan) };
      });

    it('ours: waited for, then held once, with entries and a flag', async () => {
      const store = await open();
      for (const at_ms of [0, 599]) expect(await report(store, MONEY, at_ms)).toBe('wait');
      expect(await store.balances()).toEqual({});
      expect(await Promise.all([report(store, MONEY, 600), report(store, MONEY, 600)])).toEqual(['booked', 'booked']);
      const id = 'orphan:wechat:a:t9';
      expect(await store.balances()).toEqual({ 'channel:wechat': 700, 'held:wechat': -700 });
      expect((await store.entries(id)).map((one) => [one.version, one.line, one.amount_fen])).toEqual([
        [2, 1, 700],
        [2, 2, -700],
      ]);
      expect(await store.flags()).toEqual([{ order_id: id, code: 'orphan', detail: 'TST1', at_ms: 600 }]);
      expect(await store.readOrphan({ id })).toMatchObject({ state: 'held', first_ms: 0, version: 2 });
      // Its transaction can pay no order any more.
      const [one] = await two(store);
      await expect(add(store, one, { receipts: [receiptOf('t9')] })).rejects.toThrow(Conflict);
    });

    it('a refund of one is found by its number, and counted until it is done', async () => {
      const store = await open();
      await report(store, MONEY, 0);
      await report(store, MONEY, 600);
      const id = orphanId(MONEY);
      const tries = [{ n: 1, channel_no: 'R1', live: true, created_ms: 1 }];
      const { refund_no: _none, ...refund } = refundOf('r1', '', { txn: 't9', tries });
      await store.changeOrphan({ id }, (known) => {
        if (!known) throw new Error('no orphan');
        const orphan = { ...known, version: known.version + 1, refunds: [refund], jobs: [job('refund:r1', 'wechat', 7)] };
        return { decision: { changed: true, orphan, entries: [], said: 'booked' }, value: undefined };
      });
      expect((await store.readOrphan({ channel: 'wechat', acquirer_id: 'a', channel_no: 'R1' }))?.id).toBe(id);
      expect(await store.unsettled()).toEqual([{ channel: 'wechat', acquirer_id: 'a', attempts: 0, refunds: 1 }]);
      const [due] = await store.claim({ now_ms: 7, owner: 'me', lease_ms: 1, per_lane: 1 });
      expect(due).toMatchObject({ order_id: id, key: 'refund:r1' });
    });

    it('not ours: recorded, and nothing else', async () => {
      const store = await open();
      const money = { ...MONEY, ours: false };
      for (const at_ms of [0, 9_999]) expect(await report(store, money, at_ms)).toBe('recorded');
      expect(await store.readOrphan({ id: orphanId(money) })).toMatchObject({ state: 'recorded', version: 1 });
      expect([await store.balances(), await store.flags()]).toEqual([{}, []]);
    });
  });

  describe('the journal', () => {
    const noted = (decision: Decision): Decision => ({ ...decision, journal: journalOf(decision) });

    it('has a row a commit, in order, without gaps after failures', async () => {
      const store = await open();
      const one = newOrder();
      await put(store, noted(one));
      const taken = newOrder({ order_no: one.payment.order.order_no });
      await expect(put(store, noted(taken))).rejects.toThrow(Conflict);
      const other = newOrder();
      await Promise.all([put(store, noted(other)), put(store, noted(next(one.payment, {}))).catch(() => undefined)]);
      const rows = await store.journalAfter(0, 10);
      expect(rows.map((row) => row.position)).toEqual([1, 2, 3]);
      expect(await store.journalAfter(2, 10)).toEqual(rows.slice(2));
      expect(await store.journalAfter(0, 2)).toEqual(rows.slice(0, 2));
      const own = await store.journal(one.payment.order.id);
      expect(own.map((row) => row.version)).toEqual([1, 2]);
      expect(own[0]).toEqual({ position: 1, ...journalOf(one) });
    });
  });

  it('cards: the viewer keeps the newest of each, at most so many, also when kept twice in one moment', async () => {
    const store = await open();
    const row = (id: string, hash: string): CardRow => ({ ...CARD, id, hash });
    const cards = [row('c1', 'h1'), row('c2', 'h1'), row('c3', 'h2'), row('c4', 'h3')] as const;
    for (const one of cards) await store.cards.add(one);
    expect(await store.cards.waiting('o')).toHaveLength(4);
    await store.cards.keep(cards[0], 10, 2);
    await Promise.all([store.cards.keep(cards[1], 11, 2), store.cards.keep(cards[1], 11, 2)]);
    expect((await store.cards.list('v')).map((one) => one.id)).toEqual(['c2']);
    await store.cards.keep(cards[2], 12, 2);
    await store.cards.used('c2', 13);
    await store.cards.keep(cards[3], 14, 2);
    expect((await store.cards.list('v')).map((one) => one.id)).toEqual(['c4', 'c2']);
    expect(Buffer.from((await store.cards.list('v'))[0]?.sealed ?? []).toString('hex')).toBe('0102');
  });

  it('cards: the default stands first until another is, also when the same card is kept anew, and is cut last', async () => {
    const { cards } = await open();
    const row = (id: string, hash: string, used_ms: number): CardRow => ({ ...CARD, id, hash, used_ms, state: 'kept' });
    for (const one of [row('a', 'ha', 3), row('b', 'hb', 2), row('c', 'hc', 1)]) await cards.add(one);
    await cards.add({ ...row('his', 'ha', 9), viewer: 'w' });
    const order = async () => (await cards.list('v')).map(({ id }) => id).join('');
    expect(await order()).toBe('abc');
    await cards.prefer('v', 'c', 10);
    await cards.used('b', 99);
    expect(await order()).toBe('cba');
    await cards.prefer('v', 'his', 11);
    expect([await order(), (await cards.list('w'))[0]?.default_ms]).toEqual(['cba', 0]);
    // In the same moment, or with a clock that went back, the last word holds.
    await cards.prefer('v', 'a', 5);
    expect(await order()).toBe('acb');
    await cards.prefer('v', 'c', 5);
    expect(await order()).toBe('cab');
    await cards.add({ ...row('d', 'hc', 0), state: 'pending' });
    await cards.keep({ ...row('d', 'hc', 0), state: 'pending' }, 1, 2);
    expect(await order()).toBe('da');
  });

  it('cards: when its own code paid last only goes forward', async () => {
    const { cards } = await open();
    await cards.add({ ...CARD, id: 'a', state: 'kept' });
    await cards.add({ ...CARD, id: 'b', hash: 'other', state: 'kept' });
    for (const at_ms of [20, 10]) await cards.proved('a', at_ms);
    await cards.proved('none', 30);
    expect(Object.fromEntries((await cards.list('v')).map((one) => [one.id, one.proved_ms]))).toEqual({ a: 20, b: 0 });
  });

  it('a viewer’s box: since its first order, of many at once too; another’s, and one without orders, are unknown', async () => {
    const store = await open();
    const at = (created_ms: number, viewer_key?: string, box_id?: string) => {
      const made = newOrder();
      const who = { ...(viewer_key ? { viewer_key } : {}), ...(box_id ? { box_id } : {}) };
      return { ...made, payment: { ...made.payment, order: { ...made.payment.order, created_ms, ...who } } };
    };
    const [first] = (await stored(store, at(100, 'v', 'box'))) as [Decision];
    await stored(store, at(200, 'v', 'box'), at(200, 'w', 'box'), at(200, 'w', 'box'), at(300, 'v'), at(300, undefined, 'lone'));
    const since = (viewer: string, box: string) =>
      store.change({ id: first.payment.order.id }, { box: { viewer, box } }, ({ box_since_ms }) => ({ value: box_since_ms }));
    const asked = [since('v', 'box'), since('w', 'box'), since('v', 'other'), since('x', 'box'), since('v', 'lone')];
    expect(await Promise.all(asked)).toEqual([100, 200, undefined, undefined, undefined]);
    await store.accounts.save({ id: 'one', revision: 1, body: '' }, { add: ['viewer v'], forget: { orders: 'v' } });
    expect([await since('v', 'box'), await since('w', 'box')]).toEqual([undefined, 200]);
  });

  describe('accounts', () => {
    it('a revision goes over the one before it, of many at once exactly one', async () => {
      const { accounts } = await open();
      expect(await accounts.of('viewer a')).toBeUndefined();
      expect(await accounts.save({ id: 'one', revision: 1, body: 'first' }, { add: ['viewer a', 'phone 1'] })).toBe(true);
      const tries = ['x', 'y', 'z'].map((body) => accounts.save({ id: 'one', revision: 2, body }));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      expect(await accounts.save({ id: 'one', revision: 2, body: 'late' })).toBe(false);
      expect(await accounts.of('phone 1')).toMatchObject({ id: 'one', revision: 2 });
    });

    it('a key is one account’s; of two that want it one gets all of its keys, the other none', async () => {
      const { accounts } = await open();
      const made = await Promise.all(
        ['one', 'two'].map((id) => accounts.save({ id, revision: 1, body: id }, { add: ['viewer ' + id, 'phone 1'] })),
      );
      expect(made.filter(Boolean)).toHaveLength(1);
      const [winner, loser] = made[0] ? ['one', 'two'] : ['two', 'one'];
      expect((await accounts.of('phone 1'))?.id).toBe(winner);
      expect(await accounts.of('viewer ' + loser)).toBeUndefined();
      expect(await accounts.save({ id: winner, revision: 2, body: '' }, { remove: ['phone 1'] })).toBe(true);
      expect(await accounts.save({ id: loser, revision: 1, body: '' }, { add: ['phone 1'] })).toBe(true);
      expect((await accounts.of('phone 1'))?.id).toBe(loser);
    });

    it('a viewer is forgotten in the commit of a revision, or not at all: his cards and who made his orders, not the orders', async () => {
      const store = await open();
      const [his, other] = (await stored(
        store,
        ...['v', 'w'].map((viewer_key) => {
          const made = newOrder();
          return { ...made, payment: { ...made.payment, order: { ...made.payment.order, viewer_key } } };
        }),
      )) as [Decision, Decision];
      const card = (id: string, viewer: string, state: CardRow['state']): CardRow => ({ ...CARD, id, viewer, hash: id, state });
      for (const one of [card('c1', 'hash v', 'kept'), card('c2', 'hash v', 'pending'), card('c3', 'hash w', 'kept')])
        await store.cards.add(one);
      await store.accounts.save({ id: 'one', revision: 1, body: 'his' }, { add: ['viewer v'] });
      const seen = async () => [
        (await store.cards.list('hash v')).length + (await store.cards.waiting('o')).length,
        (await store.cards.list('hash w')).length,
        await store.ordersOf('v', { max: 9 }),
        await store.ordersOf('w', { max: 9 }),
      ];
      const theirs = [other.payment.order.id];
      const forget = { cards: 'hash v', orders: 'v' };
      expect(await store.accounts.save({ id: 'one', revision: 1, body: '' }, { forget })).toBe(false);
      expect(await seen()).toEqual([2, 1, [his.payment.order.id], theirs]);
      expect(await store.accounts.save({ id: 'one', revision: 2, body: '' }, { forget })).toBe(true);
      expect(await seen()).toEqual([0, 1, [], theirs]);
      expect((await store.read({ id: his.payment.order.id }))?.order.viewer_key).toBe('v');
      // One whose cards nobody can keep.
      expect(await store.accounts.save({ id: 'two', revision: 1, body: '' }, { add: ['viewer w'], forget: { orders: 'w' } })).toBe(true);
      expect(await seen()).toEqual([0, 1, [], []]);
    });

    it('boxes: an order notes its own; an hour later again; a removed one stays removed until it is admitted, and begins anew', async () => {
      const store = await open();
      const { boxes } = store;
      const HOUR_MS = 60 * 60_000;
      const order = (created_ms: number, viewer_key: string, box_id?: string) => {
        const made = newOrder();
        const named = { ...made.payment.order, created_ms, viewer_key, ...(box_id === undefined ? {} : { box_id }) };
        return put(store, { ...made, payment: { ...made.payment, order: named } });
      };
      // In one commit where the store makes one of them.
      await Promise.all([order(20, 'v', 'A'), order(10, 'v', 'A'), order(15, 'v', 'B'), order(30, 'w', 'A'), order(40, 'v')]);
      const list = async () =>
        (await boxes.list('v')).map((one) => [one.box, one.first_seen_ms <= 20, one.last_seen_ms <= 20, one.removed_at_ms]);
      expect((await list()).sort()).toEqual([
        ['A', true, true, 0],
        ['B', true, true, 0],
      ]);
      await order(HOUR_MS, 'v', 'A');
      expect((await boxes.of('v', 'A'))?.last_seen_ms).toBeLessThanOrEqual(20);
      await order(HOUR_MS + 20, 'v', 'A');
      expect(await boxes.of('v', 'A')).toMatchObject({ viewer: 'v', box: 'A', last_seen_ms: HOUR_MS + 20, removed_at_ms: 0 });
      await boxes.admit('v', 'A', 7);
      await boxes.remove('v', 'A', 2 * HOUR_MS);
      await boxes.remove('v', 'A', 3 * HOUR_MS);
      await boxes.seen('v', 'A', 4 * HOUR_MS);
      expect(await boxes.of('v', 'A')).toMatchObject({ last_seen_ms: 4 * HOUR_MS, removed_at_ms: 2 * HOUR_MS });
      expect((await boxes.of('v', 'A'))?.first_seen_ms).toBeLessThanOrEqual(20);
      await boxes.admit('v', 'A', 5 * HOUR_MS);
      expect(await boxes.of('v', 'A')).toMatchObject({ first_seen_ms: 5 * HOUR_MS, last_seen_ms: 5 * HOUR_MS, removed_at_ms: 0 });
      await boxes.seen('v', 'C', 6 * HOUR_MS);
      expect((await boxes.list('v')).map(({ box }) => box)).toEqual(['C', 'A', 'B']);
      expect(await boxes.of('w', 'A')).toMatchObject({ last_seen_ms: 30, removed_at_ms: 0 });
      expect(await boxes.of('w', 'B')).toBeUndefined();
      // They go with their viewer.
      await store.accounts.save({ id: 'one', revision: 1, body: '' }, { add: ['viewer v'], forget: { orders: 'v' } });
      expect([await boxes.list('v'), (await boxes.list('w')).length]).toEqual([[], 1]);
    });

    it('a change is given the account by its key', async () => {
      const store = await open();
      const [one] = (await stored(store, newOrder())) as [Decision];
      await store.accounts.save({ id: 'one', revision: 1, body: 'said' }, { add: ['viewer a'] });
      const seen = (account: string) =>
        store.change({ id: one.payment.order.id }, { account }, (loaded) => ({ value: loaded.account?.body }));
      expect(await Promise.all([seen('viewer a'), seen('viewer b')])).toEqual(['said', undefined]);
    });
  });

  it('knows when a TV last showed a code; an older word changes nothing', async () => {
    const store = await open();
    await store.shown('a', 2_000);
    await store.shown('a', 1_000);
    expect([await store.lastShown('a'), await store.lastShown('b')]).toEqual([2_000, undefined]);
  });

  describe('for operators', () => {
    it('finds payments by what people have in hand', async () => {
      const store = await open();
      const [one, other] = (await stored(store, newOrder({ order_no: 'X1' }), newOrder({ order_no: 'X1', merchant_id: 'b' }))) as [
        Decision,
        Decision,
      ];
      await add(store, one, { attempts: [attemptOf('N1')], receipts: [receiptOf('T1')] });
      const { id, token } = one.payment.order;
      for (const wanted of [{ id }, { token }, { short_no: shortNo(id) }, { channel_no: 'N1' }, { txn: 'T1' }])
        expect(await store.find(wanted)).toContain(id);
      expect(await store.find({ channel_no: 'N1' })).toEqual([id]);
      expect((await store.find({ order_no: 'X1' })).sort()).toEqual([id, other.payment.order.id].sort());
      expect(await store.find({ txn: 'nothing' })).toEqual([]);
    });

    it('counts what each contract still has to end', async () => {
      const store = await open();
      const [one, other] = await two(store);
      await add(store, one, {
        attempts: [
          attemptOf('N1', { state: 'closed' }),
          attemptOf('N2', { n: 2, state: 'refused' }),
          attemptOf('N3', { n: 3, state: 'ready', channel: 'unionpay', acquirer_id: 'u' }),
        ],
        jobs: [job('attempt:2', 'wechat', 5), job('clock', 'clock', 5)],
      });
      await add(store, other, {
        attempts: [attemptOf('N4', { state: 'sent' })],
        receipts: [receiptOf('T')],
        refunds: [refundOf('r1', 'R1'), refundOf('r2', 'R2', { state: 'done' }), refundOf('r3', 'R3', { state: 'failed' })],
      });
      const found = await store.unsettled();
      expect(found).toHaveLength(2);
      expect(found).toContainEqual({ channel: 'wechat', acquirer_id: 'a', attempts: 2, refunds: 1 });
      expect(found).toContainEqual({ channel: 'unionpay', acquirer_id: 'u', attempts: 1, refunds: 0 });
    });

    it('copies itself into a new file while payments go on, or names what does', async () => {
      const store = await open();
      if (name === 'postgres') return void (await expect(store.backup('x.db')).rejects.toThrow('pg_basebackup'));
      const [one] = await two(store);
      const folder = mkdtempSync(join(tmpdir(), 'copy-'));
      folders.push(folder);
      const file = join(folder, 'copy.db');
      await Promise.all([store.backup(file), put(store, newOrder())]);
      const copy = openSqlite({ file, now: () => 1000 });
      opened.push(copy);
      expect((await copy.read({ id: one.payment.order.id }))?.order.token).toBe(one.payment.order.token);
      await expect(store.backup(file)).rejects.toThrow(StoreRefused);
    });

    it('answers a ping, and remembers callbacks', async () => {
      const store = await open();
      await store.ping();
      await store.change({ id: 'x' }, {}, () => ({ callback: { channel: 'c', callback_id: '1', at_ms: 1 }, value: undefined }));
      expect([await store.wasCalled('c', '1'), await store.wasCalled('c', '2')]).toEqual([true, false]);
    });
  });
});
