/** A cashier in memory for tests of app servers: what it knows of orders, and notices signed as it signs them. */
import { createHmac } from 'node:crypto';
import { LezhongPay } from '../../merchant-sdk/index.ts';
import type { FetchAnswer } from '../../merchant-sdk/index.ts';

export const KEY = { key_id: 'k1', secret: 'a secret of the app' };

export interface FakeOrder {
  order_no: string;
  amount_fen: number;
  state: 'open' | 'closing' | 'closed' | 'paid';
  refunds: { refund_no: string; amount_fen: number; state: 'refunding' | 'done' | 'failed' }[];
  [more: string]: unknown;
}

export interface FakeCashier {
  pay: LezhongPay;
  orders: Map<string, FakeOrder>;
  /** No answer at all. */
  down: boolean;
  /** Does what it is asked, and its answer is lost; so often. */
  lose: number;
  refuse: string;
  order(order_no: string): FakeOrder;
  /** A notice as it is posted: headers and body. */
  notice(order_no: string, n: number, type: string, more?: object): { headers: { [name: string]: string }; body: string };
}

const ANSWER = (status: number, body: object): FetchAnswer => ({ status, text: () => Promise.resolve(JSON.stringify(body)) });
const error = (code: string, status: number): FetchAnswer => ANSWER(status, { error: { code, message: '.' } });

export function fakeCashier(merchant_id: string, now: () => number): FakeCashier {
  const orders = new Map<string, FakeOrder>();
  const make = (given: { [name: string]: string }): FakeOrder => ({
    ...given,
    order_no: given['order_no'] ?? '',
    amount_fen: Number(given['amount_fen']),
    state: 'open',
    cashier_url: 'http://pay.example/c/' + given['order_no'],
    expires_at_ms: now() + 900_000,
    refunds: [],
    refunded_fen: 0,
  });
  const answer = (path: string, method: string, given: { [name: string]: string }): FetchAnswer => {
    const order_no = given['order_no'] ?? path.split('/')[3] ?? '';
    if (method === 'POST' && path === '/v2/orders' && !orders.has(order_no)) orders.set(order_no, make(given));
    const order = orders.get(order_no);
    if (!order) return error('ORDER_NOT_FOUND', 404);
    if (path.endsWith('/refunds')) {
      const refund_no = given['refund_no'] ?? '';
      if (order.state !== 'paid') return error('ORDER_NOT_PAID', 409);
      if (!order.refunds.some((one) => one.refund_no === refund_no))
        order.refunds.push({ refund_no, amount_fen: Number(given['amount_fen']), state: 'refunding' });
    }
    return ANSWER(200, order);
  };
  const cashier: FakeCashier = {
    orders,
    down: false,
    lose: 0,
    refuse: '',
    pay: new LezhongPay({
      base_url: 'http://pay.example',
      merchant_id,
      keys: [KEY],
      retry_ms: [],
      now,
      fetch: (url, init) => {
        if (cashier.down) return Promise.reject(new Error('down'));
        if (cashier.refuse) return Promise.resolve(error(cashier.refuse, 409));
        const { pathname } = new URL(url);
        const done = answer(pathname, init.method, init.body ? (JSON.parse(init.body) as { [name: string]: string }) : {});
        return cashier.lose > 0 && cashier.lose-- > 0 ? Promise.reject(new Error('lost')) : Promise.resolve(done);
      },
    }),
    order: (order_no) => orders.get(order_no) as FakeOrder,
    notice(order_no, n, type, more = {}) {
      const id = 'evt-' + order_no + '-' + n;
      const amount_fen = orders.get(order_no)?.amount_fen ?? 1;
      const body = JSON.stringify({ id, n, type, created_at_ms: now(), merchant_id, order_no, amount_fen, ...more });
      const stamp = String(Math.floor(now() / 1000));
      const signature = createHmac('sha256', KEY.secret)
        .update(id + '.' + stamp + '.' + body)
        .digest('base64');
      return { headers: { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': 'v1,' + signature }, body };
    },
  };
  return cashier;
}
