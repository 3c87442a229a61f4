/** The file itself: written by former versions, locked to one process, for its user alone, copied into whole now and then. */
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orphanId } from '../../payments/money/orphans.ts';
import type { Payment } from '../../payments/payment.ts';
import { attemptOf, newOrder, next, receiptOf, refundOf } from '../../testing/decisions.ts';
import { placesOf } from '../../viewers/accounts/places.ts';
import { Conflict, StoreDown, StoreRefused } from '../errors.ts';
import type { Store } from '../port.ts';
import type { SqliteOptions } from './open-file.ts';
import { openSqlite } from './sqlite.ts';

let dir = '';
let file = '';
const opened: Store[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sqlite-'));
  file = join(dir, 'new', 'x.db');
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(dir, { recursive: true, force: true });
});

function open(over: Partial<SqliteOptions> = {}): Store {
  const store = openSqlite({ file, now: () => 1000, ...over });
  opened.push(store);
  return store;
}
async function close(store: Store): Promise<void> {
  opened.splice(opened.indexOf(store), 1);
  await store.close();
}
const put = (store: Store, decision = newOrder()) =>
  store.change({ id: decision.payment.order.id }, {}, () => ({ decision, value: decision.payment }));
const raw = <T>(work: (db: Database.Database) => T): T => {
  const db = new Database(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
};

describe('migrations', () => {
  /** As the program before migration 003 left it. */
  async function former(): Promise<Payment> {
    file = join(dir, 'old.db');
    const { payment } = newOrder();
    const { acquirer_id, channel_no, ...attempt } = attemptOf('N1', { state: 'sent' });
    const body = { ...payment, attempts: [{ ...attempt, account: acquirer_id, number: channel_no }] };
    const { id, merchant_id, order_no, token } = payment.order;
    raw((db) => {
      for (const name of ['001-payments.sql', '002-cards.sql'])
        db.exec(readFileSync(new URL('./migrations/' + name, import.meta.url), 'utf8'));
      db.pragma('user_version = 2');
      db.prepare('INSERT INTO orders VALUES (?,?,?,?,?,?,?,?,?)').run(
        id,
        merchant_id,
        order_no,
        token,
        1,
        'open',
        1,
        1990,
        JSON.stringify(body),
      );
      db.prepare('INSERT INTO numbers VALUES (?,?,?,?)').run('wechat', 'a', 'N1', id);
      db.prepare('INSERT INTO attempts VALUES (?,?,?,?,?)').run(id, 1, 'wechat', 'N1', 'sent');
      db.prepare('INSERT INTO callbacks VALUES (?,?,?)').run('wechat', 'c1', 5);
      const stray = db.prepare('INSERT INTO strays VALUES (?,?,?,?,?,?,?,?,?)');
      stray.run('wechat', 'a', 'waits', 'TST1', 100, 'CNY', 1, 10, null);
      stray.run('wechat', 'a', 'foreign', 'XXX1', 200, 'CNY', 0, 20, null);
      stray.run('wechat', 'a', 'held', 'TST2', 300, 'CNY', 1, 30, 40);
      const receipt = db.prepare('INSERT INTO receipts VALUES (?,?,?,?,?,?,?)');
      receipt.run('wechat', 'a', 'held', 'orphan:wechat:held', 'held', 300, 40);
      const entry = db.prepare('INSERT INTO entries VALUES (?,?,?,?,?,?,?)');
      entry.run('orphan:wechat:held', 1, 1, 'channel:wechat', 300, 'orphan', 40);
      entry.run('orphan:wechat:held', 1, 2, 'held:wechat', -300, 'orphan', 40);
    });
    return payment;
  }

  it('a database of the former version is read, and written on', async () => {
    const { order } = await former();
    const store = open();
    expect((await store.read({ channel: 'wechat', acquirer_id: 'a', channel_no: 'N1' }))?.order.id).toBe(order.id);
    expect(await store.wasCalled('wechat', 'c1')).toBe(true);
    expect(await store.unsettled()).toEqual([{ channel: 'wechat', acquirer_id: 'a', attempts: 1, refunds: 0 }]);
    await put(store);
    const one = await store.change({ id: order.id }, {}, ({ payment }) => {
      const decision = next(payment as Payment, { receipts: [receiptOf('T')], attempts: [attemptOf('N1', { state: 'paid' })] });
      return { decision, value: decision.payment };
    });
    expect(await store.find({ txn: 'T' })).toEqual([one.order.id]);
  });

  it('refunds that waited for money before migration 017 wait on', async () => {
    file = join(dir, 'x.db');
    const store = open();
    const { order } = await put(store);
    await store.change({ id: order.id }, {}, ({ payment }) => {
      const waits = { merchant_id: 'shop', state: 'waiting' as const };
      const decision = next(payment as Payment, {
        receipts: [receiptOf('T')],
        refunds: [
          refundOf('r1', 'R1', { ...waits, amount_fen: 700 as never, escrow_fen: 300 as never, unfunded: true }),
          refundOf('r2', 'R2', waits),
        ],
      });
      return { decision, value: undefined };
    });
    await close(store);
    const files = readdirSync(new URL('./migrations/', import.meta.url)).sort();
    raw((db) => {
      db.exec(
        'DROP TABLE waiting_refunds; ALTER TABLE cards DROP COLUMN default_ms; DROP TABLE viewer_boxes; ALTER TABLE cards DROP COLUMN proved_ms',
      );
      db.pragma('user_version = ' + files.indexOf('017-waiting-refunds.sql'));
    });
    expect(await open().change({ id: 'none' }, { merchant_debit: 'shop' }, ({ waiting_fen }) => ({ value: waiting_fen }))).toBe(400);
  });

  it('phones that were bound before migration 021 take places, the last bound first, ten at most', async () => {
    file = join(dir, 'x.db');
    const store = open();
    const { accounts } = store;
    const save = (id: string, phone?: object) =>
      accounts.save({ id, revision: 1, body: JSON.stringify({ format: 1, phone }) }, { add: ['viewer ' + id] });
    for (let i = 0; i < 12; i++) await save('a' + i, { hash: 'h', since_ms: i });
    await save('b', { hash: 'k', since_ms: 1 });
    await save('c');
    await close(store);
    raw((db) => db.exec("DELETE FROM account_keys WHERE key LIKE 'phone %'"));
    const files = readdirSync(new URL('./migrations/', import.meta.url)).sort();
    raw((db) => db.pragma('user_version = ' + files.indexOf('021-phone-places.sql')));
    const after = open().accounts;
    const ids = await Promise.all(placesOf({ hash: 'h' }).map(async (place) => (await after.of(place))?.id));
    expect(ids).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((i) => 'a' + i));
    expect((await after.of('phone k 0'))?.id).toBe('b');
  });

  it('orders stand by rowid with all their columns, and every way to one is an index', async () => {
    const { order } = await former();
    await close(open());
    const rows = raw((db) => db.prepare('SELECT rowid, * FROM orders').all());
    expect(rows).toMatchObject([
      { rowid: 1, id: order.id, order_no: order.order_no, token: order.token, version: 1, state: 'open', amount_fen: 1990 },
    ]);
    for (const where of ["id = 'a'", "merchant_id = 'a' AND order_no = 'b'", "merchant_id > 'a'", "id > 'a' ORDER BY id LIMIT 1"]) {
      const plan = raw((db) => db.prepare('EXPLAIN QUERY PLAN SELECT id FROM orders WHERE ' + where).all()) as { detail: string }[];
      expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^SEARCH orders USING (COVERING )?INDEX/)]);
    }
    const twice = () =>
      raw((db) => db.exec("INSERT INTO orders SELECT 'z', merchant_id, order_no, 'zt', 1, state, 1, 1, body FROM orders"));
    expect(twice).toThrow('UNIQUE constraint failed: orders.merchant_id, orders.order_no');
  });

  it('strays become orphans; what was held keeps its ledger id', async () => {
    await former();
    const store = open();
    const nothing = { receipts: [], refunds: [], jobs: [], flags: [], serial: 0 };
    const money = { channel: 'wechat', acquirer_id: 'a', currency: 'CNY', ...nothing, version: 1 };
    const waits = { ...money, txn: 'waits', channel_no: 'TST1', amount_fen: 100, ours: true, first_ms: 10, state: 'waiting' };
    expect(await store.readOrphan({ id: orphanId(waits) })).toEqual({ ...waits, id: orphanId(waits), ledger_id: orphanId(waits) });
    expect(await store.readOrphan({ id: 'orphan:wechat:a:foreign' })).toMatchObject({ state: 'recorded', ours: false });
    const held = await store.readOrphan({ id: 'orphan:wechat:held' });
    expect(held).toMatchObject({ id: 'orphan:wechat:a:held', ledger_id: 'orphan:wechat:held', state: 'held', first_ms: 30 });
    expect(held?.receipts).toMatchObject([{ role: 'held', taken_ms: 40, amount_fen: 300 }]);
    expect(held?.flags).toEqual([{ code: 'orphan', at_ms: 40, detail: 'TST2' }]);
    expect(await store.entries(held?.ledger_id ?? '')).toHaveLength(2);
  });

  it('a database, or a payment, of a newer program is refused with a sentence', async () => {
    const { order } = await put(open());
    raw((db) => db.prepare("UPDATE orders SET body = json_set(body, '$.format', 99)").run());
    await expect(opened[0]?.read({ id: order.id })).rejects.toThrow(/a payment of format 99 was written by a newer program/);
    await close(opened[0] as Store);
    raw((db) => db.pragma('user_version = 99'));
    expect(() => open()).toThrow(StoreRefused);
    expect(() => open()).toThrow(/newer version \(99\).*start the newer program/);
  });
});

