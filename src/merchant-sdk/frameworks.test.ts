/** Notices on the frameworks themselves, over HTTP: taken, forged, flooded, and parsed by something before. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import fastify5 from 'fastify';
import fastify4 from 'fastify4';
import { afterEach, describe, expect, it } from 'vitest';
import { hmac64 } from './crypto.ts';
import { noticeHeaders } from '../protocol/notice.ts';
import { LezhongPay } from './index.ts';

// They bring no types.
const require = createRequire(import.meta.url);
const [express4, express5] = [require('express4'), require('express')] as unknown[];

const SECRET = 'whsec_' + Buffer.alloc(32, 7).toString('base64');
const pay = new LezhongPay({ base_url: 'http://127.0.0.1:1', merchant_id: 'shop', keys: [{ key_id: 'k1', secret: SECRET }] });
const taken: string[] = [];
const book = { seen: () => false, take: (notice: { id: string }) => void taken.push(notice.id) };

interface Listening {
  url: string;
  close(): Promise<void>;
}
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function listening(server: Server): Promise<Listening> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () => new Promise<void>((done) => void server.close(() => done()));
  return { url: 'http://127.0.0.1:' + (server.address() as AddressInfo).port + '/notices', close };
}

interface ExpressLike {
  (): { use(handler: unknown): void; post(path: string, ...handlers: unknown[]): void };
  json(): unknown;
  raw(options: object): unknown;
}
const onExpress = (framework: unknown, before?: 'raw' | 'json') => () => {
  const express = framework as ExpressLike;
  const app = express();
  if (before === 'json') app.use(express.json());
  app.post('/notices', ...(before === 'raw' ? [express.raw({ type: () => true, limit: '1mb' })] : []), pay.noticeHandler(book));
  return listening(createServer(app as unknown as Handler));
};

const onFastify = (framework: unknown) => async (): Promise<Listening> => {
  const app = (framework as (options: object) => ReturnType<typeof fastify5>)({ bodyLimit: 1_048_576 });
  await app.register(pay.fastifyNotices(book), { url: '/notices' });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { url: 'http://127.0.0.1:' + (app.server.address() as AddressInfo).port + '/notices', close: () => app.close() };
};

const FRAMEWORKS: readonly (readonly [name: string, start: () => Promise<Listening>])[] = [
  ['plain http', () => listening(createServer(pay.noticeHandler(book) as Handler))],
  ['Express 4', onExpress(express4)],
  ['Express 4 behind express.raw()', onExpress(express4, 'raw')],
  ['Express 5', onExpress(express5)],
  ['Express 5 behind express.raw()', onExpress(express5, 'raw')],
  ['Fastify 4', onFastify(fastify4)],
  ['Fastify 5', onFastify(fastify5)],
];

let open: Listening | undefined;
afterEach(async () => {
  await open?.close();
  taken.length = 0;
});

function post(body: string, secret = SECRET, id = 'o-1'): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    connection: 'close',
    ...noticeHeaders(hmac64, [secret], id, Math.floor(Date.now() / 1000), body),
  };
  return fetch(open?.url ?? '', { method: 'POST', headers, body });
}
const notice = (detail = '') =>
  JSON.stringify({
    id: 'o-1',
    n: 1,
    type: 'order.paid',
    created_at_ms: 1,
    merchant_id: 'shop',
    order_no: 'A1',
    amount_fen: 1,
    ...(detail ? { detail } : {}),
  });
const said = async (answer: Promise<Response>): Promise<[number, string]> => [(await answer).status, await (await answer).text()];

describe.each(FRAMEWORKS)('%s', (_name, start) => {
  it('a notice is taken with SUCCESS; a forged one is not, and one of 70 KB is too large', async () => {
    open = await start();
    expect(await said(post(notice()))).toEqual([200, 'SUCCESS']);
    expect(taken).toEqual(['o-1']);
    expect((await said(post(notice(), 'whsec_' + Buffer.alloc(32, 8).toString('base64'))))[0]).toBe(401);
    expect(await said(post(notice('x'.repeat(70_000))))).toEqual([413, 'too large']);
    expect(taken).toEqual(['o-1']);
  });
});

describe.each([
  ['Express 4', onExpress(express4, 'json')],
  ['Express 5', onExpress(express5, 'json')],
])('%s behind express.json()', (_name, start) => {
  it('is told apart from a forgery, in words', async () => {
    open = await start();
    const [status, text] = await said(post(notice()));
    expect([status, text]).toEqual([500, expect.stringContaining('the raw body is gone')]);
    expect(taken).toEqual([]);
  });
});
