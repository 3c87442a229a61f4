/** The shop's own memory: its orders and the notices about them, in one SQLite file that survives restarts. */
import Database from 'better-sqlite3';
import type { NoticeBody, OrderState } from '../../merchant-sdk/index.ts';

/** made: stored, the cashier has not answered yet. */
export type SaleState = 'made' | OrderState;

export interface Sale {
  order_no: string;
  /** One visit of the shop page; the same item bought twice from it is one order. */
  cart: string;
  item_id: string;
  amount_fen: number;
  state: SaleState;
  created_at_ms: number;
  /** When the goods were handed over: once, whatever came in twice. */
  delivered_at_ms: number | null;
  refunded_fen: number;
}

export interface KeptNotice {
  id: string;
  n: number;
  type: string;
  at_ms: number;
  /** How often it came after it was taken. */
  copies: number;
}

export interface Book {
  add(sale: Sale): void;
  find(order_no: string): Sale | undefined;
  /** The order of that visit for that item, if it can still be paid. */
  openIn(cart: string, item_id: string): Sale | undefined;
  /** Newest first. */
  list(limit: number): Sale[];
  notices(order_no: string): KeptNotice[];
  /** What the cashier said about an order; paid and closed are final. */
  hear(order_no: string, state: OrderState, now_ms: number): void;
  seen(order_no: string, n: number): boolean;
  take(notice: NoticeBody, now_ms: number): void;
  close(): void;
}

const TABLES = `
CREATE TABLE IF NOT EXISTS sales (
  order_no TEXT PRIMARY KEY, cart TEXT NOT NULL, item_id TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  state TEXT NOT NULL, created_at_ms INTEGER NOT NULL, delivered_at_ms INTEGER, refunded_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS sales_by_cart ON sales (cart, item_id);
CREATE TABLE IF NOT EXISTS notices (
  order_no TEXT NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, at_ms INTEGER NOT NULL,
  copies INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (order_no, n)
) STRICT;`;

export function openBook(file: string): Book {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(TABLES);
  const hear = db.prepare(`UPDATE sales SET state = @state, delivered_at_ms = CASE @state WHEN 'paid' THEN @now_ms END
    WHERE order_no = @order_no AND state NOT IN ('paid', 'closed')`);
  const add = db.prepare(
    'INSERT INTO sales VALUES (@order_no, @cart, @item_id, @amount_fen, @state, @created_at_ms, @delivered_at_ms, @refunded_fen)',
  );
  const find = db.prepare<[string], Sale>('SELECT * FROM sales WHERE order_no = ?');
  const openIn = db.prepare<[string, string], Sale>(
    `SELECT * FROM sales WHERE cart = ? AND item_id = ? AND state IN ('made', 'open') ORDER BY created_at_ms DESC`,
  );
  const list = db.prepare<[number], Sale>('SELECT * FROM sales ORDER BY created_at_ms DESC, rowid DESC LIMIT ?');
  const notices = db.prepare<[string], KeptNotice>('SELECT id, n, type, at_ms, copies FROM notices WHERE order_no = ? ORDER BY n');
  const copy = db.prepare('UPDATE notices SET copies = copies + 1 WHERE order_no = ? AND n = ?');
  const keep = db.prepare('INSERT INTO notices (order_no, n, id, type, at_ms) VALUES (?, ?, ?, ?, ?)');
  const giveBack = db.prepare('UPDATE sales SET refunded_fen = refunded_fen + ? WHERE order_no = ?');
  const take = db.transaction((notice: NoticeBody, now_ms: number) => {
    keep.run(notice.order_no, notice.n, notice.id, notice.type, now_ms);
    if (notice.type === 'order.paid') hear.run({ order_no: notice.order_no, state: 'paid', now_ms });
    if (notice.type === 'order.closed') hear.run({ order_no: notice.order_no, state: 'closed', now_ms });
    if (notice.type === 'refund.done') giveBack.run(notice.refund_fen ?? 0, notice.order_no);
  });
  return {
    add: (sale) => void add.run(sale),
    find: (order_no) => find.get(order_no),
    openIn: (cart, item_id) => openIn.get(cart, item_id),
    list: (limit) => list.all(limit),
    notices: (order_no) => notices.all(order_no),
    hear: (order_no, state, now_ms) => void hear.run({ order_no, state, now_ms }),
    seen: (order_no, n) => copy.run(order_no, n).changes > 0,
    take,
    close: () => void db.close(),
  };
}
