/** A merchant's commands of lezhong, as processes, against BFF and sandbox. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import type { NoticeBody } from '../../src/protocol/notice.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const SOON = { timeout: 60_000, interval: 100 };

let stack: Stack;
const heard: NoticeBody[] = [];
const server = createServer();
let url = '';

beforeAll(async () => {
  stack = await startStack({ bff: { channels: { wechat: { schedules: { refund_query_ms: [1_000] } } } } });
  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'demo', keys: [stack.key] });
  const taken = new Set<string>();
  server.on(
    'request',
    pay.noticeHandler({
      seen: (order_no, n) => Promise.resolve(taken.has(order_no + ' ' + n)),
      take: (notice) => {
        taken.add(notice.order_no + ' ' + notice.n);
        heard.push(notice);
        return Promise.resolve();
      },
    }),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = 'http://127.0.0.1:' + (server.address() as AddressInfo).port + '/notices';
});
afterAll(async () => {
  server.close();
  await stack.stop();
});

const env = (): NodeJS.ProcessEnv => ({
  ...process.env,
  LEZHONG_URL: stack.bff_url,
  LEZHONG_MERCHANT: 'demo',
  LEZHONG_KEY_ID: stack.key.key_id,
  LEZHONG_SECRET: stack.key.secret,
});

function lezhong(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  return new Promise((done) =>
    execFile(process.execPath, ['src/cli/main.ts', ...args], { env: env() }, (error, out, err) =>
      done({ exit: error ? Number(error.code) : 0, out, err }),
    ),
  );
}

const urls = (): string[] => ['--return', stack.shop_url + '/return', '--notify', stack.shop_url + '/notices'];

it('makes, shows and closes an order; the same again is the same', async () => {
  const made = await lezhong('order', 'create', 'CLI-1', '19.90', '--subject', '测试', ...urls());
  expect(made).toMatchObject({ exit: 0, out: expect.stringContaining('/c/') });
  expect(await lezhong('order', 'create', 'CLI-1', '1990', '--subject', '测试', ...urls())).toEqual(made);
  const shown = JSON.parse((await lezhong('order', 'get', 'CLI-1', '--json')).out) as object;
  expect(shown).toMatchObject({ order_no: 'CLI-1', state: 'open', amount_fen: 1990 });
  expect((await lezhong('order', 'close', 'CLI-1')).exit).toBe(0);
});

it('what cannot be is said in words, with an exit code', async () => {
  expect(await lezhong('order', 'get', 'NOT-THERE')).toMatchObject({ exit: 1, err: expect.stringContaining('ORDER_NOT_FOUND') });
  expect(await lezhong('order', 'create', 'CLI-2', '1.999', ...urls())).toMatchObject({
    exit: 2,
    err: expect.stringContaining('whole fen'),
  });
  expect(await lezhong('order', 'refund', 'CLI-1', '100')).toMatchObject({ exit: 1, err: expect.stringContaining('ORDER_NOT_PAID') });
  expect(await lezhong('order', 'get', 'CLI-1', '--secret-file', 'no/such/file')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('no/such/file'),
  });
  expect(await lezhong('trigger', 'order.lost')).toMatchObject({ exit: 2, err: expect.stringContaining('refund.done') });
  expect(await lezhong('trigger', 'order.paid', '--sandbox', 'http://127.0.0.1:1', '--notify', stack.shop_url + '/notices')).toMatchObject({
    exit: 3,
  });
});

it('listen brings what trigger made to a server of this machine, signed and in order', async () => {
  const listening = spawn(process.execPath, ['src/cli/main.ts', 'listen', '--forward', url, '--for', '120'], { env: env() });
  let out = '';
  listening.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const ended = once(listening, 'exit');
  // It begins with what comes from now on.
  await vi.waitFor(() => expect(out).toContain('Listening from '), SOON);
  const trigger = (type: string) => lezhong('trigger', type, '--sandbox', stack.phone_url, '--notify', stack.shop_url + '/notices');
  expect(await trigger('order.paid')).toMatchObject({ exit: 0, out: expect.stringContaining('paid') });
  expect(await trigger('order.closed')).toMatchObject({ exit: 0, out: expect.stringContaining('closed') });
  expect(await trigger('refund.done')).toMatchObject({ exit: 0, out: expect.stringContaining('done') });
  await vi.waitFor(() => expect(heard.map((one) => one.type)).toEqual(['order.paid', 'order.closed', 'order.paid', 'refund.done']), SOON);
  listening.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(out).toContain('4 taken; go on with --after ');
});
