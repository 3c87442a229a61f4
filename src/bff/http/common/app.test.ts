import { afterEach, describe, expect, it } from 'vitest';
import type { Boot } from '../../../protocol/boot.ts';
import type { Step } from '../../../protocol/step.ts';
import { readNotice } from '../../../protocol/notice.ts';
import { hmac64 } from '../../merchants/verify.ts';
import { KEY, testApp } from '../../testing/app.ts';

type App = Awaited<ReturnType<typeof testApp>>;
const apps: App[] = [];

async function start(options?: Parameters<typeof testApp>[0]): Promise<App> {
  const app = await testApp(options);
  apps.push(app);
  return app;
}

afterEach(async () => {
  for (const app of apps.splice(0)) await app.bff.stop();
});

async function opened(app: App, over: { [name: string]: string } = {}): Promise<string> {
  const answer = await app.post('/v2/orders', app.order(over));
  expect(answer.statusCode).toBe(200);
  return new URL(answer.json<{ cashier_url: string }>().cashier_url).pathname;
}

async function step(app: App, path: string): Promise<Step> {
  return (await app.bff.app.inject(path + '/step')).json();
}

async function answer(app: App, path: string, said: object, version?: number): Promise<Step> {
  const body = { version: version ?? (await step(app, path)).version, answer: said };
  return (await app.bff.app.inject({ method: 'POST', url: path + '/answer', payload: body })).json();
}

