/** Over a real socket with the real sender: what a gateway reads, and what silence looks like. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Outgoing } from '../port.ts';
import { makeSend } from '../shared/send.ts';
import { ASK, code, config, decrypted, NOW_MS, says, seen } from './gateway.fixture.ts';
import type { Fields } from './gateway.fixture.ts';
import { unionpay } from './index.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const outgoing = (request: IncomingMessage, body: string): Outgoing => ({
  method: 'POST',
  url: request.url ?? '',
  headers: {},
  body,
  timeout_ms: 0,
});

/** `timeout_ms`: short where silence is waited for, long where a slow machine must not look like silence. */
async function gateway(handle: (asked: Fields, reply: ServerResponse, request: IncomingMessage) => void, timeout_ms = 10_000) {
  const calls: Fields[] = [];
  const server = createServer(async (request, reply) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const asked = seen(outgoing(request, body));
    // The look for a newer certificate is not what these tests are about.
    if (asked['txnType'] === '95') return void reply.writeHead(503).end();
    calls.push(asked);
    handle(asked, reply, request);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { send, stop } = makeSend();
  ends.push(stop, () => (server.closeAllConnections(), new Promise((closed) => server.close(closed))));
  const base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway/api`;
  const world = { now: () => NOW_MS, random: (length: number) => new Uint8Array(length), log: () => undefined, send };
  return { channel: unionpay.make({ ...config(), base_url, timeout_ms }, world), calls };
}

test('a form post with every value escaped once, and a raw answer', async () => {
  const heads: (string | undefined)[] = [];
  const { channel, calls } = await gateway(async (asked, reply, request) => {
    heads.push(request.method, request.url, request.headers['content-type']);
    reply.end((await says({ respCode: '05', respMsg: '交易已受理[0000005]' })(asked, outgoing(request, ''))).body);
  });
  expect(await channel.consume({ ...ASK, code })).toEqual({ source: 'answer', asked_at_ms: NOW_MS, kind: 'pending' });
  expect(heads).toEqual(['POST', '/gateway/api/backTransReq.do', 'application/x-www-form-urlencoded;charset=UTF-8']);
  expect(decrypted(calls[0]?.['accNo'] ?? '')).toBe('6221558812340000');
});

test.each<[string, (reply: ServerResponse) => void, string]>([
  ['a redirect is not followed', (reply) => reply.writeHead(302, { location: '/gateway/api/queryTrans.do' }).end(), 'status-302'],
  ['no answer in time', () => undefined, 'TimeoutError'],
  ['half an answer', (reply) => void reply.writeHead(200, { 'content-length': '100' }).write('respCode=00'), 'TimeoutError'],
  ['a broken connection', (reply) => void reply.destroy(), 'SocketError'],
  ['more than an answer', (reply) => void reply.end('x'.repeat(300_000)), 'too-large'],
  ['much more than an answer', (reply) => void reply.end('x'.repeat(5_000_000)), 'ResponseExceededMaxSizeError'],
])('%s: silence, sent once', async (_name, answer, why) => {
  const { channel, calls } = await gateway((_asked, reply) => answer(reply), why === 'TimeoutError' ? 300 : undefined);
  expect(await channel.consume({ ...ASK, code })).toEqual({ kind: 'silent', source: 'answer', asked_at_ms: NOW_MS, why });
  await new Promise((done) => setTimeout(done, 50));
  expect(calls).toHaveLength(1);
});

test('nobody there: silence', async () => {
  const { channel } = await gateway(() => undefined);
  for (const end of ends.splice(0).reverse()) await end();
  expect(await channel.query(ASK.channel_no, NOW_MS)).toMatchObject({ kind: 'silent' });
});
