import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'acorn';
import { afterEach, describe, expect, it } from 'vitest';
import { LezhongPay } from '../../merchant-sdk/index.ts';
import type { FetchAnswer } from '../../merchant-sdk/index.ts';
import { openBook } from './book.ts';
import { readConfig } from './config.ts';
import { SCRIPT } from './pages/script.ts';
import { STYLE } from './pages/style.ts';
import { shopServer } from './server.ts';

const KEY = { key_id: 'k1', secret: 'a secret of the shop' };
const CART = 'cart00001';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** The shop on a real socket and disk; the cashier behind it is a few lines that keep orders in memory. */
async function open(options: { file?: string; knobs?: boolean } = {}) {
  const file = options.file ?? join(mkdtempSync(join(tmpdir(), 'shop-')), 'shop.sqlite');
  const orders = new Map<string, { [name: string]: unknown }>();
  const asked: string[] = [];
  const cashier = { down: false, refuse: '' };
  const answer = (status: number, body: object): FetchAnswer => ({ status, text: () => Promise.resolve(JSON.stringify(body)) });
  const pay = new LezhongPay({
    base_url: 'http://pay.example',
    merchant_id: 'demo',
    keys: [KEY],
    retry_ms: [],
    fetch: (url, init) => {
      const { pathname } = new URL(url);
      asked.push(init.method + ' ' + pathname);
      if (cashier.down) return Promise.reject(new Error('down'));
      if (cashier.refuse) return Promise.resolve(answer(409, { error: { code: cashier.refuse, message: '.' } }));
      const given = init.body ? (JSON.parse(init.body) as { [name: string]: string }) : {};
      const order_no = given['order_no'] ?? pathname.split('/')[3] ?? '';
      if (pathname === '/v2/orders' && !orders.has(order_no)) {
        orders.set(order_no, {
          ...given,
          order_no,
          amount_fen: Number(given['amount_fen']),
          state: 'open',
          cashier_url: 'http://pay.example/c/' + order_no,
          refunds: [],
          refunded_fen: 0,
        });
      }
      if (pathname.endsWith('/refunds'))
        orders.set(order_no, {
          ...orders.get(order_no),
          refunds: [{ refund_no: given['refund_no'], amount_fen: Number(given['amount_fen']), state: 'refunding' }],
        });
      const view = orders.get(order_no);
      return Promise.resolve(view ? answer(200, view) : answer(404, { error: { code: 'ORDER_NOT_FOUND', message: '.' } }));
    },
  });
  const book = openBook(file);
  let made = 0;
  const deps = {
    pay,
    book,
    public_url: 'http://shop.example',
    viewer: 'card-7',
    box: undefined,
    test_knobs: options.knobs ?? true,
    now: Date.now,
    random: () => 'r' + Date.now() + '00' + made++,
    log: () => undefined,
  };
  const server = shopServer(deps);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const stop = () => {
    server.closeAllConnections();
    server.close();
    book.close();
  };
  stops.push(stop);
  const base = 'http://127.0.0.1:' + (server.address() as AddressInfo).port;
  const get = async (path: string) => {
    const response = await fetch(base + path, { redirect: 'manual' });
    return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
  };
  const post = async (path: string, body: string, headers: { [name: string]: string } = {}) => {
    const response = await fetch(base + path, { method: 'POST', body, headers });
    return [response.status, await response.text()] as const;
  };
  const sales = async () =>
    JSON.parse((await get('/orders')).text) as {
      order_no: string;
      state: string;
      delivered_at_ms: number | null;
      refunded_fen: number;
      notices: { n: number; type: string; verified: boolean; copies: number }[];
    }[];
  const notice = (order_no: string, n: number, type: string, more: object = {}) => {
    const body = JSON.stringify({
      id: 'evt' + n,
      n,
      type,
      created_at_ms: Date.now(),
      merchant_id: 'demo',
      order_no,
      amount_fen: 4500,
      ...more,
    });
    const stamp = String(Math.floor(Date.now() / 1000));
    const signature =
      'v1,' +
      createHmac('sha256', KEY.secret)
        .update('evt' + n + '.' + stamp + '.' + body)
        .digest('base64');
    return post('/notices', body, { 'webhook-id': 'evt' + n, 'webhook-timestamp': stamp, 'webhook-signature': signature });
  };
  return {
    get,
    post,
    sales,
    notice,
    orders,
    asked,
    cashier,
    file,
    close: () => stops.splice(stops.indexOf(stop), 1).forEach((one) => one()),
  };
}

