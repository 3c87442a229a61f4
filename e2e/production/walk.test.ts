/** An installation as the documents describe it, from its settings to a restore, on this machine: nothing of the sandbox is in it. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Webhook } from 'standardwebhooks';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { commandLines, makeSite, nginxConfig } from './documents.ts';
import type { Site } from './documents.ts';
import { left, once, run, until } from './programs.ts';
import type { Running } from './programs.ts';
import { WRONG } from './wrong-settings.ts';
import type { Settings } from './wrong-settings.ts';
import { freePort } from '../../src/start/ports.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const notices: { headers: { [name: string]: string }; body: string }[] = [];
const tv = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  notices.push({ headers: request.headers as { [name: string]: string }, body });
  response.end('SUCCESS');
});

let site: Site;
let nginx: Running;
let bff: Running;
let agent: Agent;
let pay: LezhongPay;

const https = (path: string, headers: { [name: string]: string } = {}) =>
  undiciFetch(site.public_url + path, { dispatcher: agent, headers });
const isUp = async (): Promise<boolean> => (await https('/healthz').catch(() => undefined))?.status === 200;
const lezhong = (...args: string[]) => once(site, ['node', 'bin/lezhong.mjs', ...args, '--config', site.settings_file]);
const orderNamed = (order_no: string) => ({
  order_no,
  amount_fen: 1990,
  subject: '综艺会员',
  return_url: site.tv + 'back',
  notify_url: site.tv + 'notices',
});

async function start(line: readonly string[] = commandLines(site)[2] ?? []): Promise<void> {
  bff = run(site, line);
  let over: number | undefined;
  void bff.ended.then((code) => (over = code));
  await until('the BFF is up, or has ended', async () => over !== undefined || (await isUp()));
  if (over !== undefined) throw new Error('ended with ' + over + ': ' + bff.said());
}

beforeAll(async () => {
  await new Promise<void>((done) => tv.listen(0, '127.0.0.1', done));
  const root = mkdtempSync(join(tmpdir(), 'lezhong-production-'));
  const secret = once({ env: process.env }, ['node', 'bin/lezhong.mjs', 'secret', 'new']).out;
  const tv_url = 'http://127.0.0.1:' + (tv.address() as AddressInfo).port + '/';
  site = await makeSite(root, { bff: await freePort(), tls: await freePort() }, tv_url, secret);
  agent = new Agent({ connect: { ca: site.ca } });
  nginx = run(site, ['nginx', '-p', root, '-e', join(root, 'nginx-start.log'), '-c', nginxConfig(site)]);
  const dispatched = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher: agent });
  pay = new LezhongPay({
    base_url: site.public_url,
    merchant_id: 'mango',
    keys: [{ key_id: 'k1', secret }],
    fetch: dispatched,
    timeout_ms: 20_000,
  });
});

afterAll(async () => {
  await bff?.terminate();
  await nginx?.terminate();
  await agent?.close();
  tv.close();
  rmSync(site.root, { recursive: true, force: true });
});

it('--check finds the settings of the README right, without a warning', () => {
  const [build, check] = commandLines(site);
  expect(build).toEqual(['npm', 'run', 'build']);
  expect(once(site, check ?? [])).toEqual({ status: 0, out: 'The settings are right.', err: '' });
});

it('starts behind nginx with TLS', async () => {
  await start();
  expect((await https('/readyz')).status).toBe(200);
});

it('an order is made, its page opens with its scripts, a question is held through the proxy, the notice is signed', async () => {
  const made = await pay.createOrder(orderNamed('P1'));
  if (!made.ok) throw new Error(made.message);
  expect(made.cashier_url).toMatch(new RegExp('^' + site.public_url + '/c/'));
  const path = new URL(made.cashier_url).pathname;
  const page = await (await https(path)).text();
  const assets = [...page.matchAll(/(?:src|href)="(\/box\/[^"]+)"/g)].map((match) => match[1] ?? '');
  expect(assets.length).toBeGreaterThan(0);
  for (const asset of assets) expect([asset, (await https(asset)).status]).toEqual([asset, 200]);
  const began = performance.now();
  const held = await https(path + '/step');
  expect(held.status).toBe(200);
  const { version } = (await held.json()) as { version: number };
  expect((await https(path + '/step?after=' + version)).status).toBeLessThan(300);
  expect(performance.now() - began).toBeGreaterThan(20_000);
  expect(await pay.closeOrder('P1')).toMatchObject({ ok: true });
  await until('the notice has come', () => notices.length > 0);
  const [{ headers, body } = { headers: {}, body: '' }] = notices;
  expect(new Webhook(site.env['MANGO_KEY'] ?? '').verify(body, headers)).toMatchObject({ type: 'order.closed', order_no: 'P1' });
});

it("the client's address is the proxy's word, and nobody else's", async () => {
  await https('/v2/orders/P1', { 'x-forwarded-for': '203.0.113.9' });
  await undiciFetch('http://127.0.0.1:' + site.ports.bff + '/v2/orders/P1', { headers: { 'x-forwarded-for': '198.51.100.7' } });
  await until('both are logged', () => bff.said().split('request.refused').length > 2);
  expect(bff.said()).not.toContain('203.0.113');
  expect(bff.said()).toContain('198.51.100.0/24');
});

it('a second process is refused in one sentence that names the first', () => {
  const second = once(site, commandLines(site)[2] ?? []);
  expect([second.status, second.out]).toEqual([1, '']);
  expect(second.err.split('\n')).toHaveLength(1);
  expect(second.err).toMatch(/process \d+/);
});

it('SIGTERM to node run.mjs ends with 0, and the order is there after a restart', async () => {
  expect(await bff.terminate()).toBe(0);
  expect(left(site.settings_file)).toEqual([]);
  await start();
  expect(await pay.queryOrder('P1')).toMatchObject({ ok: true, state: 'closed' });
});

it('by npm too: npm ends at once, the BFF a moment later, and nothing is left', async () => {
  await bff.terminate();
  await start(['npm', 'run', 'bff', '--', '--config', site.settings_file]);
  expect(await bff.terminate()).toBe(143);
  await until('nothing is left', () => left(site.settings_file).length === 0);
  await start();
});

it('a backup is whole; restored, what came after it is not known, and the recovery ends by hand', async () => {
  const copy = join(site.root, 'monday.db');
  await pay.createOrder(orderNamed('P2'));
  expect(lezhong('backup', copy)).toMatchObject({ status: 0, err: '' });
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  await pay.createOrder(orderNamed('P3'));
  const running = lezhong('restore', copy);
  expect([running.status, running.out]).toEqual([1, '']);
  expect(running.err).toMatch(/process \d+/);
  await bff.terminate();
  expect(lezhong('restore', copy)).toMatchObject({ status: 0, out: expect.stringMatching(/epoch 2/) as string });
  await start();
  expect(await pay.queryOrder('P2')).toMatchObject({ ok: true, state: 'open' });
  expect(await pay.queryOrder('P3')).toMatchObject({ ok: false, code: 'ORDER_NOT_FOUND' });
  expect(lezhong('doctor').out).toMatch(/recovering/);
  expect(lezhong('recovering', 'end', '--as', 'lan')).toMatchObject({ status: 0, out: expect.stringMatching(/epoch 2/) as string });
});

it('a database of the version before is taken over; without its accounts the start is refused, saying how many', async () => {
  await bff.terminate();
  const settings = JSON.parse(readFileSync(site.settings_file, 'utf8')) as Settings;
  const former = join(site.root, 'former.db');
  writeFileSync(former, gunzipSync(readFileSync(resolve('e2e/upgrade/format-1/lezhong.db.gz'))), { mode: 0o600 });
  const file = join(site.root, 'etc', 'former.json');
  writeFileSync(file, JSON.stringify({ ...settings, database: former }));
  const { status, err } = once(site, ['node', 'run.mjs', 'bff', '--config', file]);
  expect(status).toBe(1);
  expect(err).toMatch(/^Payments are not settled yet for the account \d+ of .*\(\d+ payments?, \d+ refunds?\)/);
  expect(err.split('\n')).toHaveLength(1);
});

it.each(WRONG)('wrong settings: %s', async (name, change, says) => {
  const settings = JSON.parse(readFileSync(site.settings_file, 'utf8')) as Settings;
  change(settings, site);
  const file = join(site.root, 'etc', 'wrong.json');
  writeFileSync(file, JSON.stringify(settings));
  const check = run(site, ['node', 'src/bff/main.ts', '--config', file, '--check']);
  const begun = run(site, ['node', 'src/bff/main.ts', '--config', file]);
  expect([name, await check.ended, await begun.ended]).toEqual([name, 1, 1]);
  for (const { said } of [check, begun]) {
    expect(said()).toMatch(says);
    expect(said().trim().split('\n'), said()).toHaveLength(1);
    expect(said()).not.toMatch(/\^|\\d|node:|\.ts:/);
  }
});

it('settings that are no JSON, and none at all', () => {
  const file = join(site.root, 'etc', 'broken.json');
  copyFileSync(site.settings_file, file);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -5));
  for (const [args, says] of [
    [['--config', file], /is not JSON/],
    [['--config', '/nowhere.json'], /cannot be read/],
    [[], /No settings: give --config FILE/],
  ] as const) {
    const { status, err } = once(site, ['node', 'run.mjs', 'bff', ...args]);
    expect([status, err.split('\n').length, err]).toEqual([1, 1, expect.stringMatching(says)]);
  }
});
