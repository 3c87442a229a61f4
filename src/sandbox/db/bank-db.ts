/** Reading and writing the banks' truth. Everything is synchronous; `change` makes several writes one. */
import type { Channel, CodeChannel } from '../channel.ts';
import type { Db } from './sqlite.ts';
import type { Call, Code, Entry, Notice, Order, Refund, Txn } from './records.ts';

export interface Truth {
  change<T>(work: () => T): T;
  codes: {
    get(code: string): Code | undefined;
    put(code: Code): void;
    of(channel: CodeChannel, number: string): Code[];
    lately(limit: number): Code[];
  };
  orders: {
    get(channel: CodeChannel, number: string): Order | undefined;
    byTrade(channel: CodeChannel, trade_no: string): Order | undefined;
    put(order: Order): void;
    all(channel: CodeChannel): Order[];
  };
  refunds: {
    get(channel: CodeChannel, number: string, refund_no: string): Refund | undefined;
    /** Some banks know a refund by its own number alone. */
    byNo(channel: CodeChannel, refund_no: string): Refund | undefined;
    put(refund: Refund): void;
    of(channel: CodeChannel, number: string): Refund[];
  };
  entries: {
    add(entry: Entry): void;
    of(channel: Channel, number: string): Entry[];
    balance(channel: Channel): { charged_fen: number; returned_fen: number; balance_fen: number };
  };
  calls: {
    add(call: Call): void;
    of(channel: Channel, number: string): Call[];
    /** The newest, oldest of them first. */
    lately(limit: number, channel?: Channel): Call[];
  };
  notices: {
    get(id: number): Notice | undefined;
    add(notice: Omit<Notice, 'id'>): number;
    put(notice: Notice): void;
    of(channel: Channel, number: string): Notice[];
    all(): Notice[];
  };
  /** UnionPay's transactions. */
  txns: {
    get(order_id: string, txn_time: string): Txn | undefined;
    byQueryId(query_id: string): Txn | undefined;
    put(txn: Txn): void;
    /** All under one orderId, oldest first. */
    of(order_id: string): Txn[];
    /** Voids and refunds of a consumption, oldest first. */
    returns(orig_query_id: string): Txn[];
    all(): Txn[];
  };
  /** Small things kept by kind and key, oldest first. */
  shelf: {
    get<T>(kind: string, key: string): T | undefined;
    put(kind: string, key: string, doc: object): void;
    all<T>(kind: string): T[];
    /** Those whose key begins so. */
    under<T>(kind: string, prefix: string): T[];
    /** Newest first. */
    lately<T>(kind: string, limit: number): T[];
  };
  texts: {
    add(at_ms: number, phone: string, text: string): void;
    lately(limit: number): { at_ms: number; phone: string; text: string }[];
  };
}

interface Row {
  doc: string;
}

const read = <T>(row: unknown): T | undefined => (row ? (JSON.parse((row as Row).doc) as T) : undefined);
const readAll = <T>(rows: unknown[]): T[] => rows.map((row) => JSON.parse((row as Row).doc) as T);

function codes(db: Db): Truth['codes'] {
  const get = db.prepare('SELECT doc FROM codes WHERE code = ?');
  const put = db.prepare(
    'INSERT INTO codes (code, channel, number, made_ms, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc',
  );
  const of = db.prepare('SELECT doc FROM codes WHERE channel = ? AND number = ? ORDER BY rowid');
  const lately = db.prepare('SELECT doc FROM codes ORDER BY made_ms DESC, rowid DESC LIMIT ?');
  return {
    get: (code) => read<Code>(get.get(code)),
    put: (code) => void put.run(code.code, code.channel, code.number, code.made_ms, JSON.stringify(code)),
    of: (channel, number) => readAll<Code>(of.all(channel, number)),
    lately: (limit) => readAll<Code>(lately.all(limit)),
  };
}

