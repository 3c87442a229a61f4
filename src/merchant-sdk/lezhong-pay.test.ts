import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { OrderJson } from '../protocol/order.ts';
import { handmadeCanonical, handmadeHmac, VECTORS } from '../protocol/vectors.fixture.ts';
import { LezhongPay } from './index.ts';
import type { LezhongPayOptions, NewOrder } from './index.ts';

const KEY = { key_id: 'k1', secret: 'a secret of the shop' };
const NOW = 1_790_000_000_000;
const ORDER: NewOrder = {
  order_no: 'A1',
  amount_fen: 1990,
  subject: 'Film',
  return_url: 'https://shop.example/back',
  notify_url: 'https://shop.example/notices',
};
const VIEW: OrderJson = {
  merchant_id: 'shop',
  order_no: 'A1',
  state: 'open',
  amount_fen: 1990,
  subject: 'Film',
  cashier_url: 'https://pay.example/c/abc',
  created_at_ms: NOW,
  expires_at_ms: NOW + 900_000,
  refunded_fen: 0,
  refunds: [],
};

interface Heard {
  method: string;
  path: string;
  fields: { [name: string]: string };
  genuine: boolean;
}
type Reply = { status: number; body: string | object; headers?: { [name: string]: string } } | 'hang' | 'hang up';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** A cashier on a real socket that answers what it is told and checks signatures by the second reading of the rules. */
async function cashier(...replies: Reply[]) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const fields = (request.method === 'GET' ? Object.fromEntries(searchParams) : JSON.parse(body)) as { [name: string]: string };
    const genuine =
      handmadeHmac(KEY.secret, handmadeCanonical(request.method ?? '', pathname, fields)).toString('hex') === fields['signature'];
    heard.push({ method: request.method ?? '', path: pathname, fields, genuine });
    const reply = replies[Math.min(heard.length, replies.length) - 1] ?? 'hang up';
    if (reply === 'hang') return;
    if (reply === 'hang up') return void response.destroy();
    response.writeHead(reply.status, reply.headers).end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const slept: number[] = [];
  const make = (more: Partial<LezhongPayOptions> = {}) =>
    new LezhongPay({
      base_url: 'http://127.0.0.1:' + port + '/',
      merchant_id: 'shop',
      keys: [KEY],
      timeout_ms: 2_000,
      now: () => NOW,
      nonce: () => 'n' + heard.length,
      sleep: (ms) => (slept.push(ms), Promise.resolve()),
      ...more,
    });
  return { heard, slept, make, stop: () => stops.pop()?.() };
}

const no = (status: number, code: string, field?: string): Reply => ({
  status,
  body: { error: { code, message: 'No.', ...(field ? { field } : {}) } },
});

describe('calls', () => {
  it('creates an order with flat, signed strings', async () => {
    const bff = await cashier({ status: 200, body: VIEW });
    const made = await bff
      .make()
      .createOrder({ ...ORDER, subject: '综艺会员 3 个月 & more', expires_at_ms: NOW + 600_000.7, viewer_id: 'card-1', detail: '' });
    expect(made).toEqual({ ok: true, ...VIEW });
    expect(bff.heard).toHaveLength(1);
    expect(bff.heard[0]).toMatchObject({ method: 'POST', path: '/v2/orders', genuine: true });
    expect(bff.heard[0]?.fields).toMatchObject({
      merchant_id: 'shop',
      amount_fen: '1990',
      subject: '综艺会员 3 个月 & more',
      expires_at: String(NOW + 600_000),
      viewer_id: 'card-1',
      timestamp: String(NOW),
      key_id: 'k1',
    });
    expect(bff.heard[0]?.fields).not.toHaveProperty('detail');
    expect(Object.values(bff.heard[0]?.fields ?? {}).every((value) => typeof value === 'string')).toBe(true);
  });

  it('reads, closes and refunds, each signed for its own path', async () => {
    const refund = { refund_no: 'R1', amount_fen: 500, state: 'refunding' };
    const bff = await cashier({ status: 200, body: { ...VIEW, refunds: [{ ...refund, refund_no: 'R0' }, refund] } });
    const pay = bff.make();
    expect((await pay.queryOrder('A1')).ok).toBe(true);
    expect((await pay.closeOrder('A1')).ok).toBe(true);
    expect(await pay.refund({ order_no: 'A1', refund_no: 'R1', amount_fen: 500, reason: '缺货' })).toMatchObject({ ok: true, refund });
    expect(bff.heard.map((h) => [h.method, h.path, h.genuine])).toEqual([
      ['GET', '/v2/orders/A1', true],
      ['POST', '/v2/orders/A1/close', true],
      ['POST', '/v2/orders/A1/refunds', true],
    ]);
    expect(bff.heard[2]?.fields).toMatchObject({ refund_no: 'R1', amount_fen: '500', reason: '缺货' });
  });

  it('cuts no one off: half an emoji is sent as U+FFFD, a whole one as it is', async () => {
    const bff = await cashier({ status: 200, body: VIEW });
    await bff.make().createOrder({ ...ORDER, subject: '🎬\ud83c', detail: '\udfac!' });
    expect(bff.heard[0]?.fields).toMatchObject({ subject: '🎬\ufffd', detail: '\ufffd!' });
    expect(bff.heard[0]?.genuine).toBe(true);
  });

  it.each([0, -1, 19.9, NaN, 1e21, '5' as unknown as number])('calls reject for %s, which is not whole fen', async (amount_fen) => {
    const pay = (await cashier()).make();
    await expect(pay.createOrder({ ...ORDER, amount_fen })).rejects.toThrow(RangeError);
    expect(() => pay.redirectUrl({ ...ORDER, amount_fen })).toThrow(RangeError);
    await expect(pay.refund({ order_no: 'A1', refund_no: 'R1', amount_fen })).rejects.toThrow(RangeError);
  });
});