type Shop = Awaited<ReturnType<typeof open>>;

async function bought(shop: Shop, item = 'vip'): Promise<string> {
  const { status, location } = await shop.get('/buy?item=' + item + '&cart=' + CART);
  expect([status, location]).toEqual([303, expect.stringMatching(/^http:\/\/pay\.example\/c\/D/)]);
  return location.split('/c/')[1] ?? '';
}

/** The signed way back, put together by hand. */
function wayBack(order_no: string, state: string, own: { [name: string]: string } = {}): string {
  const fields: { [name: string]: string } = {
    ...own,
    merchant_id: 'demo',
    order_no,
    state,
    timestamp: String(Date.now()),
    nonce: 'n',
    key_id: 'k1',
  };
  const text =
    'GET\nhttp://shop.example/return\n' +
    Object.keys(fields)
      .sort()
      .map((name) => name + '=' + encodeURIComponent(fields[name] ?? ''))
      .join('&');
  return '/return?' + new URLSearchParams({ ...fields, signature: createHmac('sha256', KEY.secret).update(text).digest('hex') }).toString();
}

describe('buying', () => {
  it('shows two items with their prices, the first one focused', async () => {
    const { text } = await (await open()).get('/');
    expect(text.match(/class="f card/g)).toHaveLength(2);
    expect(text).toContain('45.00');
    expect(text).toContain('49.90');
    expect(text.match(/class="[^"]* on"/g)).toHaveLength(1);
  });

  it('stores the order, makes it at the cashier with who is watching, and sends the viewer there', async () => {
    const shop = await open();
    const order_no = await bought(shop);
    expect(shop.orders.get(order_no)).toMatchObject({
      amount_fen: 4500,
      subject: '综艺会员 3 个月',
      viewer_id: 'card-7',
      return_url: 'http://shop.example/return',
      notify_url: 'http://shop.example/notices',
    });
    expect(await shop.sales()).toMatchObject([{ order_no, state: 'open', delivered_at_ms: null, notices: [] }]);
  });

  it('two presses on one page are one order; another item, another visit or a paid one is another', async () => {
    const shop = await open();
    const first = await bought(shop);
    expect(await bought(shop)).toBe(first);
    expect(await bought(shop, 'phone')).not.toBe(first);
    expect((await shop.get('/buy?item=vip')).location).not.toContain(first);
    await shop.notice(first, 1, 'order.paid');
    expect(await bought(shop)).not.toBe(first);
  });

  it('by signed redirect asks the cashier nothing and carries the wishes back', async () => {
    const shop = await open();
    const { location } = await shop.get('/buy?item=phone&way=redirect&lang=en&mode=elder&size=sd');
    const url = new URL(location);
    expect([
      url.origin + url.pathname,
      url.searchParams.get('amount_fen'),
      url.searchParams.get('lang'),
      url.searchParams.get('mode'),
    ]).toEqual(['http://pay.example/pay', '4990', 'en', 'elder']);
    expect(url.searchParams.get('return_url')).toBe('http://shop.example/return?way=redirect&lang=en&mode=elder&size=sd');
    expect(shop.asked).toEqual([]);
    expect((await shop.sales())[0]?.state).toBe('made');
  });

  it('says sorry while the cashier is away or refuses, and the same press works later with the same order', async () => {
    const shop = await open();
    shop.cashier.down = true;
    const away = await shop.get('/buy?item=vip&cart=' + CART);
    expect([away.status, away.text.includes('/buy?item=vip&amp;cart=' + CART)]).toEqual([502, true]);
    shop.cashier.down = false;
    shop.cashier.refuse = 'MERCHANT_DISABLED';
    expect((await shop.get('/buy?item=vip&cart=' + CART)).text).toContain('MERCHANT_DISABLED');
    shop.cashier.refuse = '';
    await bought(shop);
    expect(await shop.sales()).toHaveLength(1);
  });
});

describe('notices', () => {
  it('are taken once, deliver once, and survive a restart', async () => {
    const shop = await open();
    const order_no = await bought(shop);
    expect(await shop.notice(order_no, 1, 'order.paid')).toEqual([200, 'SUCCESS']);
    expect(await shop.notice(order_no, 1, 'order.paid')).toEqual([200, 'SUCCESS']);
    const [sale] = await shop.sales();
    expect(sale).toMatchObject({ state: 'paid', notices: [{ n: 1, type: 'order.paid', verified: true, copies: 1 }] });
    shop.close();
    const again = await open({ file: shop.file });
    expect(await again.notice(order_no, 1, 'order.paid')).toEqual([200, 'SUCCESS']);
    expect(await again.sales()).toMatchObject([
      { order_no, state: 'paid', delivered_at_ms: sale?.delivered_at_ms, notices: [{ n: 1, copies: 2 }] },
    ]);
  });

  it('never take an order back from paid, and count what was given back', async () => {
    const shop = await open();
    const order_no = await bought(shop);
    await shop.notice(order_no, 1, 'order.paid');
    await shop.notice(order_no, 2, 'order.closed');
    for (let i = 0; i < 2; i++) await shop.notice(order_no, 3, 'refund.done', { refund_no: 'R1', refund_fen: 500 });
    expect(await shop.sales()).toMatchObject([{ state: 'paid', refunded_fen: 500 }]);
    expect((await shop.get('/')).text).toContain('已退款 ￥5.00');
  });

  it('not signed by the cashier change nothing', async () => {
    const shop = await open();
    const order_no = await bought(shop);
    const body = JSON.stringify({ id: 'evt1', n: 1, type: 'order.paid', merchant_id: 'demo', order_no });
    expect((await shop.post('/notices', body))[0]).toBe(401);
    expect(await shop.sales()).toMatchObject([{ state: 'open', notices: [] }]);
  });

  it('fail as often as a test wants', async () => {
    const shop = await open();
    const order_no = await bought(shop);
    await shop.post('/test/notices', '{"fail_times":2}');
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push((await shop.notice(order_no, 1, 'order.paid'))[0]);
    expect(answers).toEqual([500, 500, 200]);
    expect((await shop.sales())[0]?.notices).toMatchObject([{ n: 1, copies: 0 }]);
  });
});

describe('coming back', () => {
  it.each([
    ['paid', 'open', 'checking'],
    ['left', 'open', 'left'],
    ['left', 'closing', 'checking'],
    ['left', 'paid', 'paid'],
    ['paid', 'paid', 'paid'],
    ['closed', 'closed', 'closed'],
    ['closed', 'paid', 'paid'],
  ])('told %s while the cashier says %s: shows %s', async (said, is, shown) => {
    const shop = await open();
    const order_no = await bought(shop);
    shop.orders.set(order_no, { ...shop.orders.get(order_no), state: is });
    const { text } = await shop.get(wayBack(order_no, said));
    expect(text).toContain('class="mark ' + shown + '"');
    expect(text.includes('http-equiv="refresh"')).toBe(shown === 'checking');
    expect((await shop.sales())[0]?.delivered_at_ms !== null).toBe(is === 'paid');
  });

  it('believes the book while the cashier is away, and checks otherwise', async () => {
    const shop = await open();
    const order_no = await bought(shop);
    shop.cashier.down = true;
    expect((await shop.get(wayBack(order_no, 'paid'))).text).toContain('class="mark checking"');
    await shop.notice(order_no, 1, 'order.paid');
    expect((await shop.get(wayBack(order_no, 'left'))).text).toContain('class="mark paid"');
  });

  it('a forged address shows and changes nothing', async () => {
    const shop = await open();
    const order_no = await bought(shop);
    shop.orders.set(order_no, { ...shop.orders.get(order_no), state: 'paid' });
    for (const path of [
      wayBack(order_no, 'left').replace('state=left', 'state=paid'),
      '/return?order_no=' + order_no + '&state=paid',
      wayBack('D-unknown', 'paid'),
    ]) {
      expect((await shop.get(path)).text).toContain('class="mark forged"');
    }
    expect(await shop.sales()).toMatchObject([{ state: 'open', delivered_at_ms: null }]);
  });

  it('who left may go on with the same order', async () => {
    const shop = await open();
    const order_no = await bought(shop);
    const { text } = await shop.get(wayBack(order_no, 'left', { size: 'sd' }));
    expect(text).toContain('<body class="sd">');
    const again = /href="(\/buy[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await shop.get(again)).location).toBe('http://pay.example/c/' + order_no);
  });
});

describe('the rest', () => {
  it('is alive, has knobs only when told, and no other pages', async () => {
    const shop = await open({ knobs: false });
    expect((await shop.get('/healthz')).text).toBe('{"ok":true}');
    expect((await shop.get('/nothing')).status).toBe(404);
    for (const path of ['/test/notices', '/test/refunds', '/test/close', '/']) expect((await shop.post(path, '{}'))[0]).toBe(404);
  });

  it('refunds and closes by knob', async () => {
    const shop = await open();
    const order_no = await bought(shop);
    const [, text] = await shop.post('/test/refunds', JSON.stringify({ order_no, refund_no: 'R1', amount_fen: 500 }));
    expect(JSON.parse(text)).toMatchObject({ ok: true, refund: { refund_no: 'R1', state: 'refunding' } });
    expect(JSON.parse((await shop.post('/test/close', JSON.stringify({ order_no })))[1])).toMatchObject({ ok: true, order_no });
  });

  it('the page is ES5 and plain CSS', () => {
    expect(() => parse(SCRIPT, { ecmaVersion: 5 })).not.toThrow();
    expect(STYLE).not.toMatch(/transform|transition|shadow|flex|grid|var\(|calc\(|undefined|NaN|[{}]\d/);
  });

  it('reads its settings, secrets from wherever they are, and says what is wrong', () => {
    const dir = mkdtempSync(join(tmpdir(), 'shop-'));
    const write = (value: object): string => {
      writeFileSync(join(dir, 'c.json'), JSON.stringify(value));
      return join(dir, 'c.json');
    };
    writeFileSync(join(dir, 'key'), 'from file\n');
    const good = {
      listen_port: 0,
      public_url: 'http://shop.example/',
      bff_url: 'http://x',
      merchant_id: 'demo',
      keys: [
        { key_id: 'a', secret: 's' },
        { key_id: 'b', secret: { file: join(dir, 'key') } },
        { key_id: 'c', secret: { env: 'K' } },
      ],
    };
    expect(readConfig(write(good), { K: 'from env', PORT: '5' })).toMatchObject({
      listen_host: '127.0.0.1',
      listen_port: 5,
      public_url: 'http://shop.example',
      test_knobs: true,
      keys: [{ secret: 's' }, { secret: 'from file' }, { secret: 'from env' }],
    });
    expect(readConfig(write({ ...good, listen_host: '0.0.0.0' }), { K: 'x' }).test_knobs).toBe(false);
    expect(() => readConfig(write({ ...good, bff_url: undefined }), { K: 'x' })).toThrow('bff_url');
    expect(() => readConfig(write(good), {})).toThrow('secret');
    expect(() => readConfig(write({ ...good, listen_port: 'x' }), { K: 'x' })).toThrow('listen_port');
  });
});
