/** `npm start` as a developer uses it: an address of one's own, the printed key, edits that stay, and nothing left running. */
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';

// Several processes on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const data = mkdtempSync(join(tmpdir(), 'lezhong-start-'));
const base = 30_000 + (process.pid % 90) * 250;
const notices: { headers: { [name: string]: string }; body: string }[] = [];
const shop = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  notices.push({ headers: request.headers as { [name: string]: string }, body });
  response.end('SUCCESS');
});
let own = '';

interface Demo {
  said: () => string;
  pid: number;
  ended: Promise<number>;
}

/** By npm, with a process group of its own: only npm itself is told to end. */
async function npmStart(...args: string[]): Promise<Demo> {
  const child = spawn('npm', ['start', '--', '--data', data, '--port-base', String(base), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number>((done) => child.once('exit', (code, signal) => done(code ?? (signal === 'SIGTERM' ? 143 : 1))));
  let over = false;
  void ended.then(() => (over = true));
  while (!over && !text.includes('Ctrl-C stops everything')) await sleep(50);
  return { said: () => text, pid: child.pid ?? 0, ended };
}

/** Processes of this demo that still run. */
const left = (): string[] =>
  spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes(data));

async function stopped(demo: Demo): Promise<number> {
  process.kill(demo.pid, 'SIGTERM');
  const code = await demo.ended;
  while (left().length > 0) await sleep(100);
  return code;
}

beforeAll(async () => {
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
  own = 'http://127.0.0.1:' + (shop.address() as { port: number }).port + '/';
});
afterAll(() => {
  shop.close();
  rmSync(data, { recursive: true, force: true });
});

it('a program of one’s own orders with what npm start prints, and its stock library verifies the notice', async () => {
  const demo = await npmStart('--allow', own);
  const [, merchant_id = '', key_id = '', secret = ''] = /merchant_id (\S+) +key_id (\S+) +secret (whsec_\S+)/.exec(demo.said()) ?? [];
  expect(demo.said()).toContain(own);
  const pay = new LezhongPay({ base_url: 'http://127.0.0.1:' + base, merchant_id, keys: [{ key_id, secret }] });
  const order = { order_no: 'D1', amount_fen: 1990, subject: 'Film', return_url: own + 'back', notify_url: own + 'notices' };
  expect(await pay.createOrder(order)).toMatchObject({ ok: true, state: 'open' });
  expect(await pay.createOrder({ ...order, order_no: 'D2', return_url: 'http://127.0.0.1:1/back' })).toMatchObject({
    ok: false,
    code: 'RETURN_URL_NOT_ALLOWED',
  });
  expect(await pay.closeOrder('D1')).toMatchObject({ ok: true });
  while (notices.length === 0) await sleep(50);
  const [{ headers, body } = { headers: {}, body: '' }] = notices;
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'order.closed', order_no: 'D1' });

  // An edit while it runs is there after the next start, and so is the address that was allowed.
  const file = join(data, 'bff.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as { hotline?: string; merchants: { name: string }[] };
  settings.hotline = '12345';
  (settings.merchants[1] ?? { name: '' }).name = '我的店';
  writeFileSync(file, JSON.stringify(settings));
  expect(await stopped(demo)).toBe(143);

  const again = await npmStart();
  expect(again.said()).toContain(own);
  expect(again.said()).toContain('secret ' + secret);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as typeof settings;
  expect([kept.hotline, kept.merchants[1]?.name]).toEqual(['12345', '我的店']);
  expect((await fetch('http://127.0.0.1:' + base + '/healthz')).status).toBe(200);

  const third = spawnSync(process.execPath, ['run.mjs', 'start', '--data', data, '--port-base', String(base)], { encoding: 'utf8' });
  expect([third.status, third.stderr]).toMatchObject([1, expect.stringMatching(/^Port \d+ is taken: stop what uses it/)]);
  // Told twice, by whoever started it and by npm: nothing is left all the same.
  const [pid] = spawnSync('pgrep', ['-f', 'src/start.ts .*' + data], { encoding: 'utf8' }).stdout.split('\n');
  expect(Number(pid)).toBeGreaterThan(1);
  process.kill(Number(pid), 'SIGTERM');
  await stopped(again);
  expect(left()).toEqual([]);
});

it.each([
  [['--port-base', '5900'], /^Port 6000 is one that browsers refuse to open/],
  [['--port-base', '80'], /^--port-base must be a number from 1024 to 65000/],
  [['--allow', 'mysite'], /^--allow takes an address such as http:/],
])('npm start -- %j says what is wrong and starts nothing', (args, sentence) => {
  const { status, stderr } = spawnSync(process.execPath, ['run.mjs', 'start', '--data', data, ...args], { encoding: 'utf8' });
  expect([status, stderr.trim().split('\n')]).toEqual([1, [expect.stringMatching(sentence)]]);
});

it('settings that are no longer JSON are named, and nothing is written over', () => {
  writeFileSync(join(data, 'bff.json'), '{"hotline": ');
  const { status, stderr } = spawnSync(process.execPath, ['run.mjs', 'start', '--data', data, '--port-base', String(base)], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining('bff.json is not JSON')]);
  expect(readFileSync(join(data, 'bff.json'), 'utf8')).toBe('{"hotline": ');
});