describe('what goes wrong', () => {
  it.each([
    [400, 'AMOUNT_BAD', 'amount_fen'],
    [401, 'SIGNATURE_BAD', undefined],
    [409, 'ORDER_CONFLICT', undefined],
    [404, 'ORDER_NOT_FOUND', undefined],
    [409, 'OF_A_NEWER_CASHIER', undefined],
  ])('%i %s is a refusal, not tried again', async (status, code, field) => {
    const bff = await cashier(no(status, code, field));
    const answer = await bff.make().createOrder(ORDER);
    expect(answer).toEqual({ ok: false, kind: 'refused', code, status, message: 'No.', ...(field ? { field } : {}) });
    expect(bff.heard).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ['503', no(503, 'STOPPING')],
    ['500 of a proxy', { status: 502, body: '<html>' }],
    ['429', no(429, 'RATE_LIMITED')],
    ['a cut line', 'hang up'],
  ])('%s is tried again, signed anew, until it works', async (_, reply) => {
    const bff = await cashier(reply, reply, { status: 200, body: VIEW });
    expect((await bff.make().createOrder(ORDER)).ok).toBe(true);
    expect(bff.slept).toEqual([300, 1_000]);
    expect(bff.heard.map((h) => [h.genuine, h.fields['nonce']])).toEqual([
      [true, 'n0'],
      [true, 'n1'],
      [true, 'n2'],
    ]);
  });

  it('gives up as unknown after the last try', async () => {
    const bff = await cashier(no(500, 'INTERNAL'));
    expect(await bff.make().queryOrder('A1')).toEqual({ ok: false, kind: 'unknown', why: 'busy', status: 500, tries: 4, message: 'No.' });
    expect(bff.slept).toEqual([300, 1_000, 3_000]);
  });

  it('a silent cashier is a timeout, one that is away a network error; neither is a refusal', async () => {
    const bff = await cashier('hang');
    const pay = bff.make({ timeout_ms: 50, retry_ms: [1] });
    expect(await pay.createOrder(ORDER)).toMatchObject({ ok: false, kind: 'unknown', why: 'timeout', tries: 2 });
    bff.stop();
    expect(await pay.createOrder(ORDER)).toMatchObject({ ok: false, kind: 'unknown', why: 'network', tries: 2, message: 'ECONNREFUSED' });
  });

  it.each<[string, Reply]>([
    ['a login page', { status: 200, body: '<html>' }],
    ['another order', { status: 200, body: { ...VIEW, order_no: 'B2' } }],
    ['null', { status: 200, body: 'null' }],
    ['an unknown state', { status: 200, body: { ...VIEW, state: 'maybe' } }],
    ['a bare 404', { status: 404, body: 'not here' }],
    ['a redirect, which is not followed', { status: 307, body: '', headers: { location: '/elsewhere' } }],
  ])('%s is unreadable', async (_, reply) => {
    const bff = await cashier(reply);
    expect(await bff.make().createOrder(ORDER)).toMatchObject({ ok: false, kind: 'unknown', why: 'unreadable' });
    expect(bff.heard).toHaveLength(1);
  });

  it('a refund that is not in the answer is unknown', async () => {
    const bff = await cashier({ status: 200, body: VIEW });
    expect(await bff.make().refund({ order_no: 'A1', refund_no: 'R1', amount_fen: 1 })).toMatchObject({ ok: false, kind: 'unknown' });
  });
});

