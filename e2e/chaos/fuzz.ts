/**
 * npm run fuzz -- [--seed 1] [--requests 200000]
 * Every route of a real BFF gets well-formed, nearly well-formed and hopeless requests: mutated fields, broken JSON, wrong
 * types, huge and slow bodies, odd headers, odd paths. No 5xx, nothing of ours in an answer, memory flat. Last line JSON.
 */
import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import { sign } from '../../src/protocol/paysign-v2.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { pickOf, seeded } from './random.ts';
import { bffSettings } from './settings.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    requests: { type: 'string', default: '200000' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('npm run fuzz -- [--seed 1] [--requests 200000]');
  process.exit(0);
}
const chance = seeded(Number(values.seed));
const pick = pickOf(chance);

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

const ODD: readonly Json[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  'null',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '\u0000',
  '\ud800',
  '😀'.repeat(40),
  'a'.repeat(600),
  'javascript:alert(1)',
  0,
  -1,
  1.5,
  1e308,
  true,
  false,
  null,
  [],
  {},
  [[[[]]]],
  { toString: 1 },
];

/** One thing changed, taken away, doubled or added; now and then several. */
function mutated(value: Json): Json {
  if (chance() < 0.25) return value;
  if (typeof value !== 'object' || value === null) return pick(ODD);
  if (Array.isArray(value)) return chance() < 0.5 ? [...value, pick(ODD)] : value.slice(1);
  const copy: { [name: string]: Json } = { ...value };
  for (let i = 0; i < 1 + Math.floor(chance() * 3); i++) {
    const name = pick([...Object.keys(copy), 'extra', '__proto__', 'x'.repeat(50)]);
    const dice = chance();
    if (dice < 0.3) delete copy[name];
    else if (dice < 0.5) copy[name] = mutated(copy[name] ?? {});
    else copy[name] = pick(ODD);
  }
  return copy;
}

