/** What every answer carries, whatever it is about, and that the page fits its own policy. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBox } from '../../../../scripts/build-box.ts';
import type { BoxBuild } from '../../../../scripts/build-box.ts';
import { StoreDown } from '../../store/errors.ts';
import { keypadCodes } from '../../payments/scan-codes.ts';
import { testApp } from '../../testing/app.ts';
import { routesOf } from '../../testing/routes.ts';

let app: Awaited<ReturnType<typeof testApp>>;
let made: BoxBuild;
let port = 0;
let path = '';
let code = '';
let phone_code = '';
let keypad_code = '';
beforeAll(async () => {
  made = await buildBox();
  const page_dir = mkdtempSync(join(tmpdir(), 'page-'));
  for (const [name, bytes] of Object.entries({ ...made.files, ...made.pictures })) writeFileSync(join(page_dir, name), bytes);
  writeFileSync(join(page_dir, 'apps.json'), JSON.stringify({ me: { script: made.manifest.script, style: made.manifest.style } }));
  app = await testApp({ page_dir, reports_dir: mkdtempSync(join(tmpdir(), 'reports-')) });
  app.bff.app.get('/test/broken', () => Promise.reject(new Error('a bug')));
  app.bff.app.get('/test/no-disk', () => Promise.reject(new StoreDown('SQLITE_FULL')));
  await app.bff.app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.bff.app.server.address() as AddressInfo).port;
  const open = async (order_no: string): Promise<string> =>
    new URL((await app.post('/v2/orders', app.order({ order_no }))).json<{ cashier_url: string }>().cashier_url).pathname;
  path = await open('A1');
  code = await open('A2');
  phone_code = app.codes.of(path.slice('/c/'.length, '/c/'.length + 20));
  keypad_code = keypadCodes('number key').of((await app.bff.payments.read({ token: path.slice('/c/'.length) }))?.order.id ?? '', 1);
  await answer(code, { kind: 'choose', channel: 'wechat' });
}, 240_000);
afterAll(() => app.bff.stop());

interface Ask {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  url: string;
  payload?: string | object;
  headers?: { [name: string]: string };
}
const ask = (url: string, over: Partial<Ask> = {}) => app.bff.app.inject({ method: 'GET', url, ...over });
const answer = async (to: string, said: object) => {
  const { version } = (await ask(to + '/step')).json<{ version: number }>();
  return ask(to + '/answer', { method: 'POST', payload: { version, answer: said } });
};

const SECURE = {
  'content-security-policy': expect.stringContaining("default-src 'none'"),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
};

/** Phones' pages alone know their visitor, by cookies that only they get. */
const COOKIE = /^lzp_\w+=[\w-]*; Max-Age=\d+; Path=\/s\/; HttpOnly; SameSite=Lax; Secure$/;

function carries(headers: { [name: string]: unknown }, kept = false, of_phones = false): void {
  expect(headers).toMatchObject({ ...SECURE, 'cache-control': kept ? 'public, max-age=31536000, immutable' : 'no-store' });
  expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined();
  const cookies = [headers['set-cookie'] ?? []].flat();
  expect(of_phones ? cookies.filter((one) => !COOKIE.test(String(one))) : cookies).toEqual([]);
}

const JSON_TYPE = { 'content-type': 'application/json' };
const HTML = { accept: 'text/html' };
const pay = () => '/pay?' + new URLSearchParams(app.signed('GET', '/pay', app.order())).toString();
const asked = (method: string, path: string) => app.signed(method, path, { merchant_id: 'shop' });
const query = (path: string) => new URLSearchParams(asked('GET', path)).toString();
const RESEND = '/v2/notices/' + '0'.repeat(20) + '-1/resend';
const DECLINE = '/v2/refund-requests/' + '0'.repeat(20) + '-1/decline';
const REISSUED = '/v2/viewers/v1/reissued';
const script = () => made.manifest.script;
/** Nothing else may be kept. */
const KEPT: ReadonlySet<string> = new Set(['the script', 'the style', 'a picture', 'a part of the script']);

const TO_NOBODY = { version: 0, key_id: 's1', page_key: 'AAAA', sealed: 'AAAA' };