function orders(db: Db): Truth['orders'] {
  const get = db.prepare('SELECT doc FROM orders WHERE channel = ? AND number = ?');
  const byTrade = db.prepare('SELECT doc FROM orders WHERE channel = ? AND trade_no = ?');
  const put = db.prepare(`INSERT INTO orders (channel, number, trade_no, made_ms, doc) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (channel, number) DO UPDATE SET trade_no = excluded.trade_no, doc = excluded.doc`);
  const all = db.prepare('SELECT doc FROM orders WHERE channel = ? ORDER BY made_ms, rowid');
  return {
    get: (channel, number) => read<Order>(get.get(channel, number)),
    byTrade: (channel, trade_no) => read<Order>(byTrade.get(channel, trade_no)),
    put: (order) => void put.run(order.channel, order.number, order.trade_no ?? null, order.made_ms, JSON.stringify(order)),
    all: (channel) => readAll<Order>(all.all(channel)),
  };
}

function refunds(db: Db): Truth['refunds'] {
  const get = db.prepare('SELECT doc FROM refunds WHERE channel = ? AND number = ? AND refund_no = ?');
  const byNo = db.prepare('SELECT doc FROM refunds WHERE channel = ? AND refund_no = ?');
  const put = db.prepare(
    'INSERT INTO refunds (channel, number, refund_no, doc) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc',
  );
  const of = db.prepare('SELECT doc FROM refunds WHERE channel = ? AND number = ? ORDER BY rowid');
  return {
    get: (channel, number, refund_no) => read<Refund>(get.get(channel, number, refund_no)),
    byNo: (channel, refund_no) => read<Refund>(byNo.get(channel, refund_no)),
    put: (refund) => void put.run(refund.channel, refund.number, refund.refund_no, JSON.stringify(refund)),
    of: (channel, number) => readAll<Refund>(of.all(channel, number)),
  };
}

function entries(db: Db): Truth['entries'] {
  const add = db.prepare('INSERT INTO entries (at_ms, channel, number, kind, ref, user, amount_fen) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const of = db.prepare(
    'SELECT at_ms, channel, number, kind, ref, user, amount_fen FROM entries WHERE channel = ? AND number = ? ORDER BY id',
  );
  const sum = db.prepare(`SELECT coalesce(sum(amount_fen) FILTER (WHERE amount_fen > 0), 0) AS charged_fen,
    coalesce(-sum(amount_fen) FILTER (WHERE amount_fen < 0), 0) AS returned_fen, coalesce(sum(amount_fen), 0) AS balance_fen
    FROM entries WHERE channel = ?`);
  return {
    add: (e) => void add.run(e.at_ms, e.channel, e.number, e.kind, e.ref, e.user, e.amount_fen),
    of: (channel, number) => of.all(channel, number) as Entry[],
    balance: (channel) => sum.get(channel) as ReturnType<Truth['entries']['balance']>,
  };
}

function calls(db: Db): Truth['calls'] {
  const add = db.prepare('INSERT INTO calls (at_ms, channel, call, number, doc) VALUES (?, ?, ?, ?, ?)');
  const ofNumber = db.prepare('SELECT doc FROM calls WHERE channel = ? AND number = ? ORDER BY id');
  const lately = db.prepare('SELECT doc FROM (SELECT id, doc FROM calls ORDER BY id DESC LIMIT ?) ORDER BY id');
  const latelyOf = db.prepare('SELECT doc FROM (SELECT id, doc FROM calls WHERE channel = ? ORDER BY id DESC LIMIT ?) ORDER BY id');
  return {
    add: (call) => void add.run(call.at_ms, call.channel, call.call, call.number, JSON.stringify(call)),
    of: (channel, number) => readAll<Call>(ofNumber.all(channel, number)),
    lately: (limit, channel) => readAll<Call>(channel ? latelyOf.all(channel, limit) : lately.all(limit)),
  };
}

