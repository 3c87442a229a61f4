/** One bank's records. Everything is synchronous; `change` makes several writes one. */
import { buildKv } from './kv.ts';
import type { Kv } from './kv.ts';
import type { Call, Callback, Code, Entry, Order, Refund } from './records.ts';
import { read, readAll, readWithId } from './rows.ts';
import type { Sqlite } from './sqlite.ts';

export interface BankDb {
  change<T>(work: () => T): T;
  /** For tables that only one bank has. */
  sqlite: Sqlite;
  codes: {
    put(code: Code): void;
    /** Oldest first. */
    get(code: string): Code | undefined;
    of(number: string): Code[];
  };
  orders: {
    get(number: string): Order | undefined;
    byTrade(trade_no: string): Order | undefined;
    put(order: Order): void;
    /** Oldest first. */
    all(): Order[];
  };
  refunds: {
    get(number: string, refund_no: string): Refund | undefined;
    /** Some banks know a refund by its own number alone. */
    byNo(refund_no: string): Refund | undefined;
    put(refund: Refund): void;
    of(number: string): Refund[];
  };
  entries: {
    add(entry: Entry): void;
    of(number: string): Entry[];
    balance(): { charged_fen: number; returned_fen: number; balance_fen: number };
  };
  calls: {
    add(call: Call): void;
    of(number: string): Call[];
    /** The newest, oldest of them first. */
    lately(limit: number): Call[];
  };
  callbacks: {
    /** Answers its id. */
    add(callback: Omit<Callback, 'id'>): number;
    of(number: string): Callback[];
  };
  /** Shared by all banks: kinds begin with the bank's id. */
  kv: Kv;
}

/** The bank's id stands first in each JSON record. */
function docOf(channel: string): (record: object) => string {
  return (record) => JSON.stringify({ channel, ...record });
}

function codes(sqlite: Sqlite, channel: string): BankDb['codes'] {
  const put = sqlite.prepare(
    'INSERT INTO codes (code, channel, number, made_ms, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc',
  );
  const get = sqlite.prepare('SELECT doc FROM codes WHERE channel = ? AND code = ?');
  const of = sqlite.prepare('SELECT doc FROM codes WHERE channel = ? AND number = ? ORDER BY rowid');
  const doc = docOf(channel);
  return {
    put: (code) => void put.run(code.code, channel, code.number, code.made_ms, doc(code)),
    get: (code) => read<Code>(get.get(channel, code)),
    of: (number) => readAll<Code>(of.all(channel, number)),
  };
}

function orders(sqlite: Sqlite, channel: string): BankDb['orders'] {
  const get = sqlite.prepare('SELECT doc FROM orders WHERE channel = ? AND number = ?');
  const byTrade = sqlite.prepare('SELECT doc FROM orders WHERE channel = ? AND trade_no = ?');
  const put = sqlite.prepare(`INSERT INTO orders (channel, number, trade_no, made_ms, doc) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (channel, number) DO UPDATE SET trade_no = excluded.trade_no, doc = excluded.doc`);
  const all = sqlite.prepare('SELECT doc FROM orders WHERE channel = ? ORDER BY made_ms, rowid');
  const doc = docOf(channel);
  return {
    get: (number) => read<Order>(get.get(channel, number)),
    byTrade: (trade_no) => read<Order>(byTrade.get(channel, trade_no)),
    put: (order) => void put.run(channel, order.number, order.trade_no ?? null, order.made_ms, doc(order)),
    all: () => readAll<Order>(all.all(channel)),
  };
}

function refunds(sqlite: Sqlite, channel: string): BankDb['refunds'] {
  const get = sqlite.prepare('SELECT doc FROM refunds WHERE channel = ? AND number = ? AND refund_no = ?');
  const byNo = sqlite.prepare('SELECT doc FROM refunds WHERE channel = ? AND refund_no = ?');
  const put = sqlite.prepare(
    'INSERT INTO refunds (channel, number, refund_no, doc) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc',
  );
  const of = sqlite.prepare('SELECT doc FROM refunds WHERE channel = ? AND number = ? ORDER BY rowid');
  const doc = docOf(channel);
  return {
    get: (number, refund_no) => read<Refund>(get.get(channel, number, refund_no)),
    byNo: (refund_no) => read<Refund>(byNo.get(channel, refund_no)),
    put: (refund) => void put.run(channel, refund.number, refund.refund_no, doc(refund)),
    of: (number) => readAll<Refund>(of.all(channel, number)),
  };
}

function entries(sqlite: Sqlite, channel: string): BankDb['entries'] {
  const add = sqlite.prepare('INSERT INTO entries (at_ms, channel, number, kind, ref, user, amount_fen) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const of = sqlite.prepare('SELECT at_ms, number, kind, ref, user, amount_fen FROM entries WHERE channel = ? AND number = ? ORDER BY id');
  const sum = sqlite.prepare(`SELECT coalesce(sum(amount_fen) FILTER (WHERE amount_fen > 0), 0) AS charged_fen,
    coalesce(-sum(amount_fen) FILTER (WHERE amount_fen < 0), 0) AS returned_fen, coalesce(sum(amount_fen), 0) AS balance_fen
    FROM entries WHERE channel = ?`);
  return {
    add: (e) => void add.run(e.at_ms, channel, e.number, e.kind, e.ref, e.user, e.amount_fen),
    of: (number) => of.all(channel, number) as Entry[],
    balance: () => sum.get(channel) as ReturnType<BankDb['entries']['balance']>,
  };
}

function calls(sqlite: Sqlite, channel: string): BankDb['calls'] {
  const add = sqlite.prepare('INSERT INTO calls (at_ms, channel, call, number, doc) VALUES (?, ?, ?, ?, ?)');
  const of = sqlite.prepare('SELECT doc FROM calls WHERE channel = ? AND number = ? ORDER BY id');
  const lately = sqlite.prepare('SELECT doc FROM (SELECT id, doc FROM calls WHERE channel = ? ORDER BY id DESC LIMIT ?) ORDER BY id');
  const doc = docOf(channel);
  return {
    add: (call) => void add.run(call.at_ms, channel, call.call, call.number, doc(call)),
    of: (number) => readAll<Call>(of.all(channel, number)),
    lately: (limit) => readAll<Call>(lately.all(channel, limit)),
  };
}

function callbacks(sqlite: Sqlite, channel: string): BankDb['callbacks'] {
  const add = sqlite.prepare('INSERT INTO notices (channel, number, doc) VALUES (?, ?, ?)');
  const of = sqlite.prepare('SELECT id, doc FROM notices WHERE channel = ? AND number = ? ORDER BY id');
  const doc = docOf(channel);
  return {
    add: (callback) => Number(add.run(channel, callback.number, doc(callback)).lastInsertRowid),
    of: (number) => of.all(channel, number).map((row) => readWithId<Callback>(row)),
  };
}

export function buildBankDb(sqlite: Sqlite, channel: string): BankDb {
  return {
    change: (work) => (sqlite.inTransaction ? work() : sqlite.transaction(work).immediate()),
    sqlite,
    codes: codes(sqlite, channel),
    orders: orders(sqlite, channel),
    refunds: refunds(sqlite, channel),
    entries: entries(sqlite, channel),
    calls: calls(sqlite, channel),
    callbacks: callbacks(sqlite, channel),
    kv: buildKv(sqlite),
  };
}
