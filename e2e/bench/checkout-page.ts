/**
 * The cashier page of a checkout, as its own BFF serves it: the demo (`src/start.ts`, which builds the page when it is old)
 * runs until the documents of the choose and the card number screens are fetched; then they are served from memory.
 */
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign } from '../../src/protocol/paysign-v2.ts';
import type { Step } from '../../src/protocol/step.ts';
import { isFree } from '../../src/start/ports.ts';
import { waitFor } from '../../src/start/processes.ts';
import type { Checkout } from './checkout.ts';
import { send, TYPES } from './http.ts';
import { marked } from './script-mark.ts';

/** The building of the page is in it. */
const START_MAX_MS = 120_000;
/** What src/start.ts adds to its port base. */
const OFFSETS = [0, 100, 101, 102, 103, 200];

async function freePortBase(): Promise<number> {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 30_000);
    if ((await Promise.all(OFFSETS.map((offset) => isFree(base + offset)))).every(Boolean)) return base;
  }
}

interface DemoSettings {
  merchants: { id: string; keys: { key_id: string; secret: { file: string } }[]; return_allow: string[]; notify_allow: string[] }[];
}

/** Makes an order at the demo's BFF; returns the cashier's address. */
async function makeOrder(bff: string, data: string, order_no: string): Promise<string> {
  const [merchant] = (JSON.parse(readFileSync(join(data, 'bff.json'), 'utf8')) as DemoSettings).merchants;
  const [key] = merchant?.keys ?? [];
  if (!merchant || !key) throw new Error('the demo has no merchant with a key');
  const fields = {
    merchant_id: merchant.id,
    order_no,
    amount_fen: '4500',
    subject: '综艺会员 3 个月',
    return_url: merchant.return_allow[0] ?? '',
    notify_url: merchant.notify_allow[0] ?? '',
  };
  const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');
  const named = { key_id: key.key_id, secret: readFileSync(key.secret.file, 'utf8').trim() };
  const signed = sign(hmac, named, 'POST', '/v2/orders', fields, { now_ms: Date.now(), nonce: order_no });
  const made = (await json(bff + '/v2/orders', signed)) as { cashier_url: string };
  return made.cashier_url;
}

async function json(url: string, body?: object): Promise<unknown> {
  const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(url + ' answered ' + answer.status + ' ' + (await answer.text()).slice(0, 300));
  return answer.json();
}

async function document(cashier: string): Promise<string> {
  const answer = await fetch(cashier + '?size=hd');
  if (!answer.ok) throw new Error(cashier + ' answered ' + answer.status);
  return marked(await answer.text());
}

/** The two documents. */
async function capture(checkout: Checkout): Promise<{ choose: string; card: string }> {
  const data = mkdtempSync(join(tmpdir(), 'bench-page-'));
  const base = await freePortBase();
  const argv = ['src/start.ts', '--data', data, '--port-base', String(base)];
  const child = spawn(checkout.node, argv, { cwd: checkout.dir, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const kill = (): boolean => child.kill('SIGTERM');
  process.once('exit', kill);
  const bff = 'http://127.0.0.1:' + base;
  try {
    const up = await Promise.race([waitFor('http://127.0.0.1:' + (base + 200) + '/healthz', START_MAX_MS), ended.then(() => false)]);
    if (!up) throw new Error('the demo of ' + checkout.dir + ' did not start; its own words are above');
    const choose = await document(await makeOrder(bff, data, 'BENCH1'));
    const cashier = await makeOrder(bff, data, 'BENCH2');
    const { version } = (await json(cashier + '/step')) as Step;
    await json(cashier + '/answer', { version, answer: { kind: 'choose', channel: 'unionpay' } });
    return { choose, card: await document(cashier) };
  } finally {
    kill();
    await ended;
    process.off('exit', kill);
    rmSync(data, { recursive: true, force: true });
  }
}

export interface CheckoutPages {
  readonly choose: string;
  readonly card: string;
  stop(): void;
}

/** Addresses of the two screens. Files come from the checkout's built page; the long poll is held for good. */
export async function serveCheckout(checkout: Checkout): Promise<CheckoutPages> {
  const documents = await capture(checkout);
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const type = TYPES.find(([ending]) => path.endsWith(ending))?.[1];
    if (path === '/choose') send(response, 'text/html; charset=utf-8', documents.choose);
    else if (path === '/card') send(response, 'text/html; charset=utf-8', documents.card);
    else if (path.startsWith('/box/') && type) send(response, type, readFileSync(join(checkout.dir, 'dist', path)));
    else if (!path.endsWith('/step')) response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = 'http://127.0.0.1:' + (server.address() as AddressInfo).port;
  return {
    choose: base + '/choose',
    card: base + '/card',
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
