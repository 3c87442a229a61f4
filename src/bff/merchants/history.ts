/** What happened to a merchant's orders, read from the journal: orders made, and notices made, each once, in the order of commits. */
import type { Payment } from '../payments/payment.ts';
import type { JournalEntry, Store } from '../store/port.ts';

/** Rows of one read, and of all reads for one answer: a page that finds little says where it stopped. */
const STEP = 500;
const SCAN_MAX = 20_000;

type HistoryStore = Pick<Store, 'journalAfter' | 'read'>;

/** Where a reader stands: the database's epoch, and a position of its journal. */
export interface Cursor {
  epoch: number;
  position: number;
}

export function cursorText({ epoch, position }: Cursor): string {
  return epoch + '-' + position;
}

export function cursorIn(text: string): Cursor | undefined {
  const [, epoch, position] = /^(\d{1,9})-(\d{1,15})$/.exec(text) ?? [];
  return epoch === undefined ? undefined : { epoch: Number(epoch), position: Number(position) };
}

/** The last position before an instant: rows after it are of that instant or later. */
export async function positionBefore(store: HistoryStore, at_ms: number): Promise<number> {
  const isLater = async (position: number): Promise<boolean> => {
    const [row] = await store.journalAfter(position, 1);
    return row === undefined || row.at_ms >= at_ms;
  };
  let reach = 1;
  while (!(await isLater(reach))) reach *= 2;
  let [low, high] = [0, reach];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await isLater(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface Page<T> {
  items: T[];
  /** Where to go on; rows up to here were looked at. */
  position: number;
  /** More rows are there. */
  more: boolean;
}

/** Walks rows and takes what `take` makes of each, at most `limit`. */
async function walk<T>(store: HistoryStore, after: number, limit: number, take: (row: JournalEntry) => Promise<T[]>): Promise<Page<T>> {
  const items: T[] = [];
  let position = after;
  for (let seen = 0; seen < SCAN_MAX;) {
    const rows = await store.journalAfter(position, STEP);
    for (const row of rows) {
      items.push(...(await take(row)));
      position = row.position;
      if (items.length >= limit) return { items, position, more: true };
    }
    seen += rows.length;
    if (rows.length < STEP) return { items, position, more: false };
  }
  return { items, position, more: true };
}

export function ordersAfter(
  store: HistoryStore,
  merchant_id: string,
  after: number,
  limit: number,
  state?: string,
): Promise<Page<Payment>> {
  const actor = 'merchant:' + merchant_id;
  return walk(store, after, limit, async (row) => {
    if (row.event !== 'created' || row.actor !== actor) return [];
    const payment = await store.read({ id: row.order_id });
    // An actor is cut where it is long: the order itself says whose it is.
    return payment?.order.merchant_id === merchant_id && (state === undefined || payment.order.state === state) ? [payment] : [];
  });
}

/** Bodies of notices, as they are posted. */
export function noticesAfter(store: HistoryStore, merchant_id: string, after: number, limit: number): Promise<Page<string>> {
  const told = new Set<string>();
  // One order has many rows: it is read again only for one that is newer than what was read.
  const known = new Map<string, Payment>();
  return walk(store, after, limit, async (row) => {
    if (row.event === 'created' || row.event === 'answer') return [];
    const read = known.get(row.order_id);
    const payment = read && read.version >= row.version ? read : await store.read({ id: row.order_id });
    if (payment) known.set(row.order_id, payment);
    if (payment?.order.merchant_id !== merchant_id) return [];
    const made = payment.notices.filter((one) => one.created_ms === row.at_ms && !told.has(one.id));
    for (const one of made) told.add(one.id);
    return made.map((one) => one.body);
  });
}
