import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { createPayment } from '../../payments/create.ts';
import type { Rules } from '../../payments/events.ts';
import { TIMES } from '../../payments/schedules.ts';
import type { Attempt, Decision, Job, Payment } from '../../payments/payment.ts';
import { openSqlite } from './sqlite.ts';

const RULES: Rules = {
  times: TIMES,
  prefix: 'TST',
  channels: {},
  derive: (text) => text,
  attempts_max: 1,
  attempts_hour_max: 1,
  recovering: false,
};
const folders: string[] = [];

function file(): string {
  const dir = mkdtempSync(join(tmpdir(), 'store-'));
  folders.push(dir);
  return join(dir, 'x.db');
}
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

let made = 0;
function order(over: Partial<{ order_no: string; merchant_id: string; id: string }> = {}): Decision {
  made += 1;
  const id = over.id ?? ('id' + made).padEnd(20, 'x');
  const fields = {
    merchant_id: over.merchant_id ?? 'shop',
    order_no: over.order_no ?? 'A' + made,
    amount_fen: '1990',
    subject: 's',
    return_url: 'http://a/',
    notify_url: 'http://a/',
  };
  return createPayment(fields, 1990 as never, { id, token: id + 'f'.repeat(32) }, 1000, RULES);
}

/** The same payment, once more decided, with something added. */
function after({ payment }: Decision, over: Partial<Payment>): Decision {
  return { changed: true, payment: { ...payment, ...over, version: payment.version + 1 }, entries: [] };
}

const attempt = (channel_no: string): Attempt => ({
  n: 1,
  kind: 'scan',
  by: 'tv',
  channel: 'wechat',
  acquirer_id: 'a',
  channel_no,
  state: 'created',
  created_ms: 0,
  channel_expires_ms: 0,
  not_after_ms: 0,
  body: '',
  last_sent_ms: 0,
  close_asked: false,
  close_absent: false,
});
const open = (path = ':memory:') => openSqlite({ file: path, now: () => 1000 });
const put = (store: ReturnType<typeof open>, decision: Decision) =>
  store.change({ id: decision.payment.order.id }, () => ({ decision, value: undefined }));

describe('group commit', () => {
  it('a bad write fails alone; its neighbours of the same moment are stored', async () => {
    const store = open();
    const first = order({ order_no: 'SAME' });
    const ends = await Promise.allSettled([
      put(store, order()),
      put(store, first),
      put(store, order({ order_no: 'SAME' })),
      put(store, order()),
    ]);
    expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(store.read({ merchant_id: 'shop', order_no: 'SAME' })?.order.id).toBe(first.payment.order.id);
  });

  it('what a change throws reaches its caller, and nothing of it is stored', async () => {
    const store = open();
    const refuse = (): never => {
      throw new Error('no');
    };
    await expect(store.change({ id: 'x' }, refuse)).rejects.toThrow('no');
    expect(store.flags()).toEqual([]);
  });

  it('changes of one payment in one moment see one another', async () => {
    const store = open();
    const first = order();
    await put(store, first);
    const seen: (number | undefined)[] = [];
    const bump = () =>
      store.change({ id: first.payment.order.id }, (p) => {
        seen.push(p?.version);
        return { decision: after({ ...first, payment: p as Payment }, {}), value: undefined };
      });
    await Promise.all([bump(), bump(), bump()]);
    expect(seen).toEqual([1, 2, 3]);
    expect(store.read({ id: first.payment.order.id })?.version).toBe(4);
  });

  it('is there after the process is gone', async () => {
    const path = file();
    const decision = order();
    const store = open(path);
    await put(store, decision);
    // Not closed: another connection reads what is in the log.
    expect(open(path).read({ token: decision.payment.order.token })?.order.id).toBe(decision.payment.order.id);
  });
});

