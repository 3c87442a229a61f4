/** What only a store of several processes can do wrong: commits of unknown outcome, writers that meet, standbys, leases. */
import { readdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { attemptOf, job, newOrder, receiptOf, refundOf, next, withJobs } from '../../testing/decisions.ts';
import { databaseLine } from '../../testing/database-line.ts';
import type { DatabaseLine } from '../../testing/database-line.ts';
import { ownFolder, runProgram, serveFolder, startPostgres } from '../../testing/postgres-server.ts';
import type { PostgresServer } from '../../testing/postgres-server.ts';
import { waitingRoom } from '../../payments/engine/waiting.ts';
import { loadPauses } from '../../operators/pauses.ts';
import type { Decision, Payment } from '../../payments/payment.ts';
import { placesOf } from '../../viewers/accounts/places.ts';
import { StoreDown, StoreRefused } from '../errors.ts';
import type { Store } from '../port.ts';
import { openPostgres } from './postgres.ts';

const MIGRATIONS = readdirSync(new URL('./migrations/', import.meta.url)).length;

let server: PostgresServer;
let databases = 0;
const opened: Store[] = [];
const lines: DatabaseLine[] = [];

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  server = await startPostgres({ settings: ['deadlock_timeout = 200ms'] });
}, 120_000);
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await Promise.all(lines.splice(0).map((line) => line.stop()));
});
afterAll(() => server.remove());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const fresh = (): Promise<string> => server.create('own_' + (databases += 1));

async function open(address: string, over: { write_lines?: number; lock_ms?: number } = {}): Promise<Store> {
  const store = await openPostgres({ address, now: () => 1000, random: (length) => randomBytes(length), database_clock: false, ...over });
  opened.push(store);
  return store;
}

async function behindLine(): Promise<{ store: Store; line: DatabaseLine; address: string }> {
  const address = await fresh();
  const line = await databaseLine(server.port);
  lines.push(line);
  return { store: await open(address.replace(':' + server.port, ':' + line.port), { write_lines: 1 }), line, address };
}

const put = (store: Store, decision: Decision) =>
  store.change({ id: decision.payment.order.id }, {}, () => ({ decision, value: undefined }));
const add = (store: Store, id: string, over: Partial<Payment>) =>
  store.change({ id }, {}, ({ payment }) => ({ decision: next(payment as Payment, over), value: undefined }));

describe('a line cut at COMMIT', () => {
  it.each([
    ['lost', false],
    ['unanswered', true],
  ] as const)('%s: StoreDown, computed once, not tried again; the same order again finds what is there', async (fate, is_stored) => {
    const { store, line } = await behindLine();
    const one = newOrder();
    await put(store, newOrder());
    const cut = line.cutAtCommit(fate);
    let computed = 0;
    const change = store.change({ id: one.payment.order.id }, {}, () => ((computed += 1), { decision: one, value: undefined }));
    await expect(change).rejects.toThrow(StoreDown);
    await cut;
    expect(computed).toBe(1);
    expect((await store.read({ id: one.payment.order.id })) !== undefined).toBe(is_stored);
    const again = await store.change({ id: one.payment.order.id }, {}, ({ payment }) =>
      payment ? { value: 'known' } : { decision: one, value: 'made' },
    );
    expect(again).toBe(is_stored ? 'known' : 'made');
    await store.ping();
  });

  it('of one line only: the other group is none the worse', async () => {
    const { store, line } = await behindLine();
    line.pull();
    await expect(put(store, newOrder())).rejects.toThrow(StoreDown);
    await expect(store.ping()).rejects.toThrow(StoreDown);
    line.plug();
    await put(store, newOrder());
    await store.ping();
  });
});

