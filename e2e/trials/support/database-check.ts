/** Problems of a database file, as sentences: observed facts that are missing, payments that are not whole. */
import Database from 'better-sqlite3';
import { loadPayment } from '../../../src/bff/payments/formats/index.ts';
import { migrate } from '../../../src/bff/store/sqlite/migrate.ts';
import type { Entry } from '../../../src/bff/payments/payment.ts';
import { broken } from '../../../src/bff/testing/invariants.ts';
import type { Fact, Observed } from './observed.ts';

export function problemsOf(file: string, observed: readonly Observed[], until: number): string[] {
  let db: Database.Database | undefined;
  try {
    db = new Database(file);
    // As the BFF opens it: recovery happens here.
    db.pragma('journal_mode = WAL');
    const sound = db.pragma('integrity_check', { simple: true }) as string;
    if (sound !== 'ok') return ['the database is damaged: ' + sound.slice(0, 200)];
    // Power may have failed between two migrations: the next start does the rest.
    migrate(db);
    // One view of it, whoever else is writing.
    db.exec('BEGIN');
    const facts = observed.filter((one) => one.at <= until).map((one) => one.fact);
    return [...forgotten(db, facts), ...torn(db)];
  } catch (error) {
    return ['the database does not open: ' + (error as Error).message];
  } finally {
    db?.close();
  }
}

function forgotten(db: Database.Database, facts: readonly Fact[]): string[] {
  const asked = {
    order: db.prepare('SELECT 1 FROM orders WHERE order_no = ?'),
    state: db.prepare('SELECT 1 FROM orders WHERE order_no = ? AND state = ?'),
    paid: db.prepare("SELECT 1 FROM orders WHERE token = ? AND state = 'paid'"),
    refund: db.prepare('SELECT 1 FROM refunds WHERE refund_no = ?'),
    callback: db.prepare('SELECT 1 FROM callbacks WHERE channel = ? AND callback_id = ?'),
    number: db.prepare('SELECT 1 FROM numbers WHERE channel_no = ?'),
    notice: db.prepare('SELECT 1 FROM notices n JOIN orders o ON o.id = n.order_id WHERE o.order_no = ? AND n.n = ? AND n.type = ?'),
  };
  const known = (fact: Fact): boolean => {
    switch (fact.kind) {
      case 'order':
        return asked.order.get(fact.order_no) !== undefined;
      case 'closed':
        return asked.state.get(fact.order_no, 'closed') !== undefined;
      case 'paid':
        return asked.paid.get(fact.token) !== undefined;
      case 'refund':
        return asked.refund.get(fact.refund_no) !== undefined;
      case 'callback':
        return asked.callback.get(fact.channel, fact.notice_id) !== undefined;
      case 'number':
        return asked.number.get(fact.number) !== undefined;
      case 'notice':
        return asked.notice.get(fact.order_no, fact.n, fact.type) !== undefined;
    }
  };
  return facts.filter((fact) => !known(fact)).map((fact) => 'forgotten: ' + JSON.stringify(fact));
}

/** Payments that break an invariant, or whose rows do not say what the payment says. */
function torn(db: Database.Database): string[] {
  const entriesOf = db.prepare(
    'SELECT order_id, version, line, account, amount_fen, cause FROM entries WHERE order_id = ? ORDER BY version, line',
  );
  const rows = db.prepare('SELECT id, version, state, body FROM orders').all() as {
    id: string;
    version: number;
    state: string;
    body: string;
  }[];
  const count = (table: string, where = ''): ((id: string) => number) => {
    const counted = db.prepare('SELECT count(*) FROM ' + table + ' WHERE order_id = ? ' + where).pluck();
    return (id) => counted.get(id) as number;
  };
  const [receipts, attempts, refunds, waiting, notices, jobs] = [
    'receipts',
    'attempts',
    'refunds',
    'waiting_refunds',
    'notices',
    'jobs',
  ].map((table) => count(table));
  return rows.flatMap((row) => {
    const payment = loadPayment(row.body);
    const wrong = broken(payment, entriesOf.all(row.id) as Entry[]);
    if (payment.version !== row.version || payment.order.state !== row.state) wrong.push('its row says another state than its body');
    for (const [name, counted, list] of [
      ['receipts', receipts, payment.receipts],
      ['attempts', attempts, payment.attempts],
      ['refunds', refunds, payment.refunds],
      ['waiting refunds', waiting, payment.refunds.filter((one) => one.unfunded)],
      ['notices', notices, payment.notices],
      ['jobs', jobs, payment.jobs],
    ] as const)
      if (counted?.(row.id) !== list.length) wrong.push('its ' + name + ' are ' + counted?.(row.id) + ' rows for ' + list.length);
    return wrong.map((what) => payment.order.order_no + ': ' + what);
  });
}
