/** Clients that are slow, odd or hostile, against a server that listens: each gets a 4xx or a closed connection, and others are served. */
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';

let app: Awaited<ReturnType<typeof testApp>>;
let port = 0;
beforeAll(async () => {
  app = await testApp({
    client_timeouts: { request_ms: 700, headers_ms: 400, keep_alive_ms: 300, check_ms: 50, requests_max: 40, connections_max: 30 },
  });
  await app.bff.app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.bff.app.server.address() as AddressInfo).port;
});
afterAll(() => app.bff.stop());

/** What is heard until the connection is closed. `write` may go on writing. */
function talk(write: (send: (bytes: string | Uint8Array) => void) => (() => void) | void): Promise<{ heard: string; ms: number }> {
  const began = performance.now();
  return new Promise((done) => {
    let heard = '';
    let end: (() => void) | void;
    const socket = connect(port, '127.0.0.1', () => (end = write((bytes) => void socket.write(bytes))));
    socket.on('data', (part) => (heard += part.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      end?.();
      done({ heard, ms: performance.now() - began });
    });
  });
}

const HEAD = 'POST /v2/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
const status = (heard: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 0);

function trickle(first: string, drop: string) {
  return talk((send) => {
    send(first);
    const timer = setInterval(() => send(drop), 100);
    return () => clearInterval(timer);
  });
}

it.each([
  ['a body that trickles', HEAD + 'Content-Length: 5000\r\n\r\n{', 'x'],
  ['a head that never ends', 'GET /healthz HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n'],
])('%s is cut off in its time, while others are served', async (_name, first, drop) => {
  const slow = trickle(first, drop);
  const well = await fetch('http://127.0.0.1:' + port + '/healthz');
  expect(well.status).toBe(200);
  const { heard, ms } = await slow;
  expect([408, 0]).toContain(status(heard));
  expect(ms).toBeLessThan(3_000);
});

it('a poll that is held longer than a request may take is not cut', async () => {
  const made = await app.post('/v2/orders', app.order({ order_no: 'HELD' }));
  const path = new URL(made.json<{ cashier_url: string }>().cashier_url).pathname;
  const { seq } = (await app.bff.app.inject(path + '/step')).json<{ seq: number }>();
  const held = await fetch('http://127.0.0.1:' + port + path + '/step?after=' + seq);
  expect([held.status, ((await held.json()) as { seq: number }).seq]).toEqual([200, seq]);
});

it('a connection that never says anything is closed', async () => {
  const { heard, ms } = await talk(() => undefined);
  expect([200, 0, 408]).toContain(status(heard));
  expect(heard).not.toContain(' 200 ');
  expect(ms).toBeLessThan(3_000);
});

const statuses = (heard: string): number[] => [...heard.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, one]) => Number(one));

it('requests sent at once are answered in their order', async () => {
  const ask = (url: string) => 'GET ' + url + ' HTTP/1.1\r\nHost: x\r\n\r\n';
  const { heard } = await talk((send) => send(ask('/healthz') + ask('/nowhere') + ask('/readyz') + ask('/nowhere')));
  expect(statuses(heard)).toEqual([200, 404, 200, 404]);
});

it('a request that hides behind another one in its body is part of that body', async () => {
  const hidden = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
  const { heard } = await talk((send) => send(HEAD + 'Content-Length: ' + hidden.length + '\r\n\r\n' + hidden));
  expect(statuses(heard)).toEqual([400]);
});

it('one connection gets so many answers, then is closed', async () => {
  const { heard } = await talk((send) => send('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(60)));
  expect(statuses(heard).filter((one) => one === 200)).toHaveLength(40);
  expect(heard).toContain('Connection: close');
});

it('too many connections are hung up on; when some have gone, others are served', async () => {
  const idle = Array.from({ length: 40 }, () => talk(() => undefined));
  const closed = await Promise.all(idle);
  // Ten at once, thirty in their time.
  expect(closed.filter(({ ms }) => ms < 200).length).toBeGreaterThanOrEqual(10);
  expect(closed.filter(({ ms }) => ms >= 300).length).toBeGreaterThanOrEqual(20);
  expect((await fetch('http://127.0.0.1:' + port + '/healthz')).status).toBe(200);
});

it('a connection that says nothing more is closed', async () => {
  const { heard, ms } = await talk((send) => send('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'));
  expect(status(heard)).toBe(200);
  expect(ms).toBeLessThan(3_000);
});

it.each([
  ['two lengths', HEAD + 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} '],
  ['a length and chunks', HEAD + 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'],
  ['a chunk that lies', HEAD + 'Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n'],
  ['a chunk without end', HEAD + 'Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n'],
  ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
  ['an address of 20 KB', 'GET /' + 'a'.repeat(20_000) + ' HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['3,000 headers', 'GET /healthz HTTP/1.1\r\nHost: x\r\n' + 'X-Y: z\r\n'.repeat(3_000) + '\r\n'],
  ['a header with a line break inside', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\nY: b\r\n\r\n'],
  ['garbage', '\u0016\u0003\u0001garbage\r\n\r\n'],
  ['another protocol', 'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n'],
])('%s is refused', async (_name, bytes) => {
  const { heard } = await talk((send) => send(bytes));
  expect(status(heard)).toBeGreaterThanOrEqual(400);
  expect(status(heard)).toBeLessThan(500);
  expect(heard).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/);
});

it.each([
  ['longer than 16 KB', 'BODY_TOO_LARGE', { 'content-type': 'application/json' }, ' '.repeat(17 * 1024)],
  ['compressed', 'BODY_BAD', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, gzipSync('{}')],
  ['of another type', 'BODY_BAD', { 'content-type': 'text/xml' }, '<xml/>'],
  ['of no type', 'BODY_BAD', {}, new Uint8Array([1, 2])],
  ['too deep', 'FIELD_BAD', { 'content-type': 'application/json' }, '['.repeat(8_000) + ']'.repeat(8_000)],
  ['in UTF-16', 'BODY_BAD', { 'content-type': 'application/json' }, new Uint8Array([0xff, 0xfe, 0x7b, 0x00])],
] as const)('a body %s is refused with a code', async (_name, code, headers, body) => {
  const answer = await fetch('http://127.0.0.1:' + port + '/v2/orders', { method: 'POST', headers, body });
  const said = (await answer.json()) as { error: { code: string } };
  expect([answer.status >= 400 && answer.status < 500, said.error.code]).toEqual([true, code]);
});

it('a text in another charset than the one signed is no signed text', async () => {
  const [before = '', after = ''] = JSON.stringify(app.signed('POST', '/v2/orders', app.order())).split('综艺会员');
  const gbk = Buffer.from('d7dbd2d5bbe1d4b1', 'hex');
  const body = Buffer.concat([Buffer.from(before), gbk, Buffer.from(after)]);
  const headers = { 'content-type': 'application/json; charset=gbk' };
  const answer = await fetch('http://127.0.0.1:' + port + '/v2/orders', { method: 'POST', headers, body });
  expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'SIGNATURE_BAD' } }]);
});
