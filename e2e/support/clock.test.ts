/** `lezhong clock` against real processes: business time goes on in all of them, signatures stay with real time. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';

// Processes: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const DAY_MS = 86_400_000;
let stack: Stack;
let pay: LezhongPay;

beforeAll(async () => {
  stack = await startStack();
  pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'demo', keys: [stack.key] });
  stack.merchant.verifyWith(pay);
});
afterAll(() => stack.stop());

async function lezhong(...args: string[]) {
  const around = { env: {}, folder: stack.data, platform: process.platform };
  const { exit, json, text } = await run([...args, '--config', 'bff.json', '--json'], { around, user: 'tester', now: Date.now });
  return { exit, text, json: json as { clocks: { process: string; offset_ms: number; now_ms: number }[] } };
}

async function open(order_no: string, more: { expires_at_ms?: number } = {}) {
  const urls = { return_url: stack.merchant.url + '/return', notify_url: stack.merchant.url + '/notices' };
  return pay.createOrder({ order_no, amount_fen: 100, subject: 'clock', ...urls, ...more });
}

async function stateOf(order_no: string): Promise<string> {
  const order = await pay.queryOrder(order_no);
  return order.ok ? order.state : JSON.stringify(order);
}

it('an order expires when the clock goes past its life, and signatures of now are good before and after', async () => {
  expect((await open('C1')).ok).toBe(true);
  expect((await lezhong('clock', 'forward', '5m')).exit).toBe(0);
  expect(await stateOf('C1')).toBe('open');
  expect((await lezhong('clock', 'by', '2d')).exit).toBe(0);
  expect(await stateOf('C1')).toBe('closed');
  // Its notice was signed for real time: the SDK took it.
  expect(stack.merchant.notices('C1')).toEqual(['order.closed']);
  // A merchant's times are those of the sandbox.
  expect((await open('C2', { expires_at_ms: Date.now() + 600_000 })).ok).toBe(false);
  const made = await open('C3', { expires_at_ms: Date.now() + 2 * DAY_MS + 1_800_000 });
  expect(made.ok && made.expires_at_ms > Date.now() + 2 * DAY_MS).toBe(true);
});

it('every process has the same offset, and a restart keeps it', async () => {
  await stack.restartBff();
  const { json, exit } = await lezhong('clock');
  expect(exit).toBe(0);
  expect(json.clocks.map(({ process: name }) => name)).toEqual(['sandbox', 'bff']);
  expect(new Set(json.clocks.map(({ offset_ms }) => offset_ms)).size).toBe(1);
  expect(json.clocks[0]?.offset_ms).toBeGreaterThan(2 * DAY_MS);
});

it('to a time of a day in Beijing', async () => {
  expect((await lezhong('clock', 'to', '23:00')).exit).toBe(0);
  const { json } = await lezhong('clock');
  for (const { now_ms } of json.clocks) expect(new Date(now_ms + 8 * 3_600_000).toISOString()).toMatch(/T23:00/);
});

it('what is not understood, and a process that does not answer, are sentences', async () => {
  expect(await lezhong('clock', 'forward', 'soon')).toMatchObject({ exit: 2, text: expect.stringContaining('no span of time') as string });
  expect(await lezhong('clock', '--sandbox', 'http://127.0.0.1:9')).toMatchObject({
    exit: 3,
    text: expect.stringContaining('--sandbox') as string,
  });
});

it('a database that was not born in a sandbox is refused', async () => {
  const { default: Database } = await import('better-sqlite3');
  await stack.stopBff();
  const db = new Database(join(stack.data, 'bff', 'lezhong.db'));
  db.prepare("DELETE FROM meta WHERE name IN ('born', 'clock_offset_ms')").run();
  db.close();
  rmSync(join(stack.data, 'bff', 'lezhong.db.sock'), { force: true });
  await stack.startBff();
  expect(await lezhong('clock', 'by', '1h')).toMatchObject({ exit: 1, text: expect.stringContaining('not born in a sandbox') as string });
});
