import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { beijing } from '../../protocol/world.ts';
import type { ClockState } from '../../protocol/sandbox-clock.ts';
import { forgetKeys, NOON_MS, startBench } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';
import { wechatClient } from '../testing/wechat-client.ts';

const DAY_MS = 86_400_000;
const NUMBER = 'LEZ20250601120000AAAA';
const folder = mkdtempSync(join(tmpdir(), 'sandbox-moved-'));
let bench: Bench;

afterEach(() => bench.stop());
afterAll(() => {
  forgetKeys();
  rmSync(folder, { recursive: true, force: true });
});

const clock = (): Promise<ClockState> => bench.control<ClockState>('GET', '/control/clock');
const move = (offset_ms: unknown, hold = false): Promise<ClockState & { error?: string }> =>
  bench.control('POST', '/control/clock', { offset_ms, hold });

async function paidOrder(): Promise<void> {
  const { mchid, appid } = bench.manifest.wechat;
  const { status, body } = await wechatClient(bench)('POST', '/v3/pay/transactions/native', {
    appid,
    mchid,
    out_trade_no: NUMBER,
    description: 'x',
    notify_url: 'http://127.0.0.1:1/notice',
    amount: { total: 1990, currency: 'CNY' },
  });
  expect(status).toBe(200);
  await bench.control('POST', '/control/pay', { code: body['code_url'] });
}

it('stamps go by it, and signatures by real time', async () => {
  bench = await startBench();
  expect(await move(3 * DAY_MS)).toMatchObject({ now_ms: NOON_MS + 3 * DAY_MS, offset_ms: 3 * DAY_MS, next_due_ms: null, busy: false });
  await paidOrder();
  const client = wechatClient(bench);
  const { verified, body, headers } = await client(
    'GET',
    `/v3/pay/transactions/out-trade-no/${NUMBER}?mchid=${bench.manifest.wechat.mchid}`,
  );
  expect(verified).toBe(true);
  expect(body['success_time']).toBe(beijing(NOON_MS + 3 * DAY_MS) + '+08:00');
  expect(headers.get('Wechatpay-Timestamp')).toBe(String(NOON_MS / 1000));
  expect(Date.parse(headers.get('Date') ?? '')).toBe(NOON_MS);
});

it('tells what is due next, and does it once it is moved there and let go', async () => {
  bench = await startBench();
  await paidOrder();
  const { next_due_ms, begun } = await clock();
  const due_ms = next_due_ms ?? 0;
  expect(due_ms).toBeGreaterThan(NOON_MS);
  expect(await move(due_ms - NOON_MS, true)).toMatchObject({ busy: true, begun });
  expect(bench.posted).toHaveLength(0);
  await move(due_ms - NOON_MS);
  await bench.world.advance(0);
  expect(await clock()).toMatchObject({ begun: begun + 1 });
  expect(bench.posted).toHaveLength(1);
});

it('never goes back, and takes whole milliseconds', async () => {
  bench = await startBench();
  await move(DAY_MS);
  expect((await move(DAY_MS - 1)).error).toMatch(/never goes back/);
  for (const wrong of ['1', 0.5, null, 1e15]) expect((await move(wrong)).error).toMatch(/whole number/);
  expect((await clock()).offset_ms).toBe(DAY_MS);
});

it('a restart changes nothing', async () => {
  const db_path = join(folder, 'world.sqlite');
  bench = await startBench({ db_path });
  await move(DAY_MS);
  await bench.stop();
  bench = await startBench({ db_path });
  expect(await clock()).toMatchObject({ now_ms: NOON_MS + DAY_MS, offset_ms: DAY_MS });
});

it('the banks’ own error is no part of it', async () => {
  bench = await startBench();
  await move(DAY_MS);
  await bench.control('POST', '/control/settings', { clock_off_ms: 90_000 });
  expect(await clock()).toMatchObject({ now_ms: NOON_MS + DAY_MS, offset_ms: DAY_MS });
});
