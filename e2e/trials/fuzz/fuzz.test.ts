/** The fuzzer covers every route, finds each kind of fault, and tells growing memory from flat. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../../src/bff/testing/app.ts';
import { routesOf } from '../../../src/bff/testing/routes.ts';
import { answersIn, faults } from './check.ts';
import { judgeMemory } from './memory.ts';
import type { Sample } from './memory.ts';
import { oddities } from './odd.ts';
import { consentCodes, keypadCodes } from '../../../src/bff/payments/scan-codes.ts';
import { MAKERS, requestTo } from './requests.ts';
import type { RequestContext } from './requests.ts';
import { targetOf } from './target.ts';
import { seeded } from '../../support/random.ts';

let app: Awaited<ReturnType<typeof testApp>>;
beforeAll(async () => (app = await testApp({ viewers: { shop: { portal: true } } })));
afterAll(() => app.bff.stop());

describe('what is asked', () => {
  it('every route has a maker, and no maker is without a route', () => {
    const routes = routesOf(app.bff.app);
    expect(routes.length).toBeGreaterThan(14);
    expect(Object.keys(MAKERS).toSorted()).toEqual(routes.toSorted());
  });

  it('most requests reach their route, and some of them succeed', { timeout: 30_000 }, async () => {
    const odd = oddities(seeded(5));
    const made = await app.post('/v2/orders', app.order());
    const target = targetOf(
      'A1',
      made.json<{ cashier_url: string }>().cashier_url,
      app.codes,
      keypadCodes('number key'),
      consentCodes('number key'),
    );
    const context: RequestContext = {
      odd,
      target: () => target,
      order: (order_no) => app.order({ order_no }),
      signed: (method, path, fields) => app.signed(method, path, { ...fields, merchant_id: 'shop' }) as { [name: string]: string },
      cards: [{ id: 'x', pan: '6216261000000000018', phone: '13552535506', expiry: '', cvn2: '', certif_id: '' }],
    };
    for (const route of Object.keys(MAKERS)) {
      const statuses = new Set<number>();
      for (let i = 0; i < 60; i++) {
        const { method, path, headers = {}, body } = requestTo(route, context);
        if (path.startsWith('http:')) continue;
        const answer = await app.bff.app.inject({
          method: method as 'GET',
          url: path,
          headers,
          ...(body === undefined ? {} : { payload: body }),
        });
        statuses.add(answer.statusCode);
        expect([route, answer.statusCode < 500]).toEqual([route, true]);
      }
      // This app sends nobody to a wallet's sign-in, knows no ticket of /me, keeps no reports, was never paid, seals nothing, and closing is rare.
      if (!/report|refunds|\/me\/|bank$|type$|close|delivered|resend|decline|test$|\/s\/o\/|\/S\//.test(route))
        expect([route, statuses.has(200) || statuses.has(303)]).toEqual([route, true]);
    }
  });
});

describe('what is seen', () => {
  const GOOD = {
    status: 200,
    headers: {
      'content-security-policy': 'x',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-type': 'application/json',
    },
    body: '{"ok":true}',
  };
  const head = (more: object) => ({ ...GOOD, headers: { ...GOOD.headers, ...more } });

  it('nothing wrong with a good answer, or a file of the page', () => {
    expect(faults(GOOD, ['6216'])).toEqual([]);
    expect(faults(head({ 'cache-control': 'public, max-age=31536000, immutable' }), [])).toEqual([]);
    expect(faults({ ...GOOD, status: 400, body: '{"error":{"code":"FIELD_BAD"}}' }, [])).toEqual([]);
  });

  it.each([
    ['a bug', { ...GOOD, status: 500 }],
    ['a stack', { ...GOOD, body: 'Error\n    at open (/x/orders.ts:12:3)' }],
    ['a framework', { ...GOOD, body: '{"code":"FST_ERR_BAD_URL"}' }],
    ['a file', { ...GOOD, body: '{"name":"lezhong-pay"}' }],
    ['a card', { ...GOOD, body: 'card 6216261000000000018' }],
    ['no policy', head({ 'content-security-policy': undefined })],
    ['a banner', head({ 'x-powered-by': 'x' })],
    ['a step that may be kept', head({ 'cache-control': undefined })],
    ['an error that may be kept', { ...head({ 'cache-control': 'public, immutable' }), status: 404, body: '' }],
    ['another shape', { ...GOOD, status: 400, body: '{"statusCode":400}' }],
  ])('%s', (_name, received) => {
    expect(faults(received, ['6216261000000000018'])).toHaveLength(1);
  });

  it('each of many answers on one socket', () => {
    const two = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n{"ok":true}HTTP/1.1 400 Bad Request\r\nC: d\r\n\r\n';
    expect(answersIn(two)).toEqual([
      { status: 200, headers: { a: 'b' }, body: '{"ok":true}' },
      { status: 400, headers: { c: 'd' }, body: '' },
    ]);
    expect(answersIn('')).toEqual([]);
  });
});

describe('memory', () => {
  const of = (heap: (sent: number) => number, resident: (sent: number) => number): Sample[] =>
    Array.from({ length: 40 }, (_, i) => (i + 1) * 2_500).map((sent) => ({ sent, heap_mb: heap(sent), resident_mb: resident(sent) }));

  it('flat after warming up, with noise, is flat', () => {
    const noisy = (sent: number) => 40 + ((sent / 2_500) % 3) / 5 + (sent < 20_000 ? -10 : 0);
    expect(judgeMemory(of(noisy, (sent) => 180 + ((sent / 2_500) % 2) * 8))).toMatchObject({ wrong: [], resident_grown_mb: 0 });
  });

  it('a heap that grows by 1.5 MB in 10,000 requests is not', () => {
    expect(
      judgeMemory(
        of(
          (sent) => 40 + sent * 1.5e-4,
          () => 180,
        ),
      ),
    ).toMatchObject({ wrong: [expect.stringContaining('live heap')], heap_per_10k_mb: 1.5 });
  });

  const dropping = (sent: number) => (sent > 62_500 ? -5 : 0);
  it('code that is let go once hides nothing', () => {
    const told = judgeMemory(
      of(
        (sent) => 40 + sent * 1.5e-4 + dropping(sent),
        () => 180,
      ),
    );
    expect(told.wrong).toEqual([expect.stringContaining('live heap')]);
    const flat = judgeMemory(
      of(
        (sent) => 40 + dropping(sent),
        () => 180,
      ),
    );
    expect(flat).toMatchObject({ wrong: [], heap_per_10k_mb: 0 });
  });

  it('nor is a heap that stays while the process grows', () => {
    expect(
      judgeMemory(
        of(
          () => 40,
          (sent) => 180 + sent / 1_000,
        ),
      ).wrong,
    ).toEqual([expect.stringContaining('resident')]);
  });

  it('nothing is said of too few samples', () => {
    expect(
      judgeMemory(
        of(
          () => 40,
          () => 180,
        ).slice(0, 8),
      ).wrong,
    ).toHaveLength(1);
  });
});