describe('writers of two processes', () => {
  it('open one order at the same time: both get the same payment', async () => {
    const address = await fresh();
    const [a, b] = [await open(address), await open(address)];
    for (let i = 0; i < 20; i++) {
      const [one, other] = [newOrder({ order_no: 'same' + i }), newOrder({ order_no: 'same' + i })];
      const made = (store: Store, decision: Decision) =>
        store.change({ merchant_id: 'shop', order_no: 'same' + i }, {}, ({ payment }) =>
          payment ? { value: payment.order.id } : { decision, value: decision.payment.order.id },
        );
      const [first, second] = await Promise.all([made(a, one), made(b, other)]);
      expect(first).toBe(second);
    }
  });

  it('change one payment by turns: none is lost, and each sees the one before', async () => {
    const address = await fresh();
    const stores = [await open(address), await open(address)];
    const one = newOrder();
    await put(stores[0] as Store, one);
    const { id } = one.payment.order;
    const seen: number[] = [];
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        (stores[i % 2] as Store).change({ id }, {}, ({ payment }) => {
          const decision = next(payment as Payment, {});
          return { decision, value: decision.payment.version };
        }),
      ).map(async (version) => seen.push(await version)),
    );
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 2));
  });

  it('count tries against one limit', async () => {
    const address = await fresh();
    const stores = [await open(address), await open(address)];
    const limits = [{ scope: 'sms card', who: 'hash', max: 7, window_ms: 500 }];
    const full = await Promise.all(
      Array.from({ length: 40 }, (_, i) => (stores[i % 2] as Store).reserve({ limits, slot: 's' + i, at_ms: 1000 })),
    );
    expect(full.filter((one) => one === undefined)).toHaveLength(7);
  });

  it('number the journal together, without gaps and without going back', async () => {
    const address = await fresh();
    const stores = [await open(address), await open(address)];
    const row = (decision: Decision): Decision => ({
      ...decision,
      journal: { order_id: decision.payment.order.id, version: 1, at_ms: 1, event: 'tick', actor: 'worker' },
    });
    let last: number[] = [];
    for (let round = 0; round < 10; round++) {
      const puts = Array.from({ length: 20 }, (_, i) => put(stores[i % 2] as Store, row(newOrder())));
      const reads = await Promise.all([...stores.map((store) => store.journalAfter(0, 9999)), ...puts]);
      for (const rows of reads.slice(0, 2) as { position: number }[][]) {
        const positions = rows.map((one) => one.position);
        expect(positions).toEqual(positions.map((_, i) => i + 1));
        if (positions.length > last.length) last = positions;
      }
    }
    const orders = (await (stores[0] as Store).journalAfter(0, 9999)).map((one) => one.order_id);
    expect(new Set(orders).size).toBe(200);
  });
});