/** One of each kind. */
const KINDS: readonly (readonly [what: string, request: () => Partial<Ask> & { url: string }, status: number])[] = [
  ['the page', () => ({ url: path }), 200],
  ['its head', () => ({ method: 'HEAD', url: path }), 200],
  ['a step', () => ({ url: path + '/step' }), 200],
  ['an answer', () => ({ method: 'POST', url: path + '/answer', payload: { version: 0, answer: { kind: 'change' } } }), 200],
  ['a code as a picture', () => ({ url: code + '/qr.png' }), 200],
  ['an order', () => ({ method: 'POST', url: '/v2/orders', payload: app.signed('POST', '/v2/orders', app.order()) }), 200],
  ['the description', () => ({ url: '/v2/openapi.json' }), 200],
  ['the same, to read', () => ({ url: '/v2/docs' }), 200],
  ['events', () => ({ url: '/v2/events?' + query('/v2/events') }), 200],
  ['notices', () => ({ url: '/v2/notices?' + query('/v2/notices') }), 200],
  ['a notice for trying', () => ({ method: 'POST', url: '/v2/notices/test', payload: asked('POST', '/v2/notices/test') }), 403],
  ['a notice of nobody', () => ({ method: 'POST', url: RESEND, payload: asked('POST', RESEND) }), 404],
  ['refund requests', () => ({ url: '/v2/refund-requests?' + query('/v2/refund-requests') }), 200],
  ['a request of nobody', () => ({ method: 'POST', url: DECLINE, payload: asked('POST', DECLINE) }), 404],
  ['a box of another household, of no portal', () => ({ method: 'POST', url: REISSUED, payload: asked('POST', REISSUED) }), 403],
  ['a redirect', () => ({ url: pay() }), 303],
  ['a page of a viewer that may not be opened', () => ({ url: '/me?purpose=me' }), 401],
  ['its orders, for nobody', () => ({ method: 'POST', url: '/me/orders', payload: { t: '' } }), 401],
  ['its wish, for nobody', () => ({ method: 'POST', url: '/me/request', payload: { t: '', id: 'a'.repeat(20), reason: 'other' } }), 401],
  ['its cards, for nobody', () => ({ method: 'POST', url: '/me/cards', payload: { t: '' } }), 401],
  [
    'its account, for nobody',
    () => ({ method: 'POST', url: '/me/account', payload: { t: '', version: 0, key_id: 'k', page_key: 'AA==', sealed: 'AA==' } }),
    401,
  ],
  ['what it was told, for nobody', () => ({ method: 'POST', url: '/me/told', payload: { t: '' } }), 401],
  ['its boxes, for nobody', () => ({ method: 'POST', url: '/me/boxes', payload: { t: '' } }), 401],
  ['a card less, for nobody', () => ({ method: 'POST', url: '/me/cards/remove', payload: { t: '', id: 'a' } }), 401],
  ['a card first, for nobody', () => ({ method: 'POST', url: '/me/cards/prefer', payload: { t: '', id: 'a' } }), 401],
  ['a keymap', () => ({ url: '/keymaps/guangxi.json' }), 200],
  ['the script', () => ({ url: script() }), 200],
  ['the style', () => ({ url: made.manifest.style }), 200],
  ['a picture', () => ({ url: '/box/' + Object.keys(made.pictures)[0] }), 200],
  ['a part of the script', () => ({ url: script(), headers: { range: 'bytes=0-9' } }), 206],
  ['a part that is not there', () => ({ url: script(), headers: { range: 'bytes=999999-' } }), 400],
  ['the template, which has no hash', () => ({ url: '/box/page.html' }), 404],
  ['the manifest, which has none', () => ({ url: '/box/manifest.json' }), 404],
  ['the key check', () => ({ url: '/keys' }), 200],
  ['a report of keys', () => ({ method: 'POST', url: '/keys/report', payload: {} }), 201],
  ['health', () => ({ url: '/healthz' }), 200],
  ['readiness', () => ({ url: '/readyz' }), 200],
  ['a bad answer', () => ({ method: 'POST', url: path + '/answer', payload: {} }), 400],
  ['no JSON', () => ({ method: 'POST', url: '/v2/orders', payload: '{', headers: JSON_TYPE }), 400],
  ['a bad signature', () => ({ method: 'POST', url: '/v2/orders', payload: { ...app.order(), signature: 'x' } }), 401],
  ['a bad signature, for a reader', () => ({ url: '/pay?merchant_id=shop' }), 401],
  ['nowhere', () => ({ url: '/nowhere' }), 404],
  ['nowhere, for a reader', () => ({ url: '/c/' + '0'.repeat(52), headers: HTML }), 404],
  ['too much', () => ({ method: 'POST', url: '/v2/orders', payload: { a: 'x'.repeat(20_000) } }), 413],
  ['another method', () => ({ method: 'DELETE', url: '/v2/orders' }), 404],
  ['a callback', () => ({ method: 'POST', url: '/callbacks/wechat', payload: {} }), 200],
  ['a callback of nobody', () => ({ method: 'POST', url: '/callbacks/nobank', payload: {} }), 404],
  ['the page of a phone', () => ({ url: '/s/' + phone_code }), 200],
  ['the same in capitals', () => ({ url: '/S/' + phone_code }), 302],
  ['how it stands', () => ({ url: '/s/' + phone_code + '/state' }), 200],
  ['a press', () => ({ method: 'POST', url: '/s/' + phone_code + '/pay', payload: { way: 'alipay' } }), 200],
  ['back from a wallet', () => ({ method: 'POST', url: '/s/' + phone_code + '/ask', payload: {} }), 200],
  ['back from a sign-in', () => ({ url: '/s/o/wechat?code=x&state=y' }), 400],
  ['the page of a keypad', () => ({ url: '/s/' + keypad_code }), 200],
  ['what is to be typed', () => ({ url: '/s/' + keypad_code + '/keypad' }), 200],
  ['a first touch', () => ({ method: 'POST', url: '/s/' + keypad_code + '/keypad', payload: { do: 'begin' } }), 200],
  ['what was typed', () => ({ method: 'POST', url: '/s/' + keypad_code + '/type', payload: TO_NOBODY }), 200],
  [
    'a parent’s word, of a code that is none',
    () => ({ method: 'POST', url: '/s/' + 'A'.repeat(26) + '/consent', payload: { yes: true } }),
    404,
  ],
  ['a code that is none', () => ({ url: '/s/' + 'A'.repeat(26) }), 404],
  ['a bug', () => ({ url: '/test/broken' }), 500],
  ['a full disk', () => ({ url: '/test/no-disk' }), 503],
  ['an address that is not one', () => ({ url: '/c/%zz' }), 400],
  ['an address that is too long', () => ({ url: '/c/' + 'a'.repeat(300) }), 414],
];

