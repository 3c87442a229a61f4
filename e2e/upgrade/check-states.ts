/** That a database which was just made holds what it is made for. Reads the tables of the making program's format. */
import Database from 'better-sqlite3';

/** order_no -> states of its attempts. */
const ATTEMPTS: { readonly [order_no: string]: string } = {
  'wechat-code': 'ready',
  'alipay-code-ends': 'ready',
  'wechat-code-ends': 'ready',
  'code-asked-for': 'created',
  'paid-unheard': 'ready',
  'paid-unheard-ends': 'ready',
  'card-unheard': 'sent',
  'card-lost': 'sent',
  'card-code': 'ready',
  'card-remembered': 'paid',
  'card-held': 'paid',
  'amount-held': 'paid',
  'attempt-closing': 'closing',
  'order-closing': 'closing',
  'paid-twice': 'paid paid',
};

const ORDERS: { readonly [order_no: string]: string } = {
  untouched: 'open',
  'order-closing': 'closing',
  closed: 'closed',
  paid: 'paid',
  'paid-untold': 'paid',
};

const REFUNDS: { readonly [order_no: string]: string } = {
  'paid-twice': 'asked',
  'refund-asked': 'asked created',
  'refund-unheard': 'created',
  'refund-done': 'done',
  'refund-card-unheard': 'created',
  'refund-card-lost': 'created',
  'refund-waiting': 'waiting',
  'refund-stuck': 'stuck',
};

/** Throws with all that is not so. */
export function checkStates(file: string): void {
  const db = new Database(file, { readonly: true });
  const wrong: string[] = [];
  const expect = (what: string, is: unknown, want: unknown): void => {
    if (JSON.stringify(is) !== JSON.stringify(want)) wrong.push(what + ' is ' + JSON.stringify(is) + ', not ' + JSON.stringify(want));
  };
  const all = <T>(sql: string, ...given: unknown[]): T[] =>
    db
      .prepare(sql)
      .pluck()
      .all(...given) as T[];
  const states = (table: string, order: string, order_no: string): string =>
    all<string>(
      'SELECT t.state FROM ' + table + ' t JOIN orders o ON o.id = t.order_id WHERE o.order_no = ? ORDER BY t.' + order,
      order_no,
    ).join(' ');
  for (const [order_no, want] of Object.entries(ATTEMPTS)) expect('attempt of ' + order_no, states('attempts', 'n', order_no), want);
  for (const [order_no, want] of Object.entries(REFUNDS)) expect('refund of ' + order_no, states('refunds', 'id', order_no), want);
  for (const [order_no, want] of Object.entries(ORDERS))
    expect(order_no, all('SELECT state FROM orders WHERE order_no = ?', order_no), [want]);
  expect('strays', all('SELECT booked_ms IS NOT NULL FROM strays ORDER BY amount_fen'), [1, 0]);
  expect('orphan entries', all("SELECT count(*) FROM entries WHERE order_id LIKE 'orphan:%'"), [2]);
  expect('cards', all('SELECT state FROM cards ORDER BY state'), ['kept', 'pending']);
  expect('tries counted', all('SELECT count(*) > 0 FROM uses'), [1]);
  expect('callbacks', all('SELECT count(*) > 5 FROM callbacks'), [1]);
  expect('flags', all('SELECT DISTINCT code FROM flags ORDER BY code'), ['held', 'orphan', 'refund-stuck']);
  const untold = 'SELECT o.order_no FROM notices t JOIN orders o ON o.id = t.order_id WHERE t.delivered_ms IS NULL';
  expect('notices that wait', all(untold), ['paid-untold']);
  db.close();
  if (wrong.length > 0) throw new Error('the database is not what it should be:\n' + wrong.join('\n'));
}