function text(value: Json): string {
  const whole = JSON.stringify(value);
  const dice = chance();
  if (dice < 0.85) return whole;
  if (dice < 0.9) return whole.slice(0, Math.floor(chance() * whole.length));
  if (dice < 0.93) return whole.replace(/"/g, "'");
  if (dice < 0.96) return '['.repeat(2_000) + whole;
  return pick(['', 'null', '0', '"', '{', '{"a":', '\u0000', '<xml/>', 'a=1&b=2', '{"version":1,"version":2}']);
}

interface Shot {
  method: string;
  path: string;
  headers?: { [name: string]: string };
  body?: string | Buffer;
}

async function makeShots(stack: Stack): Promise<() => Shot> {
  const hmac = (secret: string, what: string): string => createHmac('sha256', secret).update(what).digest('hex');
  const order = (n: number) => ({
    merchant_id: 'demo',
    order_no: 'F' + n,
    amount_fen: '1990',
    subject: 'fuzz',
    return_url: stack.merchant.url + '/return',
    notify_url: stack.merchant.url + '/notices',
  });
  const signed = (method: string, path: string, fields: { [name: string]: string }) =>
    sign(hmac, stack.key, method, path, fields, { now_ms: Date.now(), nonce: 'n' + Math.floor(chance() * 1e9) }) as {
      [name: string]: string;
    };
  const first = await fetch(stack.bff_url + '/v2/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signed('POST', '/v2/orders', order(0))),
  });
  const base = new URL(((await first.json()) as { cashier_url: string }).cashier_url).pathname;
  let n = 0;
  const json = (path: string, value: Json): Shot => ({
    method: pick(['POST', 'POST', 'POST', 'POST', 'PUT', 'GET', 'DELETE', 'PATCH', 'OPTIONS']),
    path,
    headers: {
      'content-type': pick([
        'application/json',
        'application/json',
        'application/json',
        'text/plain',
        'application/x-www-form-urlencoded',
        'x/y',
        '',
      ]),
    },
    body: text(mutated(value)),
  });
  const answers: readonly Json[] = [
    { kind: 'choose', channel: 'wechat' },
    { kind: 'choose', channel: 'unionpay', card: 'abc' },
    { kind: 'choose', channel: '__proto__' },
    { kind: 'change' },
    { kind: 'new-code' },
    { kind: 'ask-paid' },
    { kind: 'card-lost' },
    { kind: 'forget-card', card: 'abc' },
    { kind: 'leave' },
  ];
  const sealed: Json = {
    version: 1,
    key_id: 's1',
    page_key: Buffer.alloc(32, 7).toString('base64'),
    sealed: Buffer.alloc(90, 3).toString('base64'),
  };
  const makers: readonly (() => Shot)[] = [
    () => json('/v2/orders', chance() < 0.5 ? order((n += 1)) : signed('POST', '/v2/orders', order((n += 1)))),
    () =>
      json(
        '/v2/orders/F0/' + pick(['close', 'refunds', 'x']),
        signed('POST', '/v2/orders/F0/refunds', { merchant_id: 'demo', refund_no: 'R1', amount_fen: '1' }),
      ),
    () => json(base + '/answer', { version: Math.floor(chance() * 9), answer: pick(answers) }),
    () => json(base + '/answer', sealed),
    () => json(base + '/bank', sealed),
    () => json(pick(['/keys', '/keys/report']), { engine: {}, log: [] }),
    () => ({
      method: pick(['GET', 'HEAD']),
      path:
        '/v2/orders/' +
        pick(['F0', 'F1', 'nobody', '..', '%00']) +
        '?' +
        new URLSearchParams(signed('GET', '/v2/orders/F0', { merchant_id: 'demo' })).toString(),
    }),
    () =>
      json('/callbacks/' + pick(['wechat', 'alipay', 'unionpay', 'x', '__proto__', 'constructor']), {
        id: 'x',
        resource: { ciphertext: 'x', nonce: 'y', associated_data: '' },
      }),
    () => ({
      method: 'POST',
      path: '/callbacks/unionpay',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: pick(['', 'a', 'signature=x&signPubKeyCert=y', '%', 'a=%ff', 'a=1&a=2', 'x='.repeat(3_000)]),
    }),
    () => ({
      method: 'GET',
      path:
        base +
        pick([
          '',
          '/step',
          '/step?after=1',
          '/step?after=x',
          '/step?after=1e99',
          '/qr.png',
          '?size=xx&keymap=../../x',
          '/..%2f..%2fetc',
          '/%00',
        ]),
    }),
    () => ({
      method: 'GET',
      path:
        '/c/' +
        pick(['', 'x', 'a'.repeat(52), base.slice(3).toUpperCase(), '%2e%2e', base.slice(3) + '%00']) +
        pick(['', '/step', '/answer']),
    }),
    () => ({
      method: 'GET',
      path: '/pay?' + new URLSearchParams(signed('GET', '/pay', order(n))).toString().slice(0, Math.floor(chance() * 900)),
    }),
    () => ({
      method: 'GET',
      path: pick([
        '/',
        '//',
        '/box/../../package.json',
        '/box/%2e%2e/%2e%2e/package.json',
        '/keymaps/../../lezhong.json',
        '/keymaps/..%2fx',
        '/healthz',
        '/readyz',
        '/keys',
        '/web-lezpay',
        '/favicon.ico',
        '/' + 'a/'.repeat(500),
      ]),
    }),
    () => ({
      method: 'GET',
      path: base + '/step?after=0',
      headers: {
        [pick(['x-forwarded-for', 'host', 'cookie', 'accept', 'user-agent', 'x-http-method-override', 'if-none-match'])]: pick([
          '',
          '1.2.3.4, 5.6.7.8',
          'a'.repeat(4_000),
          '\u00ff',
          '-1',
          '*',
        ]),
      },
    }),
    () => ({
      method: 'POST',
      path: base + '/answer',
      headers: { 'content-type': 'application/json' },
      body: Buffer.alloc(17_000 + Math.floor(chance() * 50_000), 0x20),
    }),
  ];
  return () => pick(makers)();
}

/** A body that trickles, a head that never ends, two lengths, a chunk that lies: written to the socket by hand. */
async function raw(url: URL, base: string): Promise<string> {
  const head = 'POST ' + base + '/answer HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const bytes = pick([
    head + 'Content-Length: 50\r\n\r\n{"version"',
    head + 'Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}   ',
    head + 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}   \r\n0\r\n\r\n',
    head + 'Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n',
    'GET ' + 'a'.repeat(20_000) + ' HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\n' + 'X: y\r\n'.repeat(3_000) + '\r\n',
    'GARBAGE\r\n\r\n',
    '\u0016\u0003\u0001',
  ]);
  return new Promise((done) => {
    let heard = '';
    const socket = connect(Number(url.port), url.hostname, () => socket.write(bytes));
    const end = (): void => {
      socket.destroy();
      done(heard);
    };
    socket.on('data', (part) => (heard += part.toString('latin1')));
    socket.on('error', end).on('close', end);
    setTimeout(end, 300);
  });
}

