/** The merchants' interface: refunds one by one, lists, events, notices, delivered, refusals; every answer as /v2/openapi.json says. */
import Value from 'typebox/value';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Outgoing } from '../../../channels/port.ts';
import { hmac64 } from '../../merchants/verify.ts';
import { readNotice } from '../../../protocol/notice.ts';
import { KEY, testApp } from '../../testing/app.ts';
import { pay } from './v1/client.fixture.ts';

type App = Awaited<ReturnType<typeof testApp>>;
type Json = { [name: string]: unknown };
interface Described {
  openapi: string;
  paths: {
    [path: string]: { [method: string]: { responses: { [status: string]: { content: { [type: string]: { schema: TSchema } } } } } };
  };
}

let app: App;
let described: Described;
const merchant = { takes: true };
beforeAll(async () => {
  app = await testApp({ hurry: 100, takes: () => merchant.takes });
  described = (await app.bff.app.inject({ url: '/v2/openapi.json' })).json();
});
afterAll(() => app.bff.stop());

/** Asks, and holds the answer against the description of its route. */
async function ask(method: 'GET' | 'POST', path: string, fields: { [name: string]: string } = {}): Promise<{ status: number; body: Json }> {
  const signed = app.signed(method, path, { merchant_id: 'shop', ...fields }) as unknown as { [name: string]: string };
  const url = method === 'GET' ? path + '?' + new URLSearchParams(signed).toString() : path;
  const answer = await app.bff.app.inject({ method, url, ...(method === 'POST' ? { payload: signed } : {}) });
  const route = Object.keys(described.paths).find((one) => new RegExp('^' + one.replace(/\{\w+\}/g, '[^/]+') + '$').test(path));
  const { responses } = described.paths[route ?? '']?.[method.toLowerCase()] ?? { responses: {} };
  const of = responses[String(answer.statusCode)] ?? responses['default'];
  const type = answer.statusCode === 200 ? 'application/json' : 'application/problem+json';
  const schema = of?.content[type]?.schema;
  if (!schema) throw new Error('not described: ' + method + ' ' + path + ' ' + answer.statusCode);
  const body = answer.json<Json>();
  expect([path, [...Value.Errors(schema, body)].map((e) => e.instancePath + ' ' + e.message)]).toEqual([path, []]);
  expect(answer.headers['content-type']).toContain(type);
  return { status: answer.statusCode, body };
}

const create = (order_no: string) => ask('POST', '/v2/orders', app.order({ order_no }));
async function until(good: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 300 && !(await good()); i++) await new Promise((done) => setTimeout(done, 10));
}

it('describes every route of the interface, and nothing else', async () => {
  expect(described.openapi).toBe('3.1.0');
  const routes = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((m) => m.toUpperCase() + ' ' + path),
  );
  expect(routes.filter((one) => !one.startsWith('HEAD ')).sort()).toEqual([
    'GET /v2/events',
    'GET /v2/notices',
    'GET /v2/orders',
    'GET /v2/orders/{order_no}',
    'GET /v2/orders/{order_no}/refunds/{refund_no}',
    'GET /v2/refund-requests',
    'POST /v2/notices/test',
    'POST /v2/notices/{id}/resend',
    'POST /v2/orders',
    'POST /v2/orders/{order_no}/close',
    'POST /v2/orders/{order_no}/delivered',
    'POST /v2/orders/{order_no}/refunds',
    'POST /v2/refund-requests/{id}/decline',
    'POST /v2/viewers/{id}/reissued',
  ]);
  const page = await app.bff.app.inject({ url: '/v2/docs' });
  expect(page.body).toContain('/v2/orders/{order_no}/delivered');
});

