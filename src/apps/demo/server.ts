/** The shop over HTTP: pages for the TV, notices from the cashier, a list for tests. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { makeKnobs } from './knobs.ts';
import type { Knobs } from './knobs.ts';
import { returnPage, sorryPage } from './pages/return-page.ts';
import { shopPage } from './pages/shop-page.ts';
import { buy, comeBack, linkOf } from './shop.ts';
import type { ShopDeps, Wishes } from './shop.ts';

export interface ServerDeps extends ShopDeps {
  test_knobs: boolean;
  log: (event: string, facts: { [name: string]: string | number }) => void;
}

/** Answers as text, page or redirect; `undefined` is for notices, which answer by themselves. */
type Answer = { status: number; type: string; text: string } | { status: 303; location: string } | undefined;

const html = (text: string, status = 200): Answer => ({ status, type: 'text/html', text });
const json = (value: object, status = 200): Answer => ({ status, type: 'application/json', text: JSON.stringify(value) });

export function shopServer(deps: ServerDeps): Server {
  const knobs = deps.test_knobs ? makeKnobs(deps.pay) : undefined;
  const onNotice = deps.pay.noticeHandler({ seen: deps.book.seen, take: (notice) => deps.book.take(notice, deps.now()) });
  const notices = async (request: IncomingMessage, response: ServerResponse): Promise<Answer> => {
    if (knobs?.failNotice()) return json({ error: 'told to fail' }, 500);
    await onNotice(request, response);
    deps.log('notice', { status: response.statusCode });
    return undefined;
  };
  const post = async (path: string, request: IncomingMessage, response: ServerResponse): Promise<Answer> =>
    path === '/notices' ? notices(request, response) : turned(knobs, path, request);
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://shop');
    const answer = request.method === 'POST' ? post(url.pathname, request, response) : get(deps, url);
    answer.then(
      (one) => send(response, one),
      (error: Error) => {
        deps.log('error', { name: error.name, message: error.message });
        send(response, json({ error: 'INTERNAL' }, 500));
      },
    );
  });
}

async function get(deps: ServerDeps, url: URL): Promise<Answer> {
  const wishes = wishesIn(url.searchParams);
  switch (url.pathname) {
    case '/':
      return html(shopPage(deps.random(), wishes, deps.book.list(1)[0]));
    case '/buy':
      return bought(deps, url, wishes);
    case '/return':
      return html(returnPage(await comeBack(deps, deps.public_url + url.pathname + url.search), wishes));
    case '/orders':
      return json(orders(deps));
    case '/healthz':
      return json({ ok: true });
    default:
      return json({ error: 'PAGE_NOT_FOUND' }, 404);
  }
}

/** GET, because the oldest boxes cannot post a form; `cart` makes a second press the same order. */
async function bought(deps: ServerDeps, url: URL, wishes: Wishes): Promise<Answer> {
  const cart = url.searchParams.get('cart');
  const done = await buy(
    deps,
    url.searchParams.get('item') ?? undefined,
    cart && /^[0-9a-z]{8,40}$/.test(cart) ? cart : deps.random(),
    wishes,
  );
  if (done.ok) return { status: 303, location: done.location };
  if (done.kind === 'no-item') return { status: 303, location: '/' + linkOf(wishes) };
  const code = done.kind === 'refused' ? done.code + (done.field ? ' ' + done.field : '') : done.why;
  deps.log('no-order', { kind: done.kind, code });
  return html(sorryPage(url.pathname + url.search, code, wishes), 502);
}

/** Every notice in the book was verified: others never get there. */
function orders({ book }: ServerDeps): object {
  return book
    .list(1_000)
    .map((sale) => ({ ...sale, notices: book.notices(sale.order_no).map((notice) => ({ ...notice, verified: true })) }));
}

const LANGS = ['zh-CN', 'zh-TW', 'en'] as const;
const MODES = ['elder', 'normal'] as const;
const SIZES = ['hd', 'fhd', 'sd'] as const;

function wishesIn(query: URLSearchParams): Wishes {
  const lang = LANGS.find((one) => one === query.get('lang'));
  const mode = MODES.find((one) => one === query.get('mode'));
  const size = SIZES.find((one) => one === query.get('size'));
  return {
    way: query.get('way') === 'redirect' ? 'redirect' : 'server',
    ...(lang ? { lang } : {}),
    ...(mode ? { mode } : {}),
    ...(size ? { size } : {}),
  };
}

async function turned(knobs: Knobs | undefined, path: string, request: IncomingMessage): Promise<Answer> {
  let text = '';
  for await (const chunk of request) if (text.length < 10_000) text += String(chunk);
  const done = knobs?.turn(path, parse(text));
  return done ? json(await done) : json({ error: 'PAGE_NOT_FOUND' }, 404);
}

function parse(text: string): { [name: string]: unknown } {
  try {
    return (JSON.parse(text) as { [name: string]: unknown } | null) ?? {};
  } catch {
    return {};
  }
}

function send(response: ServerResponse, answer: Answer): void {
  if (!answer || response.headersSent) return;
  const common = { 'cache-control': 'no-store' };
  if ('location' in answer) return void response.writeHead(303, { ...common, location: answer.location }).end();
  response.writeHead(answer.status, { ...common, 'content-type': answer.type + '; charset=utf-8' }).end(answer.text);
}