/** Of ours in an answer: a stack, a path, a module's name, a secret. */
const LEAKS = /\bat .+\.(ts|js|mjs):\d+|node:internal|node_modules|SQLITE_|better-sqlite3|\/src\/bff|sandbox-[0-9a-f]{16}/;

function memory(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/' + pid + '/status', 'utf8'))?.[1] ?? 0);
}

/** The live heap is about 30 MB. */
const HEAP_MB = 96;
const SAMPLES = 40;
/** From the second quarter to the last; measured: 1 MB between 75,000 and 300,000 requests. */
const GROWN_MAX_MB = 30;
/** Fewer are over before everything has been done once: the first orders end after 15 s, some 75,000 requests. */
const JUDGED_FROM = 200_000;

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
}

async function main(): Promise<number> {
  const wanted = Number(values.requests);
  // Held polls would make a hundred thousand requests a day's work.
  // In a small heap what is never let go ends the process.
  const stack = await startStack({
    bff: { ...bffSettings(1), hold_ms: 20, patience_ms: 10, database_cache_mb: 2 },
    bff_env: () => ({ NODE_OPTIONS: '--max-old-space-size=' + HEAP_MB }),
  });
  const agent = new Agent({ connections: 16, pipelining: 1 });
  const url = new URL(stack.bff_url);
  const wrong: string[] = [];
  const answered: { [status: string]: number } = {};
  let sent = 0;
  const resident_mb: number[] = [];
  try {
    const shot = await makeShots(stack);
    const note = (what: string): void => {
      if (wrong.length < 20) console.log(what.slice(0, 400));
      wrong.push(what);
    };
    const worker = async (): Promise<void> => {
      while (sent < wanted) {
        sent += 1;
        if (sent % Math.ceil(wanted / SAMPLES) === 0) resident_mb.push(memory(stack.bff_pid) / 1024);
        if (sent % 10_000 === 0)
          console.log(sent + ' of ' + wanted + ', ' + wrong.length + ' wrong, ' + Math.round(memory(stack.bff_pid) / 1024) + ' MB');
        if (chance() < 0.002) {
          const heard = await raw(url, '/c/' + 'a'.repeat(52));
          if (/^HTTP\/1\.1 5(?!03)/.test(heard) || LEAKS.test(heard)) note('raw: ' + heard.slice(0, 200));
          continue;
        }
        const one = shot();
        try {
          const answer = await request(stack.bff_url + one.path, {
            method: one.method as 'GET',
            ...(one.headers ? { headers: Object.fromEntries(Object.entries(one.headers).filter(([, value]) => value !== '')) } : {}),
            ...(one.body !== undefined && one.method !== 'GET' ? { body: one.body } : {}),
            dispatcher: agent,
            headersTimeout: 4_000,
            bodyTimeout: 4_000,
          });
          const body = await answer.body.text();
          answered[answer.statusCode] = (answered[answer.statusCode] ?? 0) + 1;
          if (answer.statusCode >= 500 && answer.statusCode !== 503)
            note(one.method + ' ' + one.path + ' answered ' + answer.statusCode + ' to ' + String(one.body).slice(0, 150));
          if (LEAKS.test(body)) note(one.method + ' ' + one.path + ' leaks: ' + body.slice(0, 200));
        } catch (error) {
          // What undici itself refuses to send was no request.
          const { code = '', message } = error as { code?: string; message: string };
          if (!/UND_ERR_INVALID_ARG|ERR_INVALID_CHAR|ERR_INVALID_URL|UND_ERR_SOCKET|ECONNRESET|EPIPE/.test(code + message))
            note(one.path + ' ' + code + ' ' + message);
        }
      }
    };
    await Promise.all(Array.from({ length: 24 }, worker));
    await sleep(1_000);
    const alive = (await fetch(stack.bff_url + '/healthz')).ok;
    if (!alive) note('the BFF is not well afterwards');
    const [before, after] = [median(resident_mb.slice(SAMPLES / 4, SAMPLES / 2)), median(resident_mb.slice((3 * SAMPLES) / 4))];
    const grown_mb = Math.round(after - before);
    console.log('resident MB: ' + resident_mb.map(Math.round).join(' '));
    if (wanted < JUDGED_FROM) console.log('Memory is judged from ' + JUDGED_FROM + ' requests on.');
    else if (grown_mb > GROWN_MAX_MB) note('memory grew by ' + grown_mb + ' MB from the second quarter to the last');
    console.log(JSON.stringify({ requests: sent, wrong: wrong.length, grown_mb, answered }));
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await agent.close();
    await stack.stop();
  }
}

process.exit(await main());