it('a refund is read by its number', async () => {
  await create('R1');
  await pay(app, 'R1');
  expect(await ask('POST', '/v2/orders/R1/refunds', { refund_no: 'r-1', amount_fen: '490' })).toMatchObject({ status: 200 });
  await until(async () => (await ask('GET', '/v2/orders/R1/refunds/r-1')).body['state'] === 'done');
  expect(await ask('GET', '/v2/orders/R1/refunds/r-1')).toEqual({
    status: 200,
    body: { refund_no: 'r-1', amount_fen: 490, state: 'done' },
  });
  expect(await ask('GET', '/v2/orders/R1/refunds/none')).toMatchObject({ status: 404, body: { code: 'REFUND_NOT_FOUND' } });
});

it('delivered is said once of a paid order, and wakes the screen', async () => {
  await create('D1');
  expect(await ask('POST', '/v2/orders/D1/delivered')).toMatchObject({ status: 409, body: { code: 'ORDER_NOT_PAID' } });
  await pay(app, 'D1');
  const seq = (await app.store.read({ merchant_id: 'shop', order_no: 'D1' }))?.dialogue.seq ?? 0;
  const told = async () => {
    const { order } = (await app.store.read({ merchant_id: 'shop', order_no: 'D1' })) ?? {};
    return (await app.bff.app.inject({ url: '/c/' + order?.token + '/step' })).json<{ told_text: string }>().told_text;
  };
  expect(await told()).toBe('正在通知芒果TV');
  const first = await ask('POST', '/v2/orders/D1/delivered');
  expect(await told()).toBe('已开通');
  expect(first.body['delivered_at_ms']).toBeGreaterThan(0);
  expect((await ask('POST', '/v2/orders/D1/delivered')).body['delivered_at_ms']).toBe(first.body['delivered_at_ms']);
  expect((await app.store.read({ merchant_id: 'shop', order_no: 'D1' }))?.dialogue.seq).toBe(seq + 1);
});

it('orders are listed page by page, by time and by state, and only ones of this merchant', async () => {
  const from = Date.now();
  await new Promise((done) => setTimeout(done, 5));
  for (let i = 0; i < 5; i++) await create('L' + i);
  await app.bff.payments.open({ ...app.order({ order_no: 'X1' }), merchant_id: 'other' } as never, 1990 as never);
  await pay(app, 'L2');
  const seen: unknown[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await ask('GET', '/v2/orders', { created_after: String(from), limit: '2', ...(cursor ? { cursor } : {}) });
    seen.push(...(body['orders'] as Json[]).map((one) => one['order_no']));
    cursor = body['next_cursor'] as string | undefined;
  } while (cursor);
  expect(seen).toEqual(['L0', 'L1', 'L2', 'L3', 'L4']);
  const paid = await ask('GET', '/v2/orders', { created_after: String(from), state: 'paid' });
  expect((paid.body['orders'] as Json[]).map((one) => one['order_no'])).toEqual(['L2']);
});

it('events are what notices tell, each once, from a cursor on', async () => {
  const start = (await ask('GET', '/v2/events', { after: 'latest' })).body['cursor'] as string;
  for (const order_no of ['E1', 'E2', 'E3']) await create(order_no);
  await pay(app, 'E1');
  await ask('POST', '/v2/orders/E2/close');
  await pay(app, 'E3');
  const seen: string[] = [];
  let after = start;
  for (let i = 0; i < 20; i++) {
    const { body } = await ask('GET', '/v2/events', { after, limit: '1' });
    seen.push(...(body['events'] as Json[]).map((one) => one['type'] + ' ' + one['order_no']));
    after = body['cursor'] as string;
    if (body['more'] === false) break;
  }
  expect(seen).toEqual(['order.paid E1', 'order.closed E2', 'order.paid E3']);
  const all = (await ask('GET', '/v2/events', { limit: '100' })).body['events'] as Json[];
  expect(new Set(all.map((one) => one['id'])).size).toBe(all.length);
  const stale = await ask('GET', '/v2/events', { after: '7-1' });
  expect(stale).toMatchObject({ status: 410, body: { code: 'CURSOR_STALE', field: 'after' } });
});

