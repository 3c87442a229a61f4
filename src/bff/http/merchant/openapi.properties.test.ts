/** Whatever a merchant's program sends, the answer is one that /v2/openapi.json describes: also what the router itself refuses. */
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { oddities } from '../../../../e2e/trials/fuzz/odd.ts';
import { seeded } from '../../../../e2e/support/random.ts';
import { testApp } from '../../testing/app.ts';
import { PROBLEM_SHAPE, SHAPES } from './shapes.ts';

let app: Awaited<ReturnType<typeof testApp>>;
beforeAll(async () => {
  app = await testApp();
  await app.post('/v2/orders', app.order());
});
afterAll(() => app.bff.stop());

const ID = 'a'.repeat(20) + '-1';
const NAMES = ['A1', 'none', '__proto__', '%00', '%ff', '%', 'x'.repeat(65), 'x'.repeat(200), '%E4%B8', '..', ID];
const FIELDS = ['order_no', 'amount_fen', 'refund_no', 'reason', 'state', 'limit', 'cursor', 'after', 'text', 'request_id', '__proto__'];
const VALUES = ['', '1', '-1', '0', 'x', '__proto__', '1'.repeat(30), '\u0000', '漢', '1-1', 'latest', 'open'];
const ROUTES = [
  'GET /v2/orders',
  'GET /v2/events',
  'GET /v2/notices',
  'GET /v2/refund-requests',
  'GET /v2/orders/:name',
  'GET /v2/orders/:name/refunds/:name',
  'POST /v2/orders',
  'POST /v2/orders/:name/close',
  'POST /v2/orders/:name/refunds',
  'POST /v2/orders/:name/delivered',
  'POST /v2/notices/:name/resend',
  'POST /v2/notices/test',
  'POST /v2/refund-requests/:name/decline',
  'POST /v2/viewers/:name/reissued',
  'GET /v2/nothing/:name',
];
const ANSWERS = Object.values(SHAPES).map((one) => one.answer);

it('3,000 requests, most of them odd', { timeout: 120_000 }, async () => {
  const { pick, once } = oddities(seeded(7));
  const seen = new Set<number>();
  for (let i = 0; i < 3_000; i++) {
    const [method = 'GET', route = ''] = pick(ROUTES).split(' ');
    const path = route.replace(/:name/g, () => pick(NAMES));
    const own = Object.fromEntries(Array.from({ length: 3 }, () => [pick(FIELDS), pick(VALUES)]));
    const given = { merchant_id: 'shop', ...(once(4) ? app.order() : {}), ...own };
    const fields = once(5) ? given : (app.signed(method, path, given) as { [name: string]: string });
    const url = method === 'GET' ? path + '?' + new URLSearchParams(fields).toString() : path;
    const answer = await app.bff.app.inject({ method: method as 'GET', url, ...(method === 'POST' ? { payload: fields } : {}) });
    seen.add(answer.statusCode);
    const body = answer.json<object>();
    if (answer.statusCode === 200) {
      expect([path, ANSWERS.some((shape) => Value.Check(shape, body))]).toEqual([path, true]);
      continue;
    }
    expect([path, answer.headers['content-type']]).toEqual([path, expect.stringContaining('application/problem+json')]);
    expect([path, [...Value.Errors(PROBLEM_SHAPE, body)]]).toEqual([path, []]);
    expect(body).toMatchObject({ status: answer.statusCode });
  }
  expect([...seen].toSorted((a, b) => a - b)).toEqual(expect.arrayContaining([200, 400, 401, 404, 414]));
});
