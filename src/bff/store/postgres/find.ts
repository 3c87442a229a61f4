/** Payments and orphans by their keys, and by what people have in hand. */
import { sameText } from '../../../protocol/paysign-v2.ts';
import { loadPayment } from '../../payments/formats/index.ts';
import { ID_LENGTH } from '../../payments/ids.ts';
import type { Orphan } from '../../payments/money/orphans.ts';
import type { Payment } from '../../payments/payment.ts';
import type { Key, OrphanKey, Store, Wanted } from '../port.ts';
import type { Reader } from './readers.ts';
import { statement } from './statement.ts';
import type { Statement, Value } from './statement.ts';

const BY_ID = statement('SELECT body FROM orders WHERE id = $1');
const BY_ORDER_NO = statement('SELECT body FROM orders WHERE merchant_id = $1 AND order_no = $2');
const BY_NUMBER = statement(
  'SELECT o.body FROM numbers n JOIN orders o ON o.id = n.order_id WHERE n.channel = $1 AND n.acquirer_id = $2 AND n.channel_no = $3',
);
const ORPHAN = statement('SELECT body FROM orphans WHERE id = $1 OR ledger_id = $1');
const ORPHAN_BY_NUMBER = statement(
  'SELECT o.body FROM numbers n JOIN orphans o ON o.id = n.order_id WHERE n.channel = $1 AND n.acquirer_id = $2 AND n.channel_no = $3',
);
/** Merchants are few: one look at the index for each. */
const WITH_ORDER_NO = statement(`
WITH RECURSIVE m AS (
  (SELECT merchant_id FROM orders ORDER BY merchant_id LIMIT 1)
  UNION ALL
  SELECT (SELECT o.merchant_id FROM orders o WHERE o.merchant_id > m.merchant_id ORDER BY o.merchant_id LIMIT 1) FROM m WHERE m.merchant_id IS NOT NULL
)
SELECT o.id FROM m JOIN orders o ON o.merchant_id = m.merchant_id AND o.order_no = $1`);
const WITH_NUMBER = statement('SELECT DISTINCT order_id AS id FROM numbers WHERE channel_no = $1');
const WITH_TXN = statement('SELECT DISTINCT r.order_id AS id FROM receipts r JOIN orders o ON o.id = r.order_id WHERE r.txn = $1');
const NEWEST_OF = statement('SELECT order_id AS id FROM viewer_orders WHERE viewer = $1 ORDER BY created_ms DESC, order_id DESC LIMIT $2');
const OLDER_OF = statement(
  'SELECT order_id AS id FROM viewer_orders WHERE viewer = $1 AND (created_ms, order_id) < ($2, $3) ORDER BY created_ms DESC, order_id DESC LIMIT $4',
);
const STEP = 20_000;
const IDS = statement('SELECT id FROM orders WHERE id > $1 ORDER BY id LIMIT ' + STEP);

export interface Finder {
  payment(key: Key): Promise<Payment | undefined>;
  orphan(key: OrphanKey): Promise<Orphan | undefined>;
  find(wanted: Wanted): Promise<string[]>;
  ordersOf: Store['ordersOf'];
}

export function finder(reader: Reader): Finder {
  async function body(asked: Statement, ...values: Value[]): Promise<string | undefined> {
    return (await reader.all<{ body: string }>(asked, ...values))[0]?.body;
  }
  async function payment(key: Key): Promise<Payment | undefined> {
    const found = await ('id' in key
      ? body(BY_ID, key.id)
      : 'order_no' in key
        ? body(BY_ORDER_NO, key.merchant_id, key.order_no)
        : 'channel_no' in key
          ? body(BY_NUMBER, key.channel, key.acquirer_id, key.channel_no)
          : body(BY_ID, key.token.slice(0, ID_LENGTH)));
    const loaded = found === undefined ? undefined : loadPayment(found);
    return loaded && 'token' in key && !sameText(loaded.order.token, key.token) ? undefined : loaded;
  }
  const ids = async (asked: Statement, ...values: Value[]) => (await reader.all<{ id: string }>(asked, ...values)).map((row) => row.id);

  async function byEnd(end: string): Promise<string[]> {
    const found: string[] = [];
    for (let last: string | undefined = ''; last !== undefined;) {
      const step: string[] = await ids(IDS, last);
      found.push(...step.filter((id) => id.endsWith(end)));
      last = step.length < STEP ? undefined : step.at(-1);
    }
    return found;
  }

  return {
    payment,
    async orphan(key) {
      const found = await ('id' in key ? body(ORPHAN, key.id) : body(ORPHAN_BY_NUMBER, key.channel, key.acquirer_id, key.channel_no));
      return found === undefined ? undefined : (JSON.parse(found) as Orphan);
    },
    ordersOf: (viewer, { before, max }) =>
      before ? ids(OLDER_OF, viewer, before.created_ms, before.id, max) : ids(NEWEST_OF, viewer, max),
    async find(wanted) {
      if ('order_no' in wanted) return ids(WITH_ORDER_NO, wanted.order_no);
      if ('short_no' in wanted) return byEnd(wanted.short_no.toLowerCase());
      if ('channel_no' in wanted) return ids(WITH_NUMBER, wanted.channel_no);
      if ('txn' in wanted) return ids(WITH_TXN, wanted.txn);
      const one = await payment(wanted);
      return one ? [one.order.id] : [];
    },
  };
}