it('notices not taken are listed, sent once more in their sequence, and a server can be tried', async () => {
  merchant.takes = false;
  await create('N1');
  await pay(app, 'N1');
  await ask('POST', '/v2/orders/N1/refunds', { refund_no: 'n-1', amount_fen: '1' });
  const listed = async () => (await ask('GET', '/v2/notices', { order_no: 'N1' })).body['notices'] as Json[];
  await until(async () => (await listed()).length === 2);
  const [first, second] = (await listed()).map((one) => String(one['id']));
  expect((await ask('GET', '/v2/notices')).body['notices']).toEqual(expect.arrayContaining([expect.objectContaining({ id: first })]));
  expect(await ask('POST', '/v2/notices/' + first + '/resend')).toMatchObject({ status: 409, body: { code: 'NOTICE_NOT_TAKEN' } });
  expect(await ask('POST', '/v2/notices/' + second + '/resend')).toMatchObject({ status: 409, body: { code: 'NOTICE_WAITS' } });
  merchant.takes = true;
  expect(await ask('POST', '/v2/notices/' + first + '/resend')).toMatchObject({
    status: 200,
    body: { delivered_at_ms: expect.any(Number) },
  });
  expect(await ask('POST', '/v2/notices/' + 'a'.repeat(20) + '-1/resend')).toMatchObject({ status: 404 });
  const tried = await ask('POST', '/v2/notices/test', { notify_url: 'http://shop.example/try' });
  expect(tried).toMatchObject({ status: 200, body: { taken: true } });
  const { headers = {}, body = '', url }: Partial<Outgoing> = app.posted.at(-1) ?? {};
  const told = readNotice(hmac64, [KEY.secret], (name) => headers[name], body, app.world.wall());
  expect([url, told]).toMatchObject(['http://shop.example/try', { type: 'test', n: 0, id: tried.body['id'] }]);
  expect(await ask('POST', '/v2/notices/test', { notify_url: 'http://evil.example/' })).toMatchObject({ status: 403 });
});

it.each([
  ['POST', '/v2/orders', { lines: '[]' }, 400, { code: 'FIELD_BAD', field: 'lines', limit: expect.stringContaining('1000 bytes') }],
  ['POST', '/v2/orders', { amount_fen: '0' }, 400, { code: 'AMOUNT_BAD', field: 'amount_fen' }],
  ['POST', '/v2/orders', { merchant_id: 'nobody' }, 401, { code: 'MERCHANT_UNKNOWN' }],
  ['POST', '/v2/orders', { merchant_id: 'off' }, 403, { code: 'MERCHANT_DISABLED' }],
  ['GET', '/v2/orders/none', {}, 404, { code: 'ORDER_NOT_FOUND' }],
  ['GET', '/v2/orders', { limit: '0' }, 400, { code: 'FIELD_BAD', field: 'limit', limit: '1 to 100' }],
  ['GET', '/v2/orders', { state: 'x' }, 400, { code: 'FIELD_BAD', field: 'state' }],
  ['GET', '/v2/events', { after: 'x' }, 400, { code: 'FIELD_BAD', field: 'after' }],
  ['POST', '/v2/orders/none/close', {}, 404, { code: 'ORDER_NOT_FOUND' }],
  ['POST', '/v2/orders/none/refunds', { refund_no: 'r', amount_fen: '1' }, 404, { code: 'ORDER_NOT_FOUND' }],
] as const)('%s %s with %j: %i, as a problem', async (method, path, over, status, problem) => {
  const base: { [name: string]: string } = path === '/v2/orders' && method === 'POST' ? app.order({ order_no: 'P1' }) : {};
  const refused = await ask(method, path, { ...base, ...over });
  expect(refused).toMatchObject({ status, body: { ...problem, trace_id: expect.stringMatching(/^[0-9a-z]{16}$/), status } });
  // The same request is found in the log.
  expect(app.logged.join('')).toContain('"reqId":"' + String(refused.body['trace_id']) + '"');
});
