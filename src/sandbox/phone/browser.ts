/**
 * The browsers of a phone's apps: any address is fetched with the app's user agent and shown from a listener of its own, which
 * stands for the app. Wallets' addresses lead to the phone's own pages, and a wallet gives the page its bridge.
 */
import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LiveBank } from '../banks/port.ts';
import { appsOf } from './apps.ts';
import type { PhoneApp } from './apps.ts';
import { isAddress } from './open-page.ts';
import type { Phone } from './phone.ts';

export const BROWSER_PORT_OFFSET = 9;

const AS = 'sandbox_as';
const AT = 'sandbox_at';
const HOPS_MAX = 5;
/** Kept of an answer. */
const HEADERS = ['content-type', 'content-security-policy', 'cache-control', 'retry-after', 'referrer-policy'] as const;

interface BrowserParts {
  banks: readonly LiveBank[];
  phone: Phone;
  phoneUrl(): string;
  load: typeof fetch;
}

function cookies(request: FastifyRequest): Map<string, string> {
  const parts = (request.headers.cookie ?? '').split(';').map((one) => one.trim().split('='));
  return new Map(parts.flatMap(([name = '', ...value]) => (name ? [[name, value.join('=')] as const] : [])));
}

export function buildBrowser({ banks, phone, phoneUrl, load }: BrowserParts): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 65_536 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const script = readFileSync(new URL('static/bridge.js', import.meta.url), 'utf8');
  const findApp = (id: unknown): PhoneApp | undefined => appsOf(banks).find((one) => one.id === id);
  const bridgeOf = (as: PhoneApp | undefined) => banks.find(({ id }) => id === as?.id)?.bridge;

  app.get('/__open', (request, reply) => {
    const { as, url = '' } = request.query as { as?: string; url?: string };
    const opened = findApp(as);
    if (!opened || !isAddress(url)) return reply.code(400).send('as and url are wanted');
    const { origin, pathname, search } = new URL(url);
    const keep = '; Path=/; SameSite=Lax';
    return reply
      .header('set-cookie', [`${AS}=${opened.id}${keep}`, `${AT}=${encodeURIComponent(origin)}${keep}`])
      .redirect(pathname + search, 302);
  });
  app.get('/__bridge.js', (request, reply) => {
    const object = bridgeOf(findApp(cookies(request).get(AS)))?.object ?? '';
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(script.replace('{{object}}', object).replace('{{phone}}', phoneUrl()));
  });
  app.post('/__bridge', (request) => {
    const { name, params, page } = JSON.parse(String(request.body)) as { name: string; params: unknown; page: string };
    const known = cookies(request);
    const answer = bridgeOf(findApp(known.get(AS)))?.invoke(name, params, page) ?? { problem: 'no bridge' };
    if ('problem' in answer) return answer;
    const scan = phone.scan(answer.code, known.get('user') ?? 'lele');
    return scan?.kind === 'payable' ? scan : { problem: scan?.text ?? '' };
  });
  app.post('/__pay', (request) =>
    phone.pay((JSON.parse(String(request.body)) as { code: string }).code, cookies(request).get('user') ?? 'lele'),
  );
  app.route({ method: ['GET', 'POST'], url: '/*', handler: (request, reply) => pass(request, reply) });

  /** Bank addresses that an app takes for itself: the phone's page of that code. */
  function toPhone(text: string): string {
    const scan = (code: string): string => phoneUrl() + '/scan?code=' + encodeURIComponent(code);
    return text
      .replace(/alipays:\/\/platformapi\/startapp\?saId=10000007&qrcode=([^"\s]+)/g, (_whole, code: string) =>
        scan(decodeURIComponent(code)),
      )
      .replace(/https:\/\/qr\.alipay\.com\/\w+/g, scan);
  }

  async function pass(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const known = cookies(request);
    const as = findApp(known.get(AS));
    const origin = decodeURIComponent(known.get(AT) ?? '');
    if (!as || !isAddress(origin)) return reply.code(400).send('open an address first: ' + phoneUrl());
    const sent = [...known].filter(([name]) => name !== AS && name !== AT).map(([name, value]) => name + '=' + value);
    const headers = {
      'user-agent': as.user_agent,
      cookie: sent.join('; '),
      accept: request.headers.accept ?? '*/*',
      ...contentType(request),
    };
    const body = request.method === 'POST' ? { body: String(request.body ?? '') } : {};
    const answer = await load(origin + (request.raw.url ?? '/'), { method: request.method, headers, redirect: 'manual', ...body });
    for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie.replace(/; Secure/i, ''));
    const location = answer.headers.get('location');
    if (location !== null) return reply.redirect(await followed(new URL(location, origin), origin, headers), 302);
    for (const name of HEADERS) if (answer.headers.has(name)) void reply.header(name, answer.headers.get(name) ?? '');
    const text = await answer.text();
    const is_page = (answer.headers.get('content-type') ?? '').includes('text/html');
    const inside = is_page ? text.replace('<head>', '<head><script src="/__bridge.js"></script>') : toPhone(text);
    return reply.code(answer.status).send(inside);
  }

  /** Elsewhere the app goes by itself until it is back at the page's own address, or stays there. */
  async function followed(to: URL, origin: string, headers: { [name: string]: string }): Promise<string> {
    let at = to;
    for (let hop = 0; hop < HOPS_MAX && at.origin !== origin; hop++) {
      const answer = await load(at, {
        headers: { ...headers, cookie: (headers['cookie'] ?? '').replace(/lzp_\w+=[^;]*;?\s*/g, '') },
        redirect: 'manual',
      });
      const location = answer.headers.get('location');
      if (location === null) return at.href;
      at = new URL(location, at);
    }
    return at.origin === origin ? at.pathname + at.search : at.href;
  }

  return app;
}

function contentType(request: FastifyRequest): { [name: string]: string } {
  const type = request.headers['content-type'];
  return type === undefined ? {} : { 'content-type': type };
}