function notices(db: Db): Truth['notices'] {
  const get = db.prepare('SELECT id, doc FROM notices WHERE id = ?');
  const add = db.prepare('INSERT INTO notices (channel, number, doc) VALUES (?, ?, ?)');
  const put = db.prepare('UPDATE notices SET doc = ? WHERE id = ?');
  const all = db.prepare('SELECT id, doc FROM notices ORDER BY id');
  const of = db.prepare('SELECT id, doc FROM notices WHERE channel = ? AND number = ? ORDER BY id');
  const whole = (row: unknown): Notice => ({
    ...(JSON.parse((row as Row).doc) as Notice),
    id: (row as { id: number }).id,
  });
  return {
    get(id) {
      const row = get.get(id);
      return row ? whole(row) : undefined;
    },
    add: (notice) => Number(add.run(notice.channel, notice.number, JSON.stringify(notice)).lastInsertRowid),
    put: (notice) => void put.run(JSON.stringify(notice), notice.id),
    of: (channel, number) => of.all(channel, number).map(whole),
    all: () => all.all().map(whole),
  };
}

function txns(db: Db): Truth['txns'] {
  const get = db.prepare('SELECT doc FROM txns WHERE order_id = ? AND txn_time = ?');
  const byQueryId = db.prepare('SELECT doc FROM txns WHERE query_id = ?');
  const put = db.prepare(`INSERT INTO txns (order_id, txn_time, query_id, orig_query_id, doc) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (order_id, txn_time) DO UPDATE SET doc = excluded.doc`);
  const of = db.prepare('SELECT doc FROM txns WHERE order_id = ? ORDER BY id');
  const returns = db.prepare('SELECT doc FROM txns WHERE orig_query_id = ? ORDER BY id');
  const all = db.prepare('SELECT doc FROM txns ORDER BY id');
  return {
    get: (order_id, txn_time) => read<Txn>(get.get(order_id, txn_time)),
    byQueryId: (query_id) => read<Txn>(byQueryId.get(query_id)),
    put: (txn) => void put.run(txn.order_id, txn.txn_time, txn.query_id, txn.orig_query_id ?? null, JSON.stringify(txn)),
    of: (order_id) => readAll<Txn>(of.all(order_id)),
    returns: (orig_query_id) => readAll<Txn>(returns.all(orig_query_id)),
    all: () => readAll<Txn>(all.all()),
  };
}

function shelf(db: Db): Truth['shelf'] {
  const get = db.prepare('SELECT doc FROM shelf WHERE kind = ? AND key = ?');
  const put = db.prepare('INSERT INTO shelf (kind, key, doc) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc');
  const all = db.prepare('SELECT doc FROM shelf WHERE kind = ? ORDER BY id');
  const under = db.prepare('SELECT doc FROM shelf WHERE kind = ? AND key >= ? AND key < ? ORDER BY id');
  const lately = db.prepare('SELECT doc FROM shelf WHERE kind = ? ORDER BY id DESC LIMIT ?');
  return {
    get: <T>(kind: string, key: string) => read<T>(get.get(kind, key)),
    put: (kind, key, doc) => void put.run(kind, key, JSON.stringify(doc)),
    all: <T>(kind: string) => readAll<T>(all.all(kind)),
    under: <T>(kind: string, prefix: string) => readAll<T>(under.all(kind, prefix, prefix + '\u{10ffff}')),
    lately: <T>(kind: string, limit: number) => readAll<T>(lately.all(kind, limit)),
  };
}

function texts(db: Db): Truth['texts'] {
  const add = db.prepare('INSERT INTO texts (at_ms, phone, text) VALUES (?, ?, ?)');
  const lately = db.prepare('SELECT at_ms, phone, text FROM texts ORDER BY id DESC LIMIT ?');
  return {
    add: (at_ms, phone, text) => void add.run(at_ms, phone, text),
    lately: (limit) => lately.all(limit) as { at_ms: number; phone: string; text: string }[],
  };
}

export function buildTruth(db: Db): Truth {
  return {
    change: (work) => (db.inTransaction ? work() : db.transaction(work).immediate()),
    codes: codes(db),
    orders: orders(db),
    refunds: refunds(db),
    entries: entries(db),
    calls: calls(db),
    notices: notices(db),
    txns: txns(db),
    shelf: shelf(db),
    texts: texts(db),
  };
}
