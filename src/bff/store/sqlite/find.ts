/** Payments by their keys, and by what people have in hand. */
import type { Database } from 'better-sqlite3';
import { sameText } from '../../../protocol/paysign-v2.ts';
import { loadPayment } from '../../payments/formats/index.ts';
import { ID_LENGTH } from '../../payments/ids.ts';
import type { Payment } from '../../payments/payment.ts';
import type { Key, Store, Wanted } from '../port.ts';

export type Finder = (key: Key) => Payment | undefined;

export function finder(db: Database): Finder {
  const byId = db.prepare('SELECT body FROM orders WHERE id = ?').pluck();
  const byOrderNo = db.prepare('SELECT body FROM orders WHERE merchant_id = ? AND order_no = ?').pluck();
  const byNumber = db
    .prepare(
      'SELECT o.body FROM numbers n JOIN orders o ON o.id = n.order_id WHERE n.channel = ? AND n.acquirer_id = ? AND n.channel_no = ?',
    )
    .pluck();
  const one = (body: unknown): Payment | undefined => (body === undefined ? undefined : loadPayment(body as string));
  return (key) => {
    if ('id' in key) return one(byId.get(key.id));
    if ('order_no' in key) return one(byOrderNo.get(key.merchant_id, key.order_no));
    if ('channel_no' in key) return one(byNumber.get(key.channel, key.acquirer_id, key.channel_no));
    const payment = one(byId.get(key.token.slice(0, ID_LENGTH)));
    return payment && sameText(payment.order.token, key.token) ? payment : undefined;
  };
}

/** Rows of one step of a long search; the event loop turns between two. */
const STEP = 20_000;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Without indexes of their own, which each order would pay for: merchants and contracts are few, so each is asked. */
export function search(db: Database, find: Finder): (wanted: Wanted) => Promise<string[]> {
  const nextMerchant = db.prepare('SELECT min(merchant_id) FROM orders WHERE merchant_id > ?').pluck();
  const byOrderNo = db.prepare('SELECT id FROM orders WHERE merchant_id = ? AND order_no = ?').pluck();
  const numbers = byContract(db, 'numbers', 'channel_no');
  const receipts = byContract(db, 'receipts', 'txn');
  const isOrder = db.prepare('SELECT 1 FROM orders WHERE id = ?').pluck();
  // From the index alone.
  const step = db.prepare('SELECT id FROM orders WHERE id > ? ORDER BY id LIMIT ' + STEP).pluck();

  function ofMerchants(order_no: string): string[] {
    const ids: string[] = [];
    for (let m = nextMerchant.get('') as string | null; m !== null; m = nextMerchant.get(m) as string | null) {
      const id = byOrderNo.get(m, order_no) as string | undefined;
      if (id !== undefined) ids.push(id);
    }
    return ids;
  }

  async function byEnd(end: string): Promise<string[]> {
    const ids: string[] = [];
    let last: string | undefined = '';
    while (last !== undefined) {
      const rows = step.all(last) as string[];
      ids.push(...rows.filter((id) => id.endsWith(end)));
      last = rows.length < STEP ? undefined : rows.at(-1);
      if (last !== undefined) await nextTurn();
    }
    return ids;
  }

  return async (wanted) => {
    if ('order_no' in wanted) return ofMerchants(wanted.order_no);
    if ('short_no' in wanted) return byEnd(wanted.short_no.toLowerCase());
    if ('channel_no' in wanted) return numbers(wanted.channel_no);
    if ('txn' in wanted) return receipts(wanted.txn).filter((id) => isOrder.get(id) !== undefined);
    const payment = find(wanted);
    return payment ? [payment.order.id] : [];
  };
}

export function viewerOrders(db: Database): Store['ordersOf'] {
  const newest = db.prepare('SELECT order_id FROM viewer_orders WHERE viewer = ? ORDER BY created_ms DESC, order_id DESC LIMIT ?').pluck();
  const older = db
    .prepare(
      'SELECT order_id FROM viewer_orders WHERE viewer = ? AND (created_ms, order_id) < (?, ?) ORDER BY created_ms DESC, order_id DESC LIMIT ?',
    )
    .pluck();
  return async (viewer, { before, max }) =>
    (before ? older.all(viewer, before.created_ms, before.id, max) : newest.all(viewer, max)) as string[];
}

function byContract(db: Database, table: 'numbers' | 'receipts', column: string): (value: string) => string[] {
  const next = db.prepare(
    'SELECT channel, acquirer_id FROM ' + table + ' WHERE (channel, acquirer_id) > (?, ?) ORDER BY channel, acquirer_id LIMIT 1',
  );
  const one = db.prepare('SELECT order_id FROM ' + table + ' WHERE channel = ? AND acquirer_id = ? AND ' + column + ' = ?').pluck();
  type Contract = { channel: string; acquirer_id: string };
  return (value) => {
    const ids: string[] = [];
    for (let c = next.get('', '') as Contract | undefined; c; c = next.get(c.channel, c.acquirer_id) as Contract | undefined) {
      const id = one.get(c.channel, c.acquirer_id, value) as string | undefined;
      if (id !== undefined && !ids.includes(id)) ids.push(id);
    }
    return ids;
  };
}
