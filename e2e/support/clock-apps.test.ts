/** `lezhong clock` with the apps' servers: a top-up that the carrier never ends goes to a person after its two hours, of the sandbox's clock. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeTicket } from '../../src/apps/server/ticket.ts';
import { run } from '../../src/cli/run.ts';
import { BOXES } from '../../src/start/apps.ts';
import { runCourse } from '../trials/clock/viewer.ts';
import { cardBank } from './bank-cards.ts';
import { startApps } from './apps.ts';
import type { AppsStack } from './apps.ts';

// Processes: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let stack: AppsStack;
beforeAll(async () => {
  stack = await startApps();
});
afterAll(() => stack.stop());

async function clock(...args: string[]) {
  const around = { env: {}, folder: stack.data, platform: process.platform };
  const { exit, json, text } = await run(['clock', ...args, '--config', 'bff.json', '--json'], { around, user: 'tester', now: Date.now });
  expect({ exit, text }).toMatchObject({ exit: 0 });
  return json as { clocks: { process: string; offset_ms: number }[] };
}

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return (await answer.json()) as T;
}

/** Ordered at the app and paid at the sandbox. */
async function topUp(cart: string): Promise<string> {
  const { portal_secret } = JSON.parse(readFileSync(join(stack.data, 'topup.json'), 'utf8')) as { portal_secret: string };
  const t = makeTicket(portal_secret, BOXES[0], Date.now());
  const wanted = { t, cart, phone: '13800138000', carrier: 'mobile', face_fen: 5000 };
  const made = await post<{ order: { order_no: string; amount_fen: number }; cashier_url: string }>(
    (stack.at.apps['topup'] ?? '') + '/api/orders',
    wanted,
  );
  const card = await cardBank(stack.phone_url).card('pingan-debit');
  await runCourse({ cashier_url: made.cashier_url, amount_fen: made.order.amount_fen, phone_url: stack.phone_url, card }, 'wechat');
  return made.order.order_no;
}

const stateOf = async (order_no: string): Promise<string | undefined> =>
  (await stack.facts('topup')).own.topups?.find((one) => one.order_no === order_no)?.state;

it('a top-up that the carrier never ends is a person’s after two hours; one after that is delivered', async () => {
  await post(stack.phone_url + '/control/carrier', { silent_failed: 1 });
  const silent = await topUp('clock001');
  await clock('forward', '1h');
  expect(await stateOf(silent)).not.toBe('unknown');
  await clock('forward', '2h');
  expect(await stateOf(silent)).toBe('unknown');
  const good = await topUp('clock002');
  await clock('forward', '10m');
  expect(await stateOf(good)).toBe('done');
});

it('all processes have the same offset, also after a restart', async () => {
  await stack.restart('topup');
  const { clocks } = await clock();
  expect(clocks.map((one) => one.process)).toEqual(['sandbox', 'bff', 'film', 'hall', 'topup']);
  expect(new Set(clocks.map((one) => one.offset_ms)).size).toBe(1);
});