describe('locks', () => {
  it('a deadlock is tried again inside', async () => {
    const address = await fresh();
    const store = await open(address, { write_lines: 1 });
    const [one, other] = [newOrder(), newOrder()].sort((x, y) => (x.payment.order.id < y.payment.order.id ? -1 : 1)) as [
      Decision,
      Decision,
    ];
    await Promise.all([put(store, one), put(store, other)]);
    const name = 'own_' + databases;
    const lock = (id: string): string => "SELECT 1 FROM orders WHERE id = '" + id + "' FOR UPDATE; ";
    // Somebody with the other order of locks: the later payment first.
    const foreign = server.query(
      "SET deadlock_timeout = '10s'; BEGIN; " +
        lock(other.payment.order.id) +
        'SELECT pg_sleep(0.15); ' +
        lock(one.payment.order.id) +
        'COMMIT',
      name,
    );
    await pause(50);
    await Promise.all([add(store, one.payment.order.id, {}), add(store, other.payment.order.id, {})]);
    await foreign;
    expect((await store.read({ id: one.payment.order.id }))?.version).toBe(2);
    expect((await store.read({ id: other.payment.order.id }))?.version).toBe(2);
  });

  it('a payment that somebody holds keeps only its own change from going on', async () => {
    const address = await fresh();
    const store = await open(address, { write_lines: 1, lock_ms: 300 });
    const one = newOrder();
    await put(store, one);
    const held = server.query('BEGIN; SELECT 1 FROM orders FOR UPDATE; SELECT pg_sleep(2); COMMIT', 'own_' + databases);
    const sleeps = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = 'own_" + databases + "'";
    while ((await server.query(sleeps)).rowCount === 0) await pause(20);
    const ends = await Promise.allSettled([add(store, one.payment.order.id, {}), put(store, newOrder()), put(store, newOrder())]);
    expect(ends.map((end) => end.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(ends[0]).toMatchObject({ reason: { name: 'StoreDown', code: '55P03' } });
    await held;
  });
});

describe('leases', () => {
  const CLAIM = { now_ms: 1000, lease_ms: 60_000, per_lane: 9 };

  it('one job is leased by one process; a stopping one frees its own at once, a dead one by time', async () => {
    const address = await fresh();
    const [a, b] = [await open(address), await open(address)];
    const jobs = Array.from({ length: 40 }, (_, i) => withJobs(newOrder(), job('clock', 'lane' + (i % 8), i)));
    await Promise.all(jobs.map((one) => put(a, one)));
    const [mine, theirs] = await Promise.all([a.claim({ ...CLAIM, owner: 'a' }), b.claim({ ...CLAIM, owner: 'b' })]);
    const names = [...mine, ...theirs].map((one) => one.order_id);
    expect(new Set(names).size).toBe(names.length);
    expect([...mine, ...theirs, ...(await b.claim({ ...CLAIM, owner: 'b' }))]).toHaveLength(40);
    expect(await b.claim({ ...CLAIM, owner: 'c' })).toEqual([]);
    await opened.splice(opened.indexOf(a), 1)[0]?.close();
    expect((await b.claim({ ...CLAIM, owner: 'c' })).length).toBe(mine.length);
    expect((await b.claim({ ...CLAIM, now_ms: 61_000, owner: 'd' })).length).toBe(40);
  });

  it('a lease outlives the work it is about: made anew meanwhile, nobody else gets it', async () => {
    const store = await open(await fresh());
    const one = withJobs(newOrder(), job('clock', 'x', 1));
    await put(store, one);
    const leased = await store.claim({ ...CLAIM, owner: 'a' });
    expect(leased).toHaveLength(1);
    const { id } = one.payment.order;
    await add(store, id, { jobs: [] });
    await add(store, id, { jobs: [job('clock', 'x', 2)] });
    expect(await store.claim({ ...CLAIM, owner: 'b' })).toEqual([]);
    await store.release('a', leased);
    expect(await store.claim({ ...CLAIM, owner: 'b' })).toHaveLength(1);
    await add(store, id, { jobs: [] });
    await store.release('b', leased);
    expect((await server.query('SELECT count(*)::int AS n FROM jobs', 'own_' + databases)).rows).toEqual([{ n: 0 }]);
  });
});

describe('with one synchronous standby', () => {
  it('a stopped standby: a commit waits, and is no failure once the standby is back; a wait that is cancelled is StoreDown', async () => {
    const primary = await startPostgres({ fsync: true, settings: ["synchronous_standby_names = ''", 'wal_level = replica'] });
    const folder = ownFolder('standby-');
    let standby: PostgresServer | undefined;
    try {
      const name = 'with_standby';
      const store = await openPostgres({ address: await primary.create(name), now: () => 1000, random: (n) => randomBytes(n) });
      runProgram('pg_basebackup', [
        '-D',
        join(folder, 'data'),
        '-h',
        '127.0.0.1',
        '-p',
        String(primary.port),
        '-U',
        'postgres',
        '-R',
        '-X',
        'stream',
        '-c',
        'fast',
      ]);
      standby = await serveFolder(folder, { fsync: true, settings: ['wal_retrieve_retry_interval = 100ms'] });
      await primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'");
      await primary.query('SELECT pg_reload_conf()');
      const one = newOrder();
      await put(store, one);
      await standby.stop('immediate');
      let ended = false;
      const waiting = put(store, newOrder()).finally(() => (ended = true));
      await pause(1_500);
      expect(ended).toBe(false);
      await standby.start();
      await waiting;
      await standby.stop('immediate');
      const cancelled = put(store, newOrder());
      const failed = expect(cancelled).rejects.toMatchObject({ name: 'StoreDown', code: 'NOT_ON_STANDBY' });
      await pause(300);
      await primary.query(
        "SET synchronous_commit = local; SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
      );
      await failed;
      await standby.start();
      await store.close();
    } finally {
      await standby?.remove();
      await primary.remove();
    }
  }, 180_000);
});

describe('the start', () => {
  it('is refused with a sentence where the database is not there, or only standbys are named', async () => {
    const nowhere = server.address('nowhere');
    await expect(open(nowhere)).rejects.toThrow(StoreRefused);
    await expect(open(nowhere)).rejects.toThrow('does not exist');
    await expect(open('postgres://postgres@127.0.0.1:1/x')).rejects.toThrow('cannot be reached (ECONNREFUSED)');
  });

  it('two at once make the tables once', async () => {
    const address = await fresh();
    await Promise.all([open(address), open(address), open(address)]);
    expect((await server.query('SELECT count(*)::int AS rows, max(n) AS last FROM migrations', 'own_' + databases)).rows).toEqual([
      { rows: MIGRATIONS, last: MIGRATIONS },
    ]);
  });

  it('refunds that waited for money before migration 006 wait on', async () => {
    const address = await fresh();
    const store = await open(address);
    const one = newOrder();
    await put(store, one);
    const waits = { merchant_id: 'shop', state: 'waiting' as const };
    await add(store, one.payment.order.id, {
      receipts: [receiptOf('T')],
      refunds: [
        refundOf('r1', 'R1', { ...waits, amount_fen: 700 as never, escrow_fen: 300 as never, unfunded: true }),
        refundOf('r2', 'R2', waits),
      ],
    });
    await server.query('DROP TABLE waiting_refunds, viewer_boxes', 'own_' + databases);
    await server.query('DELETE FROM migrations WHERE n >= 6', 'own_' + databases);
    await server.query('ALTER TABLE cards DROP COLUMN default_ms', 'own_' + databases);
    await server.query('ALTER TABLE cards DROP COLUMN proved_ms', 'own_' + databases);
    const again = await open(address);
    expect(await again.change({ id: 'none' }, { merchant_debit: 'shop' }, ({ waiting_fen }) => ({ value: waiting_fen }))).toBe(400);
  });

  it('phones that were bound before migration 010 take places, the last bound first, ten at most', async () => {
    const address = await fresh();
    const { accounts } = await open(address);
    const save = (id: string, phone?: object) =>
      accounts.save({ id, revision: 1, body: JSON.stringify({ format: 1, phone }) }, { add: ['viewer ' + id] });
    for (let i = 0; i < 12; i++) await save('a' + i, { hash: 'h', since_ms: i });
    await save('b', { hash: 'k', since_ms: 1 });
    await save('c');
    await server.query("DELETE FROM migrations WHERE name >= '010-phone-places.sql'", 'own_' + databases);
    const after = (await open(address)).accounts;
    const ids = await Promise.all(placesOf({ hash: 'h' }).map(async (place) => (await after.of(place))?.id));
    expect(ids).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((i) => 'a' + i));
    expect((await after.of('phone k 0'))?.id).toBe('b');
  });

  it('a database of a newer program, or of another epoch than at the start, is not written to', async () => {
    const address = await fresh();
    const store = await open(address);
    await server.query("UPDATE meta SET value = '2' WHERE name = 'epoch'", 'own_' + databases);
    await expect(put(store, newOrder())).rejects.toMatchObject({ code: 'EPOCH' });
    await server.query("INSERT INTO migrations (n, name) VALUES (99, 'later')", 'own_' + databases);
    await expect(open(address)).rejects.toThrow('start the newer program');
  });
});

describe('news of other processes', () => {
  const after = (delay_ms: number, call: () => void): (() => void) => {
    const timer = setTimeout(call, delay_ms);
    return () => clearTimeout(timer);
  };
  const world = { now: () => Date.now(), random: () => new Uint8Array(1), after };
  const talking = async (address: string): Promise<Store> => {
    const store = await openPostgres({ address, now: () => 1000, random: (length) => randomBytes(length), after });
    opened.push(store);
    return store;
  };

  it('a TV that waits here is woken by a commit there; also after the line was lost and came back', async () => {
    const address = await fresh();
    const line = await databaseLine(server.port);
    lines.push(line);
    const [a, b] = [await talking(address.replace(':' + server.port, ':' + line.port)), await talking(address)];
    const one = newOrder();
    await put(b, one);
    const { id } = one.payment.order;
    const room = waitingRoom(a, world);
    const woken = async (version: number): Promise<number> => {
      const waiting = room.until({ id }, (payment) => payment.version >= version, 10_000);
      await pause(100);
      const since = performance.now();
      await add(b, id, {});
      expect((await waiting)?.version).toBe(version);
      return performance.now() - since;
    };
    await pause(200);
    expect(await woken(2)).toBeLessThan(2_000);
    line.pull();
    await pause(50);
    line.plug();
    await pause(1_500);
    expect(await woken(3)).toBeLessThan(2_000);
    room.close();
  });

  it('a channel paused there is paused here', async () => {
    const address = await fresh();
    const [a, b] = [await talking(address), await talking(address)];
    await pause(200);
    const [here, there] = [await loadPauses(a), await loadPauses(b)];
    await there.set('alipay', true);
    await vi.waitFor(() => expect(here.isPaused('alipay')).toBe(true), 5_000);
    await here.set('alipay', false);
    await vi.waitFor(() => expect(there.isPaused('alipay')).toBe(false), 5_000);
  });

  it('tells how far the clock of the database is ahead', async () => {
    let ahead_ms: number | undefined;
    const clock = { own: () => Date.now() - 90_000, tell: (ms: number): void => void (ahead_ms = ms) };
    opened.push(await openPostgres({ address: await fresh(), now: () => 1000, random: (n) => randomBytes(n), after, clock }));
    expect(Math.abs((ahead_ms ?? 0) - 90_000)).toBeLessThan(2_000);
  });
});

it('channel numbers stay unique over processes', async () => {
  const address = await fresh();
  const [a, b] = [await open(address), await open(address)];
  const [one, other] = [newOrder(), newOrder()];
  await Promise.all([put(a, one), put(b, other)]);
  const ends = await Promise.allSettled([
    add(a, one.payment.order.id, { attempts: [attemptOf('N1')] }),
    add(b, other.payment.order.id, { attempts: [attemptOf('N1')] }),
  ]);
  expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
});
