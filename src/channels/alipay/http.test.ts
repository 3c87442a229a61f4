/** Over a real socket with the real sender: what a gateway reads, and what silence looks like. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fen } from '../../protocol/money.ts';
import { makeSend } from '../shared/send.ts';
import { NOW_MS, NUMBER, answerText, config, seen } from './gateway.fixture.ts';
import type { Seen } from './gateway.fixture.ts';
import { alipay as module } from './index.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** `timeout_ms`: short where silence is waited for, long where a slow machine must not look like silence. */
async function gateway(handle: (call: Seen, reply: ServerResponse, request: IncomingMessage) => void, timeout_ms = 10_000) {
  const server = createServer(async (request, reply) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    handle(seen({ method: 'POST', url: request.url ?? '', headers: {}, body, timeout_ms: 0 }), reply, request);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { send, stop } = makeSend();
  ends.push(stop, () => (server.closeAllConnections(), new Promise((closed) => server.close(closed))));
  const gateway_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway.do`;
  return module.make(
    { ...config, gateway_url, timeout_ms },
    { now: () => NOW_MS, random: () => new Uint8Array(), log: () => undefined, send },
  );
}

test('a code is asked for and comes', async () => {
  const heads: (string | undefined)[] = [];
  const channel = await gateway((call, reply, request) => {
    heads.push(request.method, request.headers['content-type']);
    reply.end(
      answerText(call.method, {
        code: '10000',
        out_trade_no: call.biz['out_trade_no'],
        qr_code: 'https://qr.alipay.com/' + String(call.biz['subject']),
      }),
    );
  });
  const body = channel.prepayBody({
    channel_no: NUMBER,
    amount_fen: fen(1990),
    subject: 'a b+c%20 电视',
    created_at_ms: NOW_MS,
    not_after_ms: NOW_MS + 60_000,
    channel_expires_at_ms: NOW_MS + 600_000,
  });
  expect(await channel.prepay(NUMBER, body)).toEqual({
    kind: 'ready',
    asked_at_ms: NOW_MS,
    qr_text: 'https://qr.alipay.com/a b+c%20 电视',
  });
  expect(heads).toEqual(['POST', 'application/x-www-form-urlencoded;charset=utf-8']);
});

test.each<[string, (reply: ServerResponse) => void, string]>([
  ['a redirect is not followed', (reply) => reply.writeHead(302, { location: '/gateway.do' }).end(), 'status-302'],
  ['no answer in time', () => undefined, 'TimeoutError'],
  ['half an answer', (reply) => void reply.writeHead(200, { 'content-length': '100' }).write('{"alipay'), 'TimeoutError'],
  ['a broken connection', (reply) => void reply.destroy(), 'SocketError'],
])('%s: silence', async (_name, answer, why) => {
  const channel = await gateway((_call, reply) => answer(reply), why === 'TimeoutError' ? 200 : undefined);
  expect(await channel.query(NUMBER)).toEqual({ kind: 'silent', source: 'query', asked_at_ms: NOW_MS, why });
});

test('nobody there: silence', async () => {
  const { send, stop } = makeSend();
  ends.push(stop);
  const channel = module.make(
    { ...config, gateway_url: 'http://127.0.0.1:1/gateway.do' },
    { now: () => NOW_MS, random: () => new Uint8Array(), log: () => undefined, send },
  );
  expect((await channel.close(NUMBER)).kind).toBe('silent');
});
