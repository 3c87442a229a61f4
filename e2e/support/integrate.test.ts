/** docs/integrate.md, walked: its blocks in an empty folder, then a payment as a viewer makes it. */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { freePort } from '../../src/start/ports.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const DOCUMENT = readFileSync('docs/integrate.md', 'utf8');
const blocks = (lang: string): string[] =>
  [...DOCUMENT.matchAll(new RegExp('^```' + lang + '\\n([^]*?)^```', 'gm'))].map((one) => one[1] ?? '');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'integrate-'));

let stack: Stack;
let app_url = '';
let server: ChildProcess | undefined;
let env: NodeJS.ProcessEnv = {};
let said = '';

beforeAll(async () => {
  app_url = 'http://127.0.0.1:' + (await freePort());
  stack = await startStack({ also: [app_url + '/'] });
  writeFileSync(join(folder, 'secret'), stack.key.secret);
  env = {
    ...process.env,
    LEZHONG: resolve('.'),
    LEZHONG_URL: stack.bff_url,
    LEZHONG_MERCHANT: 'demo',
    LEZHONG_SECRET_FILE: join(folder, 'secret'),
    APP_URL: app_url,
  };
});
afterAll(async () => {
  server?.kill();
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((wake) => setTimeout(wake, 200))) if (await holds()) return;
  throw new Error(what + ' did not come: ' + said);
}

it('installs, starts, sells, hears and gives back', async () => {
  const [project = '', start = ''] = blocks('sh');
  await run('sh', ['-e', '-c', project], { cwd: folder, env });
  const [app = '', requests = ''] = blocks('js');
  const [, place = ''] = /below `(.+)`:/.exec(DOCUMENT) ?? [];
  expect(app.split(place)).toHaveLength(2);
  writeFileSync(join(folder, 'server.mjs'), app.replace(place, place + '\n' + requests));
  // The last line of the block replaces the shell, so that its end is the server's.
  server = spawn('sh', ['-e', '-c', start.replace(/^node /m, 'exec node ')], { cwd: folder, env });
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (part: Buffer) => (said += part.toString()));
  await until(() => said.includes('open ' + app_url), 'the server');

  const bought = await fetch(app_url + '/buy', { redirect: 'manual' });
  expect(bought.status).toBe(303);
  const page = bought.headers.get('location') ?? '';
  const json = async (url: string, body?: object) =>
    (await (
      await fetch(url, body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})
    ).json()) as { kind: string; version: number } & { code: string }[];
  const step = await json(page + '/step');
  await json(page + '/answer', { version: step.version, answer: { kind: 'choose', channel: 'wechat' } });
  let code = '';
  await until(async () => (code = (await json(stack.phone_url + '/control/codes?limit=1'))[0]?.code ?? '') !== '', 'a code');
  await json(stack.phone_url + '/control/pay', { code });
  await until(() => said.includes('order.paid B'), 'the notice');

  const order_no = /order\.paid (B\d+)/.exec(said)?.[1] ?? '';
  const lines = blocks('text')
    .flatMap((block) => block.split('\n'))
    .filter((one) => / order | refund-request /.test(one));
  expect(lines).toHaveLength(6);
  const asked = [];
  for (const line of lines) {
    const args = line
      .replace(/^npm run lezhong -- /, '')
      .replace(/B\d+/, order_no)
      .replace('data/bff.json', join(stack.data, 'bff.json'))
      .split(' ');
    // Its answer to the request before is what the next line shows.
    const answered = () => said.split('answered ').length - 1;
    if (args.includes('list')) await until(() => answered() === asked.length, 'the answer to a request');
    const { stdout } = await run(process.execPath, ['src/cli/main.ts', ...args], { env });
    expect(stdout).toContain(order_no);
    if (args.includes('open')) asked.push(line);
    if (args.includes('declined')) expect(stdout).toContain('影片已经播放，不能退款');
  }
  expect(said).toContain('refund.requested ' + order_no);
  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'demo', keys: [stack.key] });
  const order = await pay.queryOrder(order_no);
  expect(order.ok && order.refunds.map((one) => one.amount_fen)).toEqual([100, 90]);
});