describe('what must be unique', () => {
  it('a channel number, over all orders', async () => {
    const store = open();
    const [one, two] = [order(), order()];
    await Promise.all([put(store, one), put(store, two)]);
    await put(store, after(one, { attempts: [attempt('N1')] }));
    await expect(put(store, after(two, { attempts: [attempt('N1')] }))).rejects.toThrow(/UNIQUE/);
    expect(store.read({ channel: 'wechat', acquirer_id: 'a', channel_no: 'N1' })?.order.id).toBe(one.payment.order.id);
  });

  it('a channel transaction, and the winner of an order', async () => {
    const store = open();
    const [one, two] = [order(), order()];
    await Promise.all([put(store, one), put(store, two)]);
    const receipt = {
      channel: 'wechat',
      acquirer_id: 'a',
      txn: 'T',
      channel_no: 'N',
      amount_fen: 1990,
      currency: 'CNY',
      role: 'won',
      why: '',
      taken_ms: 0,
      returned_fen: 0,
    };
    await put(store, after(one, { receipts: [receipt] as never }));
    await expect(put(store, after(two, { receipts: [receipt] as never }))).rejects.toThrow(/belongs to another order/);
    const twice = { ...store.read({ id: one.payment.order.id }) } as Payment;
    const second = {
      changed: true,
      payment: { ...twice, receipts: [receipt, { ...receipt, txn: 'T2' }] as never, version: twice.version + 1 },
      entries: [],
    };
    await expect(put(store, second)).rejects.toThrow(/UNIQUE/);
  });

  it('a writer with an old version is refused', async () => {
    const store = open();
    const one = order();
    await put(store, one);
    await put(store, after(one, {}));
    const stale = store.change({ id: 'nobody' }, () => ({ decision: { ...after(one, {}), changed: true }, value: undefined }));
    await expect(stale).rejects.toThrow();
  });
});

describe('claiming', () => {
  const job = (key: string, lane: string, due_ms: number): Job => ({ key, call: 'tick', lane, due_ms, serial: 1, rung: 0 });

  it('ten thousand due notices of a dead merchant keep nobody else waiting', async () => {
    const store = open();
    const dead = Array.from({ length: 10_000 }, () => {
      const made_order = order({ merchant_id: 'dead' });
      return { ...made_order, payment: { ...made_order.payment, jobs: [job('notice', 'notice:dead', 1)] } };
    });
    await Promise.all(dead.map((decision) => put(store, decision)));
    const live = order();
    await put(store, { ...live, payment: { ...live.payment, jobs: [job('notice', 'notice:shop', 900)] } });
    const claimed = store.claim(
      1000,
      () => 4,
      () => false,
    );
    expect(claimed.filter((one) => one.lane === 'notice:dead')).toHaveLength(4);
    expect(claimed.filter((one) => one.lane === 'notice:shop')).toHaveLength(1);
    expect(
      store
        .claim(
          1000,
          (lane) => (lane === 'notice:dead' ? 0 : 4),
          () => false,
        )
        .map((one) => one.lane),
    ).toEqual(['notice:shop']);
  });

  it('oldest first, not before its time, and not what is under way', async () => {
    const store = open();
    const one = order();
    await put(store, { ...one, payment: { ...one.payment, jobs: [job('b', 'x', 20), job('a', 'x', 10), job('later', 'x', 2000)] } });
    expect(
      store
        .claim(
          1000,
          () => 9,
          () => false,
        )
        .map((j) => j.key),
    ).toEqual(['a', 'b']);
    expect(
      store
        .claim(
          1000,
          () => 9,
          (_id, key) => key === 'a',
        )
        .map((j) => j.key),
    ).toEqual(['b']);
    expect(store.nextDue(1000)).toBe(2000);
  });
});

it('a database of a newer program is refused with a sentence', () => {
  const path = file();
  open(path);
  const db = new Database(path);
  db.pragma('user_version = 99');
  db.close();
  expect(() => open(path)).toThrow(/newer/);
});
