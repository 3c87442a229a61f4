/** An app's server on a real socket and disk, a cashier in memory behind it, and time in the test's hands. */
import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppPage } from '../server/page.ts';
import { makeShop } from '../server/shop.ts';
import type { Shop } from '../server/shop.ts';
import type { AppKind } from '../server/shop-parts.ts';
import { makeTicket } from '../server/ticket.ts';
import type { Viewer } from '../server/ticket.ts';
import { fakeCashier, KEY } from './cashier.ts';
import type { FakeCashier } from './cashier.ts';
import { testClock } from './clock.ts';
import type { TestClock } from './clock.ts';

export const VIEWER: Viewer = { account: '77100001', box: '77119082658' };
export const CART = 'cart0001';
const PORTAL_SECRET = 'portal secret';
const PUBLIC_URL = 'http://app.example';

/** Instead of a page: what it would start with. */
const BOOT_PAGE: AppPage = {
  render: (boot) => ({ status: 200, type: 'application/json', body: JSON.stringify(boot) }),
  asset: () => undefined,
  keymap: () => undefined,
};

export interface Facts {
  orders: {
    order_no: string;
    state: string;
    refunded_fen: number;
    delivered_at_ms: number | null;
    notices: { n: number; copies: number }[];
    refunds: { state: string; amount_fen: number }[];
  }[];
  flags: { order_no: string; what: string }[];
  own: { [name: string]: unknown };
}

export interface TestApp {
  cashier: FakeCashier;
  clock: TestClock;
  shop: Shop;
  ticket: string;
  get<T>(path: string): Promise<{ status: number; body: T }>;
  post<T>(path: string, body: object, headers?: { [name: string]: string }): Promise<{ status: number; body: T }>;
  buy(wanted: object, cart?: string): Promise<{ status: number; order_no: string; error?: string }>;
  notice(order_no: string, n: number, type: string, more?: object): Promise<number>;
  /** Paid at the cashier, and its notice taken. */
  pay(order_no: string): Promise<void>;
  facts(): Promise<Facts>;
  /** Lets time pass in steps and does what falls due. */
  pass(ms: number, step_ms?: number): Promise<void>;
  /** Opens an address as it is, without the portal's word. */
  come<T>(path: string): Promise<{ status: number; body: T }>;
  /** The signed way back, put together by hand. */
  wayBack(order_no: string, state: string): string;
  /** As a killed process: the disk stays, everything else starts anew. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function openApp(make: (clock: TestClock) => AppKind, viewer = VIEWER): Promise<TestApp> {
  const db_file = join(mkdtempSync(join(tmpdir(), 'app-')), 'app.sqlite');
  const clock = testClock();
  const cashier = fakeCashier('shop', clock.now);
  let made = 0;
  let base = '';
  const start = async (): Promise<Shop> => {
    const shop = makeShop(
      {
        db_file,
        pay: cashier.pay,
        page: BOOT_PAGE,
        public_url: PUBLIC_URL,
        home_url: 'http://home.example/',
        portal_secret: PORTAL_SECRET,
        test_knobs: true,
        world: clock,
        random: () => 'r' + String(++made).padStart(9, '0'),
      },
      make(clock),
    );
    await new Promise<void>((ready) => shop.server.listen(0, '127.0.0.1', ready));
    base = 'http://127.0.0.1:' + (shop.server.address() as AddressInfo).port;
    return shop;
  };
  const ticket = makeTicket(PORTAL_SECRET, viewer, clock.now());
  const call = async <T>(path: string, init?: RequestInit): Promise<{ status: number; body: T }> => {
    const answer = await fetch(base + path, { ...init, redirect: 'manual' });
    const text = await answer.text();
    return { status: answer.status, body: (/^[[{]/.test(text) ? JSON.parse(text) : text) as T };
  };
  const app: TestApp = {
    cashier,
    clock,
    shop: await start(),
    ticket,
    get: (path) => call(path + (path.includes('?') ? '&' : '?') + 't=' + ticket),
    post: (path, body, headers = {}) => call(path, { method: 'POST', body: JSON.stringify({ t: ticket, ...body }), headers }),
    async buy(wanted, cart = CART) {
      const { status, body } = await app.post<{ order?: { order_no: string }; error?: string }>('/api/orders', { cart, ...wanted });
      return { status, order_no: body.order?.order_no ?? '', ...(body.error ? { error: body.error } : {}) };
    },
    async notice(order_no, n, type, more) {
      const { headers, body } = cashier.notice(order_no, n, type, more);
      return (await call('/notices', { method: 'POST', body, headers })).status;
    },
    async pay(order_no) {
      cashier.order(order_no).state = 'paid';
      await app.notice(order_no, 1, 'order.paid');
    },
    come: (path) => call(path),
    facts: async () => (await call<Facts>('/test/facts')).body,
    async pass(ms, step_ms = 1_000) {
      for (let passed = 0; passed < ms; passed += step_ms) {
        clock.advance(Math.min(step_ms, ms - passed));
        await app.shop.core.jobs.runDue();
      }
    },
    wayBack(order_no, state) {
      const fields: { [name: string]: string } = {
        merchant_id: 'shop',
        order_no,
        state,
        timestamp: String(clock.now()),
        nonce: 'n',
        key_id: KEY.key_id,
      };
      const pairs = Object.keys(fields).sort();
      const text = 'GET\n' + PUBLIC_URL + '/return\n' + pairs.map((name) => name + '=' + encodeURIComponent(fields[name] ?? '')).join('&');
      const signature = createHmac('sha256', KEY.secret).update(text).digest('hex');
      return '/return?' + new URLSearchParams({ ...fields, signature }).toString();
    },
    async restart() {
      await app.shop.stop();
      app.shop = await start();
    },
    stop: () => app.shop.stop(),
  };
  return app;
}
