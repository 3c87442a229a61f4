/** What every answer carries, whatever it is about, and that the page fits its own policy. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../testing/app.ts';

let app: Awaited<ReturnType<typeof testApp>>;
let path = '';
beforeAll(async () => {
  app = await testApp();
  const made = await app.post('/v2/orders', app.order());
  path = new URL(made.json<{ cashier_url: string }>().cashier_url).pathname;
});
afterAll(() => app.bff.stop());

interface Ask {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  payload?: string | object;
  headers?: { [name: string]: string };
}
const ask = (url: string, over: Partial<Ask> = {}) => app.bff.app.inject({ method: 'GET', url, ...over });

/** One of each kind: [what, request, status, must not be kept]. */
const KINDS: readonly (readonly [string, () => Partial<Ask> & { url: string }, number, boolean])[] = [
  ['the page', () => ({ url: path }), 200, true],
  ['a step', () => ({ url: path + '/step' }), 200, true],
  ['an answer', () => ({ method: 'POST', url: path + '/answer', payload: { version: 0, answer: { kind: 'change' } } }), 200, true],
  ['an order', () => ({ method: 'POST', url: '/v2/orders', payload: app.signed('POST', '/v2/orders', app.order()) }), 200, true],
  ['a redirect', () => ({ url: '/pay?' + new URLSearchParams(app.signed('GET', '/pay', app.order())).toString() }), 303, true],
  ['a keymap', () => ({ url: '/keymaps/guangxi.json' }), 200, true],
  ['a file of the page', () => ({ url: '/box/manifest.json' }), 200, false],
  ['the key check', () => ({ url: '/keys' }), 200, true],
  ['health', () => ({ url: '/healthz' }), 200, true],
  ['a bad answer', () => ({ method: 'POST', url: path + '/answer', payload: {} }), 400, true],
  ['no JSON', () => ({ method: 'POST', url: '/v2/orders', payload: '{', headers: { 'content-type': 'application/json' } }), 400, true],
  ['a bad signature', () => ({ method: 'POST', url: '/v2/orders', payload: { ...app.order(), signature: 'x' } }), 401, true],
  ['nowhere', () => ({ url: '/nowhere' }), 404, true],
  ['nowhere, for a reader', () => ({ url: '/c/' + '0'.repeat(52), headers: { accept: 'text/html' } }), 404, true],
  ['too much', () => ({ method: 'POST', url: '/v2/orders', payload: { a: 'x'.repeat(20_000) } }), 413, true],
  ['another method', () => ({ method: 'DELETE', url: '/v2/orders' }), 404, true],
  ['a callback of nobody', () => ({ method: 'POST', url: '/callbacks/nobank', payload: {} }), 404, true],
];

describe('every answer', () => {
  it.each(KINDS)('%s', async (_name, request, status, fresh) => {
    const { url, ...more } = request();
    const { headers, statusCode } = await ask(url, more);
    expect(statusCode).toBe(status);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
    expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined();
    if (fresh) expect(headers['cache-control']).toBe('no-store');
    else expect(headers['cache-control']).toContain('immutable');
  });

  it('too many requests, too', async () => {
    const off = { per_s: 0, burst: 1 };
    const limited = await testApp({ rates: { address: { per_s: 0.001, burst: 1 }, order: off, merchant: off } });
    await limited.bff.app.inject('/healthz');
    const { statusCode, headers } = await limited.bff.app.inject('/healthz');
    expect([statusCode, headers['retry-after'], headers['x-content-type-options']]).toEqual([429, '1', 'nosniff']);
    await limited.bff.stop();
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

  it('the page is made of what it allows', () => {
    const html = readFileSync('index.html', 'utf8');
    const scripts = [...html.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts).toHaveLength(2);
    for (const [, about = '', inside = ''] of scripts)
      expect(/type="application\/json"/.test(about) ? inside : about).toMatch(/^(\{\{boot\}\}| type="module" src="\/[^/].*")$/);
    expect(html).not.toMatch(/\son[a-z]+\s*=|javascript:|<(iframe|form|base|object|embed)/i);
    for (const [, url = ''] of html.matchAll(/(?:src|href)="([^"]*)"/g)) expect(url).toMatch(/^(\/[^/]|data:,)/);
  });
});
