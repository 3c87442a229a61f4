/** The control page as people and programs read it, its index of screens, and the banks' clock. */
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { StepKind } from '../../protocol/step.ts';
import { BANKS } from '../banks/index.ts';
import { forgetKeys, NOON_MS, startBench } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';
import { wechatClient } from '../testing/wechat-client.ts';
import { guideOf } from './guide.ts';
import { SCREENS } from './screens.ts';

/** A kind that is missing here does not compile. */
const KINDS: Record<StepKind, true> = {
  choose: true,
  preparing: true,
  scan: true,
  ended: true,
  'card-list': true,
  'card-number': true,
  'card-check': true,
  'sms-code': true,
  'bank-method': true,
  'bank-password': true,
  'pay-password': true,
  checking: true,
  paid: true,
  refused: true,
  closed: true,
  left: true,
  unavailable: true,
};

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const get = (accept?: string) => fetch(bench.manifest.phone_url + '/control', accept === undefined ? {} : { headers: { accept } });

test('a browser gets a page, a program the same as JSON that can be read', async () => {
  const page = await get('text/html,application/xhtml+xml;q=0.9,*/*;q=0.8');
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  const text = await page.text();
  for (const words of ['要看这个画面，这样做', '银行的时钟', '磁盘写满', 'GET /control/codes?limit=20']) expect(text).toContain(words);
  for (const accept of [undefined, '*/*', 'application/json']) {
    const answer = await get(accept);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    const json = await answer.text();
    expect(json).toContain('\n  "calls": {\n');
    expect(JSON.parse(json)).toMatchObject({ calls: { 'GET /healthz': '{ok:true}' } });
  }
});

test('every kind of screen has a way to it, and buttons that a way names are on the fault page', async () => {
  const { screens } = guideOf(BANKS.map((about) => ({ about }) as never));
  expect(Object.keys(KINDS).filter((kind) => !screens.some((one) => one.kind === kind))).toEqual([]);
  const named = SCREENS.flatMap(({ how }) => [...how.matchAll(/「([^」]+)」/g)].map(([, name = '']) => name));
  expect(named.length).toBeGreaterThan(5);
  const faults = await (await fetch(bench.manifest.phone_url + '/faults')).text();
  for (const name of named) expect(faults).toContain(name);
});

test("the banks' clock goes wrong and right again", async () => {
  const heard = async (): Promise<number> => {
    const { headers } = await wechatClient(bench)(
      'GET',
      '/v3/pay/transactions/out-trade-no/NONE000001?mchid=' + bench.manifest.wechat.mchid,
    );
    return Date.parse(String(headers.get('date'))) - NOON_MS;
  };
  expect(await heard()).toBe(0);
  await bench.control('POST', '/control/settings', { clock_off_ms: 600_000 });
  expect(await heard()).toBe(600_000);
  expect(await (await get('text/html')).text()).toMatch(/aria-pressed="true"\s+data-settings="{&quot;clock_off_ms&quot;:600000}"/);
  await bench.control('POST', '/control/settings', { clock_off_ms: 0 });
  expect(await heard()).toBe(0);
  for (const clock_off_ms of ['1', 0.5])
    expect(await bench.control('POST', '/control/settings', { clock_off_ms })).toEqual({
      error: 'clock_off_ms is a whole number of milliseconds',
    });
});
