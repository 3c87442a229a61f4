/** 10,000 changed bodies of a signed order, over HTTP: none makes an order or is answered with one; the same in other bytes is. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sign } from '../../../protocol/paysign-v2.ts';
import { hmac } from '../../merchants/verify.ts';
import { KEY, testApp } from '../../testing/app.ts';

const CHANGED_MIN = 10_000;
const BATCH = 50;

let app: Awaited<ReturnType<typeof testApp>>;
let now_ms = 0;
let genuine: { [name: string]: string };
let body = '';
/** Of another order, as genuine. */
let other: { [name: string]: string };
beforeAll(async () => {
  app = await testApp();
  now_ms = app.world.wall();
  genuine = app.signed('POST', '/v2/orders', app.order(), now_ms);
  other = app.signed('POST', '/v2/orders', app.order({ order_no: 'B1', amount_fen: '1' }), now_ms);
  body = JSON.stringify(genuine);
});
afterAll(() => app.bff.stop());

const send = (payload: string | Buffer, url = '/v2/orders') =>
  app.bff.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload });

const change = fc.record({
  kind: fc.constantFrom(
    'bit',
    'cut',
    'drop',
    'add',
    'double',
    'rename',
    'case',
    'swap',
    'splice',
    'encode',
    'type',
    'key',
    'stamp',
    'path',
  ),
  at: fc.nat({ max: 1_000_000 }),
  text: fc.string({ minLength: 1, maxLength: 8 }).map((one) => one.toWellFormed()),
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

function changed({ kind, at, text }: Change): { payload: string | Buffer; url?: string } {
  const pairs = Object.entries(genuine).map(([name, value]) => JSON.stringify(name) + ':' + JSON.stringify(value));
  const names = Object.keys(genuine);
  const i = at % names.length;
  const name = names[i] ?? '';
  const value = genuine[name] ?? '';
  const pair = (n: string, v: unknown): string => JSON.stringify(n) + ':' + JSON.stringify(v);
  const put = (one: string): { payload: string } => ({ payload: '{' + pairs.with(i, one).join(',') + '}' });
  const { timestamp: _t, nonce: _n, key_id: _k, signature: _s, ...plain } = genuine;
  switch (kind) {
    case 'bit': {
      const bytes = Buffer.from(body);
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << (at % 8));
      return { payload: bytes };
    }
    case 'cut':
      return { payload: body.slice(0, at % body.length) };
    case 'drop':
      return { payload: '{' + pairs.filter((_one, k) => k !== i).join(',') + '}' };
    case 'add':
      return { payload: body.slice(0, -1) + ',' + pair(at % 2 ? text : 'goods_code', 'x') + '}' };
    case 'double':
      // The last of two counts, here as for every reader of JSON.
      return { payload: body.slice(0, -1) + ',' + pair(name, text) + '}' };
    case 'rename':
      return put(pair(name + text, value));
    case 'case':
      return put(at % 2 ? pair(name.toUpperCase(), value) : pair(name, value.toUpperCase()));
    case 'swap':
      return put(pair(name, genuine[names[(i + 1) % names.length] ?? '']));
    case 'splice':
      return put(pair(name, other[name]));
    case 'encode':
      return put(pair(name, encodeURIComponent(value)));
    case 'type':
      return put(pair(name, [[value], Number(value), null, { a: value }, true][at % 5]));
    case 'key':
      return {
        payload: JSON.stringify(sign(hmac, { key_id: KEY.key_id, secret: text }, 'POST', '/v2/orders', plain, { now_ms, nonce: 'n' })),
      };
    case 'stamp':
      return { payload: JSON.stringify({ ...genuine, timestamp: String(now_ms + 1 + at) }) };
    case 'path':
      return {
        payload: body,
        url: ['/v2/orders/A1/close', '/v2/orders/A1/refunds', '/v2/orders/A1/delivered', '/v2/orders/'][at % 4] ?? '',
      };
  }
}

/** What a reader of JSON sees, to whom 1 and ["1"] are "1", as they are to our checks of shapes; another address is another call. */
function says({ payload, url }: { payload: string | Buffer; url?: string }): string {
  try {
    const read = JSON.parse(payload.toString()) as { [name: string]: unknown };
    const text = (value: unknown): unknown =>
      typeof value === 'number' ? String(value) : Array.isArray(value) ? (value[0] as unknown) : value;
    const pairs = Object.entries(read).map(([name, value]) => [name, text(value)] as const);
    return (url ?? '') + JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
  } catch {
    return 'no JSON';
  }
}

it('10,000 changed bodies: none is taken', { timeout: 300_000 }, async () => {
  const same = says({ payload: body });
  const all = fc.sample(change, { numRuns: 12_500, seed: 7 }).map(changed);
  const forged = all.filter((one) => says(one) !== same);
  expect(forged.length).toBeGreaterThanOrEqual(CHANGED_MIN);
  const codes: { [code: string]: number } = {};
  for (let i = 0; i < forged.length; i += BATCH) {
    const batch = forged.slice(i, i + BATCH);
    const answers = await Promise.all(batch.map(({ payload, url }) => send(payload, url)));
    answers.forEach((answer, k) => {
      const { code = 'none' } = JSON.parse(answer.body) as { code?: string };
      codes[code] = (codes[code] ?? 0) + 1;
      if (answer.statusCode < 400 || answer.statusCode >= 500 || answer.statusCode === 429)
        throw new Error(answer.statusCode + ' to ' + JSON.stringify(batch[k]));
    });
  }
  expect(await app.store.journalAfter(0, 10)).toEqual([]);
  expect(codes['SIGNATURE_BAD']).toBeGreaterThan(forged.length / 2);
});

it('the genuine one is taken, in any order and with other escapes; again later it is the same order, and makes none', async () => {
  expect((await send(body)).statusCode).toBe(200);
  expect((await send(JSON.stringify(Object.fromEntries(Object.entries(genuine).reverse())))).statusCode).toBe(200);
  expect((await send(body.replace('综', '\\u7efc'))).statusCode).toBe(200);
  // Of a POST only the body is read.
  const beside = await send(body, '/v2/orders?amount_fen=1&order_no=B1');
  expect(JSON.parse(beside.body)).toMatchObject({ order_no: 'A1', amount_fen: 1990 });
  app.clock.wall_off_ms = 400_000;
  expect((await send(body)).statusCode).toBe(200);
  expect((await send(JSON.stringify(other))).statusCode).toBe(401);
  app.clock.wall_off_ms = 0;
  expect(await app.store.journalAfter(0, 10)).toHaveLength(1);
});

it('a name twice in a query is refused', async () => {
  const query = new URLSearchParams(app.signed('GET', '/v2/orders/A1', { merchant_id: 'shop' })).toString();
  expect((await app.bff.app.inject({ url: '/v2/orders/A1?' + query })).statusCode).toBe(200);
  for (const twice of ['&merchant_id=shop', '&merchant_id=other', '&nonce=n', '&signature=x'])
    expect((await app.bff.app.inject({ url: '/v2/orders/A1?' + query + twice })).statusCode).toBeGreaterThanOrEqual(400);
});