it('a box of another household is said signed, and another viewer’s answer is none', async () => {
  const bff = await cashier({ status: 200, body: { viewer_id: 'box-1' } });
  expect(await bff.make().viewerReissued('box-1')).toEqual({ ok: true, viewer_id: 'box-1' });
  expect(bff.heard).toMatchObject([{ method: 'POST', path: '/v2/viewers/box-1/reissued', genuine: true }]);
  expect(await bff.make().viewerReissued('box-2')).toMatchObject({ ok: false, kind: 'unknown', why: 'unreadable' });
});

describe('redirectUrl', () => {
  it('is a GET /pay that carries the signed order', async () => {
    const { make } = await cashier();
    const url = new URL(make({ base_url: 'https://pay.example' }).redirectUrl({ ...ORDER, subject: 'a&b=c 综艺' }));
    const fields = Object.fromEntries(url.searchParams);
    expect([url.origin, url.pathname, fields['subject'], fields['order_no']]).toEqual(['https://pay.example', '/pay', 'a&b=c 综艺', 'A1']);
    expect(handmadeHmac(KEY.secret, handmadeCanonical('GET', '/pay', fields)).toString('hex')).toBe(fields['signature']);
  });
});

describe('viewerUrl', () => {
  it('is a GET /me that carries the signed viewer and its purpose', async () => {
    const { make } = await cashier();
    const visit = { viewer_id: '77100001', return_url: 'https://portal.example/?a=1&b=二', box_id: '771' };
    const url = new URL(make({ base_url: 'https://pay.example' }).viewerUrl(visit));
    const fields = Object.fromEntries(url.searchParams);
    expect([url.pathname, fields['purpose'], fields['return_url'], fields['lang']]).toEqual(['/me', 'me', visit.return_url, undefined]);
    expect(handmadeHmac(KEY.secret, handmadeCanonical('GET', '/me', fields)).toString('hex')).toBe(fields['signature']);
  });
});

describe('verifyReturn', () => {
  const pay = (more: Partial<LezhongPayOptions> = {}) =>
    new LezhongPay({ base_url: 'http://x', merchant_id: 'shop', keys: [KEY], now: () => NOW, ...more });

  it.each(VECTORS.returns)('$name', (v) => {
    const back = pay({ keys: [{ key_id: 'other', secret: 'x' }, v.key] }).verifyReturn(v.url);
    expect(back).toMatchObject({ ok: true, order_no: v.facts.order_no, state: v.facts.state });
  });

  it('tells stale from forged', () => {
    const [v] = VECTORS.returns;
    const url = v?.url ?? '';
    expect(pay({ now: () => NOW + 300_001 }).verifyReturn(url)).toMatchObject({ ok: false, why: 'stale', order_no: 'A1', state: 'paid' });
    expect(pay().verifyReturn(url.replace('state=paid', 'state=left'))).toEqual({ ok: false, why: 'forged' });
    expect(pay({ merchant_id: 'other' }).verifyReturn(url)).toEqual({ ok: false, why: 'forged' });
    expect(pay().verifyReturn('/return')).toEqual({ ok: false, why: 'forged' });
  });
});

describe('options', () => {
  it.each([[[]], [[{ key_id: 'k1', secret: '' }]], [[{ key_id: '', secret: 's' }]], [[KEY, { key_id: 'k2', secret: '' }]]])(
    'keys %j are refused at once',
    (keys) => {
      expect(() => new LezhongPay({ base_url: 'http://x', merchant_id: 'shop', keys })).toThrow(TypeError);
    },
  );
  it('a secret is not shown by accident', () => {
    const pay = new LezhongPay({ base_url: 'http://x', merchant_id: 'shop', keys: [KEY] });
    expect(JSON.stringify(pay)).toBe('{}');
  });
});