/** The same for what Node refuses before there is a request. */
const BYTES: readonly (readonly [string, string, number])[] = [
  ['garbage', 'GARBAGE\r\n\r\n', 400],
  ['a head of 20 KB', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX: ' + 'y'.repeat(20_000) + '\r\n\r\n', 431],
  ['two lengths', 'POST /v2/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 400],
  ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['an odd expectation', 'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: nothing\r\nConnection: close\r\n\r\n', 417],
];

function spoken(bytes: string): Promise<{ status: number; headers: { [name: string]: string }; body: string }> {
  return new Promise((done) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (part) => (heard += part.toString('utf8')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const [head = '', body = ''] = heard.split('\r\n\r\n');
      const lines = head.split('\r\n').slice(1);
      const headers = Object.fromEntries(lines.map((line) => [line.split(': ')[0]?.toLowerCase(), line.slice(line.indexOf(': ') + 2)]));
      done({ status: Number(head.split(' ')[1]), headers, body });
    });
  });
}

describe('every answer', () => {
  it.each(KINDS)('%s', async (name, request, status) => {
    const { url, ...more } = request();
    const { headers, statusCode, body } = await ask(url, more);
    expect(statusCode).toBe(status);
    carries(headers, KEPT.has(name), /^\/s\//i.test(url));
    if (status >= 400 && /json/.test(String(headers['content-type']))) {
      expect(JSON.parse(body)).toMatchObject({ error: { code: expect.stringMatching(/^[A-Z_]+$/) } });
      expect(body).not.toContain('%zz');
      expect(body).not.toContain('aaaa');
    }
  });

  it.each(BYTES)('%s, which is no request', async (_name, bytes, status) => {
    const heard = await spoken(bytes);
    expect(heard.status).toBe(status);
    carries(heard.headers);
    expect(JSON.parse(heard.body)).toMatchObject({ error: { code: 'BODY_BAD' } });
  });

  it('HTTP/1.0 needs no host', async () => {
    const heard = await spoken('GET /healthz HTTP/1.0\r\n\r\n');
    expect(heard.status).toBe(200);
    carries(heard.headers);
  });

  it('too many requests, too', async () => {
    const off = { per_s: 0, burst: 1 };
    const limited = await testApp({ rates: { address: { per_s: 0.001, burst: 1 }, order: off, merchant: off } });
    await limited.bff.app.inject('/healthz');
    const { statusCode, headers } = await limited.bff.app.inject('/healthz');
    expect([statusCode, headers['retry-after']]).toEqual([429, '1']);
    carries(headers);
    await limited.bff.stop();
  });

  it('where boxes come over TLS, no other way is to be tried, and not told of where they do not', async () => {
    const tls = await testApp({ public_url: 'https://pay.example' });
    expect((await tls.bff.app.inject('/healthz')).headers['strict-transport-security']).toMatch(/^max-age=\d{8}$/);
    await tls.bff.stop();
    expect((await ask('/healthz')).headers['strict-transport-security']).toBeUndefined();
  });

  it('every kind of route is among these', async () => {
    const routes = routesOf(app.bff.app)
      .filter((route) => !/\/test\/|\*$/.test(route))
      .map((route) => route.split(' ')[1] ?? '');
    const asked = KINDS.map(([, request]) => request().url);
    const missed = routes.filter((route) => !asked.some((url) => new RegExp('^' + route.replace(/:\w+/g, '[^/]+') + '(\\?|$)').test(url)));
    // A merchant's three other calls answer as `an order` does; those of 2014 have tests of their own.
    expect(missed.filter((route) => !/^\/v2\/orders\/:order_no|^\/web-lezpay\/|\/bank$/.test(route))).toEqual([]);
    expect(routes.length).toBeGreaterThan(10);
  });
});

describe('the policy and the page', () => {
  const policy = async (): Promise<Map<string, string[]>> =>
    new Map(
      String((await ask(path)).headers['content-security-policy'])
        .split('; ')
        .map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1)]),
    );

  it('nothing from elsewhere, no inline script, no eval, no frame, no form', async () => {
    const csp = await policy();
    expect(csp.get('script-src')).toEqual(["'self'"]);
    expect(csp.get('connect-src')).toEqual(["'self'"]);
    for (const name of ['default-src', 'base-uri', 'form-action', 'frame-ancestors'])
      expect([name, csp.get(name)]).toEqual([name, ["'none'"]]);
    expect([...csp.values()].flat().filter((source) => /https?:|\*|unsafe-eval/.test(source))).toEqual([]);
  });

  it.each([
    ['the cashier', () => path],
    ['a code', () => code],
    ['the key check', () => '/keys'],
    ['a refusal', () => '/c/' + '0'.repeat(52)],
  ])('%s as it is served is made of what the policy allows', async (_name, url) => {
    const html = (await ask(url(), { headers: HTML })).body;
    const tags = [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>/g)].map(([, tag = '', rest = '']) => ({
      tag,
      attributes: Object.fromEntries([...rest.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, value])),
    }));
    // Every "<" is one of them, an end or the doctype: the boot's JSON has none.
    expect(html.match(/<(?![/!])/g)).toHaveLength(tags.length);
    const own: string[] = [];
    for (const { tag, attributes } of tags) {
      expect(['html', 'head', 'meta', 'link', 'title', 'body', 'div', 'p', 'script']).toContain(tag);
      expect(Object.keys(attributes).filter((name) => /^on|^style$|^srcdoc$|^http-equiv$/.test(name))).toEqual([]);
      if (tag === 'script' && !attributes['src']) expect(attributes['type']).toBe('application/json');
      const from = attributes['src'] ?? attributes['href'];
      if (from && !(tag === 'link' && attributes['rel'] === 'icon' && from === 'data:,')) own.push(from);
    }
    expect(own.length).toBeGreaterThanOrEqual(2);
    for (const one of own) {
      expect(one).toMatch(/^\/box\/[\w-]+\.(js|css)$/);
      expect((await ask(one)).statusCode).toBe(200);
    }
  });

  it('nothing in its scripts evaluates text or asks elsewhere; nothing in its styles comes from elsewhere', () => {
    const found = (kind: RegExp, what: RegExp): string[] =>
      Object.entries(made.files)
        .filter(([name]) => kind.test(name))
        .flatMap(([, text]) => [...text.matchAll(what)].map(([one]) => one));
    // Both are what the policy stops; the link of old boxes' focus does nothing either way.
    const runs = found(/\.js$/, /\beval\(|new Function\b|document\.write|javascript:[^"']*/g);
    expect(runs.filter((one) => one !== 'javascript:void(0)')).toEqual([]);
    const far = found(/\.js$/, /\b(?:https?|wss?):\/\/[\w.]+/g);
    // A namespace, and a link in a message of the bundler's.
    expect(far.filter((one) => !['http://www.w3.org', 'https://rolldown.rs'].includes(one))).toEqual([]);
    const drawn = found(/\.(js|css)$/, /url\(["']?[^"')]+/g).filter((one) => !/^url\(["']?(\/box\/|data:)/.test(one));
    expect(drawn).toEqual([]);
  });
});
