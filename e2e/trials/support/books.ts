/** Reads charges and balances from the sandbox's control interface, and the BFF's books from its database. */
import Database from 'better-sqlite3';
import pg from 'pg';
import { loadPayment } from '../../../src/bff/payments/formats/index.ts';
import { isPostgres } from '../../../src/bff/store/postgres/address.ts';
import type { Charge, Facts } from './facts.ts';

const BANKS = ['wechat', 'alipay', 'unionpay', 'icbc'] as const;

interface BankOrder {
  number: string;
  charged_fen: number;
  returned_fen: number;
  /** UnionPay's: the code of its consumption. */
  state: string;
  charges: { txn: string; amount_fen: number; at_ms: number }[];
  calls: { call: string }[];
}

/** UnionPay's codes of a consumption that went as agreed; others with a charge are defects. */
const GOOD_CODES = new Set(['00', 'A6']);

async function control<T>(phone_url: string, path: string): Promise<T> {
  const answer = await fetch(phone_url + '/control' + path);
  if (!answer.ok) throw new Error(path + ' answered ' + answer.status);
  return (await answer.json()) as T;
}

/** Accounts are prepared, codes are not. */
const channelOf = (bank: string, { calls }: BankOrder): string =>
  bank === 'icbc' && calls.some((one) => one.call === 'prepare') ? 'icbc-direct' : bank;

export async function readBanks(phone_url: string): Promise<Pick<Facts, 'charges' | 'sent' | 'passwords' | 'balances'>> {
  const charges: Charge[] = [];
  const balances: { [bank: string]: number } = {};
  for (const bank of BANKS) {
    const all = await control<{ number: string; charged_fen: number }[]>(phone_url, '/orders?channel=' + bank);
    for (const { number } of all.filter((one) => one.charged_fen > 0)) {
      const order = await control<BankOrder>(phone_url, '/orders/' + bank + '/' + number);
      // One charge a number; were there more, each counts, and what came back is the first's.
      order.charges.forEach(({ txn, amount_fen, at_ms }, i) =>
        charges.push({
          channel: channelOf(bank, order),
          number,
          txn,
          amount_fen,
          at_ms,
          returned_fen: i === 0 ? order.returned_fen : 0,
          good: bank !== 'unionpay' || GOOD_CODES.has(order.state),
        }),
      );
    }
    balances[bank] = (await control<{ balance_fen: number }>(phone_url, '/balance/' + bank)).balance_fen;
  }
  const received = await control<{ [number: string]: { confirm: number } }>(phone_url, '/icbc/received');
  const passwords = Object.fromEntries(Object.entries(received).map(([number, { confirm }]) => [number, confirm]));
  return { charges, balances, passwords, sent: await control<Facts['sent']>(phone_url, '/unionpay/received') };
}

type Books = Omit<Facts, 'charges' | 'sent' | 'passwords' | 'balances' | 'taken' | 'forged'> & {
  jobs: { key: string; call: string; order_id: string }[];
};

/** Rows of a database: a SQLite file, or the address of a PostgreSQL. */
async function rowsOf<R>(database: string, read: (all: <T>(sql: string) => Promise<T[]>) => Promise<R>): Promise<R> {
  if (isPostgres(database)) {
    const client = new pg.Client({ connectionString: database });
    client.on('error', () => undefined);
    client.setTypeParser(20, Number);
    await client.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      return await read(async (sql) => (await client.query(sql)).rows);
    } finally {
      await client.end();
    }
  }
  const db = new Database(database, { readonly: true });
  try {
    return await read(async <T>(sql: string) => db.prepare(sql).all() as T[]);
  } finally {
    db.close();
  }
}

export function readBooks(database: string): Promise<Books> {
  return rowsOf(database, async (all) => {
    const payments = (await all<{ body: string }>('SELECT body FROM orders')).map(({ body }) => loadPayment(body));
    const refunds = await all<Omit<Books['refunds'][number], 'auto'> & { auto: boolean | number }>(
      'SELECT order_id, merchant_id, refund_no, txn, state, auto, amount_fen FROM refunds',
    );
    const notices = await all<{ order_id: string; n: number; type: string; delivered_ms: number | null }>(
      'SELECT order_id, n, type, delivered_ms FROM notices',
    );
    return {
      orders: payments.map(({ order: { id, order_no, state, amount_fen, ended_ms } }) => ({
        id,
        order_no,
        state,
        amount_fen,
        ...(ended_ms === undefined ? {} : { ended_ms }),
      })),
      attempts: payments.flatMap((p) =>
        p.attempts.map((attempt) => {
          const { channel, channel_no, close_absent } = attempt;
          const passwords = attempt.kind === 'bank' ? { passwords: attempt.bank.tries.length } : {};
          return { order_id: p.order.id, channel, channel_no, close_absent, ...passwords };
        }),
      ),
      receipts: await all('SELECT order_id, channel, txn, role, amount_fen FROM receipts'),
      refunds: refunds.map((one) => ({ ...one, auto: Number(one.auto) })),
      // What a commit saw was numbered before it; what is in no journal was there before the first order.
      entries: await all(
        'SELECT e.account, e.amount_fen, e.cause FROM entries e LEFT JOIN journal j ON j.order_id = e.order_id AND j.version = e.version ORDER BY coalesce(j.' +
          (isPostgres(database) ? 'seq' : 'position') +
          ', 0), e.line',
      ),
      notices: notices.map(({ delivered_ms, ...rest }) => ({ ...rest, delivered: delivered_ms !== null })),
      flags: await all('SELECT order_id, code FROM flags'),
      jobs: await all('SELECT order_id, key, lane AS call FROM jobs WHERE due_ms IS NOT NULL'),
    };
  });
}

/** Sentences about everything unsettled; empty when all is settled. A watch job of a closed attempt counts as settled. */
export function unsettled(b: Books, phone: Pick<Facts, 'charges'>): string[] {
  const flagged = new Set(b.flags.map((one) => one.order_id));
  const receipts = new Set(b.receipts.map((r) => r.channel + ' ' + r.txn));
  return [
    ...b.orders
      .filter((o) => o.state !== 'paid' && o.state !== 'closed' && !flagged.has(o.id))
      .map((o) => 'order ' + o.order_no + ' is ' + o.state),
    ...b.refunds
      .filter((r) => r.state !== 'done' && r.state !== 'failed' && !flagged.has(r.order_id))
      .map((r) => 'a refund of ' + r.txn + ' is ' + r.state),
    ...b.notices.filter((n) => !n.delivered).map((n) => 'notice ' + n.order_id + ' ' + n.n + ' waits'),
    ...phone.charges
      .filter((c) => !receipts.has(c.channel + ' ' + c.txn))
      .map((c) => 'charge ' + c.channel + ' ' + c.number + ' has no receipt'),
  ];
}

/** The stored payment of an order as JSON, for reports of problems. It holds no secrets. */
export function orderBody(database: string, order_no: string): Promise<string> {
  return rowsOf(database, async (all) => {
    const rows = await all<{ body: string }>("SELECT body FROM orders WHERE order_no = '" + order_no.replaceAll("'", '') + "'");
    return rows[0]?.body ?? 'no such order';
  });
}

/** Codes of refused attempts. */
export function refusals(database: string): Promise<string[]> {
  return rowsOf(database, async (all) => {
    const rows = await all<{ body: string }>('SELECT body FROM orders');
    const attempts = rows.flatMap(({ body }) => loadPayment(body).attempts);
    return attempts.filter((one) => one.state === 'refused').map((one) => one.code ?? one.why ?? 'refused');
  });
}
