/** An app's orders: stored before the cashier hears of them, moved by verified notices and by queries alone. */
import type { NoticeBody, OrderState } from '../../merchant-sdk/index.ts';
import type { Db } from './db.ts';
import type { Jobs } from './jobs.ts';

/** made: stored, the cashier has not answered yet. */
export type BookState = 'made' | OrderState;

export interface BookOrder {
  order_no: string;
  account: string;
  box: string;
  /** One visit of one page: pressing twice is one order. */
  cart: string;
  /** What is bought, as the app's own JSON text. */
  goods: string;
  subject: string;
  /** More members of the order at the cashier, as JSON: made once, so that asking again asks for the same order. */
  said: string;
  amount_fen: number;
  state: BookState;
  created_at_ms: number;
  paid_at_ms: number | null;
  refunded_fen: number;
  delivered_at_ms: number | null;
  cashier_url: string | null;
  expires_at_ms: number | null;
}

export interface BookRefund {
  refund_no: string;
  order_no: string;
  amount_fen: number;
  reason: string;
  /** asked: the cashier does not have it for sure yet. */
  state: 'asked' | 'refunding' | 'done' | 'failed';
  asked_at_ms: number;
}

/** What an app does in the transaction in which something became true. Each is called once for an order or refund. */
export interface Reactions {
  paid(order: BookOrder, now_ms: number): void;
  refunded?(order: BookOrder, refund: BookRefund, now_ms: number): void;
}

export type NewBookOrder = Pick<BookOrder, 'order_no' | 'account' | 'box' | 'cart' | 'goods' | 'subject' | 'said' | 'amount_fen'>;

export interface Book {
  add(order: NewBookOrder, now_ms: number): BookOrder;
  find(order_no: string): BookOrder | undefined;
  /** The order of that visit for those goods, if it can still be paid. */
  openIn(account: string, cart: string, goods: string): BookOrder | undefined;
  /** Newest first. */
  ofAccount(account: string, limit: number): BookOrder[];
  all(): BookOrder[];
  notices(order_no: string): { n: number; type: string; copies: number }[];
  refunds(order_no: string): BookRefund[];
  refund(refund_no: string): BookRefund | undefined;
  /** What the cashier said about an order; paid and closed are final. Another amount than ours is flagged and moves nothing. */
  hear(
    order_no: string,
    said: { state: OrderState; amount_fen: number; cashier_url?: string; expires_at_ms?: number },
    now_ms: number,
  ): void;
  /** Never made at the cashier, and too old to be made any more. */
  drop(order_no: string): void;
  /** Counts a copy; false for a notice that was never taken. */
  seen(order_no: string, n: number): boolean;
  take(notice: NoticeBody, now_ms: number): void;
  /** Plans to give money back, in the caller's transaction. The same number again changes nothing. */
  giveBack(refund: { refund_no: string; order_no: string; amount_fen: number; reason: string }, now_ms: number): void;
  /** One that the cashier's operator made is written down by it. */
  hearRefund(
    order_no: string,
    refund: { refund_no: string; amount_fen: number; state: 'refunding' | 'done' | 'failed' },
    now_ms: number,
  ): void;
  delivered(order_no: string, now_ms: number): void;
  flag(order_no: string, what: string, now_ms: number): void;
  flags(): { order_no: string; what: string }[];
  /** Runs `change` as one transaction. */
  together<T>(change: () => T): T;
}

/** How soon an order is asked about when no notice came. */
export const FIRST_QUERY_MS = 20_000;