describe('orders', () => {
  it('the same signed order again leads to the same cashier; other contents are refused', async () => {
    const app = await start();
    const path = await opened(app);
    expect(await opened(app)).toBe(path);
    const other = await app.post('/v2/orders', app.order({ amount_fen: '1991' }));
    expect([other.statusCode, other.json().error.code]).toEqual([409, 'ORDER_CONFLICT']);
  });

  it('redirects a signed GET /pay to the cashier, also an old one of a known order', async () => {
    const app = await start();
    const url = (now_ms?: number) => '/pay?' + new URLSearchParams(app.signed('GET', '/pay', app.order(), now_ms)).toString();
    const old = app.world.now() - 3_600_000;
    expect((await app.bff.app.inject(url(old))).statusCode).toBe(401);
    const first = await app.bff.app.inject(url());
    expect([first.statusCode, first.headers.location]).toEqual([303, expect.stringMatching(/^\/c\/[0-9a-z]{52}$/)]);
    expect((await app.bff.app.inject(url(old))).headers.location).toBe(first.headers.location);
  });

  it.each([
    ['MERCHANT_UNKNOWN', 401, { merchant_id: 'nobody' }],
    ['MERCHANT_DISABLED', 403, { merchant_id: 'off' }],
    ['AMOUNT_BAD', 400, { amount_fen: '19.9' }],
    ['AMOUNT_BAD', 400, { amount_fen: '0' }],
    ['AMOUNT_BAD', 400, { amount_fen: '99999999999' }],
    ['RETURN_URL_NOT_ALLOWED', 403, { return_url: 'http://shop.example.evil.net/' }],
    ['RETURN_URL_NOT_ALLOWED', 403, { return_url: 'http://shop.example@evil.net/' }],
    ['RETURN_URL_NOT_ALLOWED', 403, { return_url: 'javascript:alert(1)' }],
    ['NOTIFY_URL_NOT_ALLOWED', 403, { notify_url: 'http://other.example/' }],
    ['FIELD_BAD', 400, { unknown_field: '1' }],
    ['FIELD_BAD', 400, { subject: 'x'.repeat(61) }],
    ['EXPIRES_BAD', 400, { expires_at: '1000000000000' }],
  ])('%s as JSON for programs and as a page for viewers', async (code, status, over) => {
    const app = await start();
    const api = await app.post('/v2/orders', app.order(over));
    expect([api.statusCode, api.json().error.code]).toEqual([status, code]);
    const query = new URLSearchParams(app.signed('GET', '/pay', app.order(over))).toString();
    const page = await app.bff.app.inject('/pay?' + query);
    expect([page.statusCode, page.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(page.body).toContain(code);
  });

  it('refuses a touched field, an unsigned request and nonsense, without a 5xx', async () => {
    const app = await start();
    const fields = app.signed('POST', '/v2/orders', app.order());
    const touched = await app.bff.app.inject({ method: 'POST', url: '/v2/orders', payload: { ...fields, amount_fen: '1' } });
    expect(touched.json().error.code).toBe('SIGNATURE_BAD');
    const bare = await app.bff.app.inject({ method: 'POST', url: '/v2/orders', payload: app.order() });
    expect(bare.json().error.code).toBe('SIGNATURE_BAD');
    for (const payload of ['{', '[]', 'null', '{"a":{}}']) {
      const answer = await app.bff.app.inject({
        method: 'POST',
        url: '/v2/orders',
        payload,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
    }
  });

  it('closes and reads an order', async () => {
    const app = await start();
    await opened(app);
    const closed = await app.post('/v2/orders/A1/close', { merchant_id: 'shop' });
    expect(closed.json().state).toBe('closed');
    const query = new URLSearchParams(app.signed('GET', '/v2/orders/A1', { merchant_id: 'shop' })).toString();
    expect((await app.bff.app.inject('/v2/orders/A1?' + query)).json().state).toBe('closed');
    const missing = await app.post('/v2/orders/NO/close', { merchant_id: 'shop' });
    expect(missing.json().error.code).toBe('ORDER_NOT_FOUND');
  });
});

describe('the cashier', () => {
  it('carries the first step in its HTML, uncacheable, and resumes anywhere', async () => {
    const app = await start();
    const path = await opened(app);
    const page = await app.bff.app.inject(path);
    expect(page.headers['cache-control']).toBe('no-store');
    const boot = JSON.parse(/id="boot">(.*)<\/script>/.exec(page.body)?.[1] ?? '') as Boot;
    expect(boot.step.kind).toBe('choose');
    expect(boot.base).toBe(path);
    expect(boot.left).toMatchObject({ url: expect.stringMatching(/state=left&.*signature=[0-9a-f]{64}$/), after_ms: 1_500 });
    expect(boot.card_script).toBe('/box/cards.js');
    expect(boot.keymap.keys.OK).toBeDefined();
    expect((await answer(app, path, { kind: 'choose', channel: 'wechat' })).kind).toBe('scan');
    expect((await step(app, path)).kind).toBe('scan');
  });

  it('wakes a waiting TV with success and tells the merchant, signed', async () => {
    const app = await start();
    const path = await opened(app);
    const scan = await answer(app, path, { kind: 'choose', channel: 'wechat' });
    const waiting = app.bff.app.inject(path + '/step?after=' + scan.seq);
    const token = path.slice(3);
    const attempt = (await app.bff.payments.read({ token }))?.attempts[0];
    app.banks.wechat.pay(attempt?.channel_no ?? '');
    await app.bff.payments.commit({ token }, { type: 'evidence', attempt: 1, evidence: app.banks.wechat.news(attempt?.channel_no ?? '') });
    const paid = (await waiting).json<Step>();
    expect(paid.kind).toBe('paid');
    await expect.poll(() => app.posted.length).toBe(1);
    const { headers, body } = app.posted[0] ?? { headers: {}, body: '' };
    const notice = readNotice(hmac64, [KEY.secret], (name) => (headers as { [name: string]: string })[name], body ?? '', app.world.now());
    expect([notice?.type, notice?.n, notice?.amount_fen]).toEqual(['order.paid', 1, 1990]);
  });

  it('twenty OK presses in a moment make one attempt', async () => {
    const app = await start();
    const path = await opened(app);
    const { version } = await step(app, path);
    await Promise.all(Array.from({ length: 20 }, () => answer(app, path, { kind: 'choose', channel: 'wechat' }, version)));
    expect((await app.bff.payments.read({ token: path.slice(3) }))?.attempts).toHaveLength(1);
    expect(app.banks.wechat.calls.filter((c) => c.call === 'prepay')).toHaveLength(1);
  });

  it('已完成支付 asks the channel and brings back the same code with a note', async () => {
    const app = await start();
    const path = await opened(app);
    const scan = await answer(app, path, { kind: 'choose', channel: 'wechat' });
    const again = await answer(app, path, { kind: 'ask-paid' });
    expect(again).toMatchObject({ kind: 'scan', version: scan.version, note: expect.stringContaining('') });
    expect('note' in again && again.note).toBeTruthy();
  });

  it('leaving signs the way back and leaves the order open', async () => {
    const app = await start();
    const path = await opened(app);
    const left = await answer(app, path, { kind: 'leave' });
    expect(left.kind).toBe('left');
    expect('return_to' in left && left.return_to?.url).toContain('state=left');
    expect((await step(app, path)).kind).toBe('choose');
  });

  it('unknown tokens, wrong answers and unknown channels are readable', async () => {
    const app = await start();
    const page = await app.bff.app.inject('/c/' + '0'.repeat(52));
    expect([page.statusCode, page.body.includes('ORDER_NOT_FOUND')]).toEqual([404, true]);
    const path = await opened(app);
    const wrong = await app.bff.app.inject({ method: 'POST', url: path + '/answer', payload: { version: 1, answer: { kind: 'pay-now' } } });
    expect([wrong.statusCode, wrong.json().error.code]).toEqual([400, 'FIELD_BAD']);
    expect(await answer(app, path, { kind: 'choose', channel: 'nobank' })).toMatchObject({ kind: 'refused', code: 'CHANNEL_DOWN' });
    expect((await answer(app, path, { kind: 'change' })).kind).toBe('choose');
  });
});

describe('stopping', () => {
  it('lets waiting TVs go with a try again', async () => {
    const app = await testApp();
    const path = await opened(app);
    const { seq } = await step(app, path);
    const waiting = app.bff.app.inject(path + '/step?after=' + seq);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await app.bff.stop();
    expect((await waiting).statusCode).toBe(503);
  });
});

// Found by npm run fuzz, seed 1.
it.each(['__proto__', 'constructor', 'toString', ''])('a channel called %s is none', async (channel) => {
  const app = await start();
  const path = await opened(app);
  const said = { version: (await step(app, path)).version, answer: { kind: 'choose', channel } };
  const got = await app.bff.app.inject({ method: 'POST', url: path + '/answer', payload: said });
  expect([got.statusCode, got.json<{ code?: string }>().code]).toEqual([200, 'CHANNEL_DOWN']);
});