describe('one process', () => {
  it('a second one is refused and told who has it; after a close it is free', async () => {
    const store = open();
    expect(() => open()).toThrow(StoreRefused);
    expect(() => open()).toThrow('in use by process ' + process.pid + ' on ');
    await put(store);
    await close(store);
    const logged: string[] = [];
    open({ log: (_level, event) => logged.push(event) });
    expect(logged).toEqual([]);
  });

  it('what a killed process held is taken over, said in the log, and what it stored is there', async () => {
    const holder = `
      const { openSqlite } = await import(${JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)});
      const { newOrder } = await import(${JSON.stringify(new URL('../../testing/decisions.ts', import.meta.url).href)});
      const store = openSqlite({ file: ${JSON.stringify(file)}, now: () => 1000 });
      const decision = newOrder({ order_no: 'LAST' });
      await store.change({ id: decision.payment.order.id }, {}, () => ({ decision, value: undefined }));
      console.log('stored');
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', holder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((done) => child.stdout.once('data', done));
    expect(() => open()).toThrow('in use by process ' + child.pid);
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
    const logged: object[] = [];
    const store = open({ log: (level, event, facts) => logged.push({ level, event, pid: facts['pid'] }) });
    expect(logged).toEqual([{ level: 'warn', event: 'store.lock-taken-over', pid: child.pid }]);
    expect(await store.read({ merchant_id: 'shop', order_no: 'LAST' })).toBeDefined();
  }, 30_000);
});

describe('the disk', () => {
  it('the log is brought into the main file every minute: a copy of that alone then has what was stored', async () => {
    const due: { wait_ms: number; run: () => void }[] = [];
    const after = (wait_ms: number, run: () => void): (() => void) => {
      due.push({ wait_ms, run });
      return () => undefined;
    };
    const store = open({ after });
    await put(store);
    const ordersInCopy = (): number => {
      const copy = join(dir, 'copy-' + due.length + '.db');
      copyFileSync(file, copy);
      const db = new Database(copy);
      const tables = db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'orders'").pluck().get() as number;
      const orders = tables ? (db.prepare('SELECT count(*) FROM orders').pluck().get() as number) : 0;
      db.close();
      return orders;
    };
    expect(ordersInCopy()).toBe(0);
    const [first] = due;
    expect(first?.wait_ms).toBe(60_000);
    first?.run();
    expect(ordersInCopy()).toBe(1);
    // And again, for as long as the store is open.
    expect(due).toHaveLength(2);
  });

  it('the file is for its user alone, so is a folder made for it', async () => {
    const store = open();
    await put(store);
    const mode = (path: string): number => statSync(path).mode & 0o777;
    expect([mode(join(dir, 'new')), mode(file), mode(file + '-wal'), mode(file + '.lock'), mode(file + '.lock-db')]).toEqual([
      0o700, 0o600, 0o600, 0o600, 0o600,
    ]);
    await close(store);
    chmodSync(file, 0o644);
    await put(open());
    expect(mode(file)).toBe(0o600);
  });

  it('what is committed comes into the main file by time, and at the end', async () => {
    let turn: (() => void) | undefined;
    let stopped = 0;
    const after = (_ms: number, call: () => void) => {
      turn = call;
      return () => void (stopped += 1);
    };
    const store = open({ after });
    await put(store);
    const before = statSync(file).size;
    turn?.();
    expect(statSync(file).size).toBeGreaterThan(before);
    await put(store);
    await close(store);
    expect(stopped).toBe(1);
    expect(raw((db) => db.prepare('SELECT count(*) FROM orders').pluck().get())).toBe(2);
  });

  it('a commit that fails fails its whole group, and nothing of it is there', async () => {
    const store = open({ busy_ms: 1 });
    const orders = [newOrder(), newOrder()];
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const ends = await Promise.allSettled(orders.map((one) => put(store, one)));
    for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: new StoreDown('SQLITE_BUSY') });
    await expect(store.ping()).rejects.toThrow();
    other.close();
    await store.ping();
    for (const one of orders) expect(await store.read({ id: one.payment.order.id })).toBeUndefined();
  });

  it('one change too many of a kind says which', async () => {
    const store = open();
    const { order } = await put(store);
    const again = put(store, newOrder({ order_no: order.order_no }));
    await expect(again).rejects.toMatchObject({ kind: 'unique', what: 'orders.merchant_id, orders.order_no' });
    await expect(again).rejects.toThrow(Conflict);
  });
});