export function makeBook(db: Db, jobs: Jobs, reactions: Reactions): Book {
  const find = db.prepare<[string], BookOrder>('SELECT * FROM orders WHERE order_no = ?');
  const add = db.prepare(`INSERT INTO orders (order_no, account, box, cart, goods, subject, said, amount_fen, state, created_at_ms)
    VALUES (@order_no, @account, @box, @cart, @goods, @subject, @said, @amount_fen, 'made', @now_ms)`);
  const openIn = db.prepare<[string, string, string], BookOrder>(
    `SELECT * FROM orders WHERE account = ? AND cart = ? AND goods = ? AND state IN ('made', 'open') ORDER BY created_at_ms DESC, rowid DESC`,
  );
  const ofAccount = db.prepare<[string, number], BookOrder>(
    'SELECT * FROM orders WHERE account = ? ORDER BY created_at_ms DESC, rowid DESC LIMIT ?',
  );
  const all = db.prepare<[], BookOrder>('SELECT * FROM orders ORDER BY rowid');
  const move = db.prepare(`UPDATE orders SET state = @state, paid_at_ms = CASE @state WHEN 'paid' THEN @now_ms END
    WHERE order_no = @order_no AND state NOT IN ('paid', 'closed')`);
  const address = db.prepare('UPDATE orders SET cashier_url = ?, expires_at_ms = ? WHERE order_no = ?');
  const notices = db.prepare<[string], { n: number; type: string; copies: number }>(
    'SELECT n, type, copies FROM notices WHERE order_no = ? ORDER BY n',
  );
  const copy = db.prepare('UPDATE notices SET copies = copies + 1 WHERE order_no = ? AND n = ?');
  const keep = db.prepare('INSERT INTO notices (order_no, n, id, type, at_ms) VALUES (?, ?, ?, ?, ?)');
  const refunds = db.prepare<[string], BookRefund>('SELECT * FROM refunds WHERE order_no = ? ORDER BY rowid');
  const refund = db.prepare<[string], BookRefund>('SELECT * FROM refunds WHERE refund_no = ?');
  const plan = db.prepare(`INSERT OR IGNORE INTO refunds VALUES (@refund_no, @order_no, @amount_fen, @reason, 'asked', @now_ms)`);
  const moveRefund = db.prepare(`UPDATE refunds SET state = ? WHERE refund_no = ? AND state NOT IN ('done', 'failed')`);
  const returned = db.prepare('UPDATE orders SET refunded_fen = refunded_fen + ? WHERE order_no = ?');
  const deliver = db.prepare('UPDATE orders SET delivered_at_ms = ? WHERE order_no = ? AND delivered_at_ms IS NULL');
  const flag = db.prepare('INSERT OR IGNORE INTO flags (at_ms, order_no, what) VALUES (?, ?, ?)');
  const flags = db.prepare<[], { order_no: string; what: string }>('SELECT order_no, what FROM flags ORDER BY id');
  const together = <T>(change: () => T): T => db.transaction(change).immediate();

  const book: Book = {
    add: (order, now_ms) =>
      together(() => {
        add.run({ ...order, now_ms });
        jobs.add('query', order.order_no, now_ms + FIRST_QUERY_MS);
        return find.get(order.order_no) as BookOrder;
      }),
    find: (order_no) => find.get(order_no),
    openIn: (account, cart, goods) => openIn.get(account, cart, goods),
    ofAccount: (account, limit) => ofAccount.all(account, limit),
    all: () => all.all(),
    notices: (order_no) => notices.all(order_no),
    refunds: (order_no) => refunds.all(order_no),
    refund: (refund_no) => refund.get(refund_no),
    hear: (order_no, { state, amount_fen, cashier_url, expires_at_ms }, now_ms) =>
      together(() => {
        const order = find.get(order_no);
        if (!order) return book.flag(order_no, 'no such order', now_ms);
        if (order.amount_fen !== amount_fen) return book.flag(order_no, 'another amount', now_ms);
        if (cashier_url) address.run(cashier_url, expires_at_ms ?? null, order_no);
        if (order.state === 'closed' && state === 'paid') book.flag(order_no, 'paid after closed', now_ms);
        if (move.run({ order_no, state, now_ms }).changes === 0 || state !== 'paid') return;
        reactions.paid(find.get(order_no) as BookOrder, now_ms);
      }),
    drop: (order_no) => void move.run({ order_no, state: 'closed', now_ms: 0 }),
    seen: (order_no, n) => copy.run(order_no, n).changes > 0,
    take: (notice, now_ms) =>
      together(() => {
        const { order_no, n, id, type, amount_fen, refund_no, refund_fen = 0 } = notice;
        keep.run(order_no, n, id, type, now_ms);
        if (type === 'order.paid') book.hear(order_no, { state: 'paid', amount_fen }, now_ms);
        if (type === 'order.closed') book.hear(order_no, { state: 'closed', amount_fen }, now_ms);
        if (type === 'refund.done' && refund_no) book.hearRefund(order_no, { refund_no, amount_fen: refund_fen, state: 'done' }, now_ms);
        if (type === 'refund.failed' && refund_no)
          book.hearRefund(order_no, { refund_no, amount_fen: refund_fen, state: 'failed' }, now_ms);
      }),
    giveBack(one, now_ms) {
      if (plan.run({ ...one, now_ms }).changes > 0) jobs.add('refund', one.refund_no, now_ms);
    },
    hearRefund: (order_no, { refund_no, amount_fen, state }, now_ms) =>
      together(() => {
        const order = find.get(order_no);
        if (!order) return;
        if (amount_fen > 0) plan.run({ refund_no, order_no, amount_fen, reason: '', now_ms });
        const before = refund.get(refund_no);
        if (before?.order_no !== order_no || moveRefund.run(state, refund_no).changes === 0) return;
        if (state === 'failed') book.flag(order_no, 'refund failed', now_ms);
        if (state !== 'done') return;
        returned.run(before.amount_fen, order_no);
        reactions.refunded?.(find.get(order_no) as BookOrder, { ...before, state }, now_ms);
      }),
    delivered: (order_no, now_ms) => {
      if (deliver.run(now_ms, order_no).changes > 0) jobs.add('delivered', order_no, now_ms);
    },
    flag: (order_no, what, now_ms) => void flag.run(now_ms, order_no, what),
    flags: () => flags.all(),
    together,
  };
  return book;
}
