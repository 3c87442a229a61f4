/** Reads charges and balances from the sandbox's control interface, and the BFF's books from its database file. */
import Database from 'better-sqlite3';
import { loadPayment } from '../../../src/bff/payments/formats/index.ts';
import type { Charge, Facts } from './facts.ts';

export const CHANNELS = ['wechat', 'alipay', 'unionpay'] as const;

interface BankOrder {
  number: string;
  charged_fen: number;
  returned_fen: number;
  /** UnionPay's: the code of its consumption. */
  state: string;
  charges: { txn: string; amount_fen: number; at_ms: number }[];
}

/** UnionPay's codes of a consumption that went as agreed; others with a charge are defects. */
const GOOD_CODES = new Set(['00', 'A6']);

async function control<T>(phone_url: string, path: string): Promise<T> {
  const answer = await fetch(phone_url + '/control' + path);
  if (!answer.ok) throw new Error(path + ' answered ' + answer.status);
  return (await answer.json()) as T;
}

export async function readBanks(phone_url: string): Promise<Pick<Facts, 'charges' | 'sent' | 'balances'>> {
  const charges: Charge[] = [];
  const balances: { [channel: string]: number } = {};
  for (const channel of CHANNELS) {
    const all = await control<{ number: string; charged_fen: number }[]>(phone_url, '/orders?channel=' + channel);
    for (const { number } of all.filter((one) => one.charged_fen > 0)) {
      const order = await control<BankOrder>(phone_url, '/orders/' + channel + '/' + number);
      // One charge a number; were there more, each counts, and what came back is the first's.
      order.charges.forEach(({ txn, amount_fen, at_ms }, i) =>
        charges.push({
          channel,
          number,
          txn,
          amount_fen,
          at_ms,
          returned_fen: i === 0 ? order.returned_fen : 0,
          good: channel !== 'unionpay' || GOOD_CODES.has(order.state),
        }),
      );
    }
    balances[channel] = (await control<{ balance_fen: number }>(phone_url, '/balance/' + channel)).balance_fen;
  }
  return { charges, balances, sent: await control<Facts['sent']>(phone_url, '/unionpay/received') };
}

type Books = Omit<Facts, 'charges' | 'sent' | 'balances' | 'taken' | 'forged'> & {
  jobs: { key: string; call: string; order_id: string }[];
};

export function readBooks(file: string): Books {
  const db = new Database(file, { readonly: true });
  try {
    const all = <T>(sql: string): T[] => db.prepare(sql).all() as T[];
    const payments = all<{ body: string }>('SELECT body FROM orders').map(({ body }) => loadPayment(body));
    return {
      orders: payments.map(({ order: { id, order_no, state, amount_fen, ended_ms } }) => ({
        id,
        order_no,
        state,
        amount_fen,
        ...(ended_ms === undefined ? {} : { ended_ms }),
      })),
      attempts: payments.flatMap((p) =>
        p.attempts.map(({ channel, channel_no, close_absent }) => ({ order_id: p.order.id, channel, channel_no, close_absent })),
      ),
      receipts: all('SELECT order_id, channel, txn, role, amount_fen FROM receipts'),
      refunds: all('SELECT order_id, merchant_id, refund_no, txn, state, auto, amount_fen FROM refunds'),
      entries: all('SELECT account, amount_fen FROM entries'),
      notices: all<{ order_id: string; n: number; type: string; delivered_ms: number | null }>(
        'SELECT order_id, n, type, delivered_ms FROM notices',
      ).map(({ delivered_ms, ...rest }) => ({ ...rest, delivered: delivered_ms !== null })),
      flags: all('SELECT order_id, code FROM flags'),
      jobs: all('SELECT order_id, key, lane AS call FROM jobs'),
    };
  } finally {
    db.close();
  }
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
export function orderBody(file: string, order_no: string): string {
  const db = new Database(file, { readonly: true });
  try {
    return String(db.prepare('SELECT body FROM orders WHERE order_no = ?').pluck().get(order_no) ?? 'no such order');
  } finally {
    db.close();
  }
}

/** Codes of refused attempts. */
export function refusals(file: string): string[] {
  const db = new Database(file, { readonly: true });
  try {
    const bodies = db.prepare('SELECT body FROM orders').pluck().all() as string[];
    const attempts = bodies.flatMap((body) => loadPayment(body).attempts);
    return attempts.filter((one) => one.state === 'refused').map((one) => one.code ?? one.why ?? 'refused');
  } finally {
    db.close();
  }
}
