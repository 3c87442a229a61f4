/** The gateway of text messages, by what a BFF posts: signed, once an id, and its faults. */
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { noticeHeaders } from '../../protocol/notice.ts';
import { forgetKeys, startBench } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';
import { TEXT_GATEWAY_KEY, TEXT_GATEWAY_PATH } from './text-gateway.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const hmac64 = (key: string | Uint8Array, text: string): string => createHmac('sha256', key).update(text).digest('base64');

async function post(id: string, over: object = {}, key = TEXT_GATEWAY_KEY): Promise<number> {
  const body = JSON.stringify({ id, phone: '13800005506', template: 'bind-phone', params: { code: '012345', minutes: 5 }, ...over });
  const at_s = Math.floor(bench.world.now() / 1000);
  const headers = { 'content-type': 'application/json', ...noticeHeaders(hmac64, [key], id, at_s, body) };
  return (await fetch(bench.manifest.phone_url + TEXT_GATEWAY_PATH, { method: 'POST', headers, body })).status;
}
const texts = async () => ((await bench.control('GET', '/control/texts')) as { phone: string; text: string }[]).map((one) => one.text);

test('what is signed is sent, the same id once; another key, another form: nothing', async () => {
  expect([
    await post('a'),
    await post('a'),
    await post('b', {}, 'another'),
    await post('c', { phone: '1' }),
    await post('d', { template: 'x' }),
  ]).toEqual([200, 200, 401, 400, 400]);
  expect(await texts()).toEqual([expect.stringContaining('012345')]);
});

test('its faults: down, refused, sent without an answer', async () => {
  await bench.control('POST', '/control/text-gateway', { down: 1 });
  expect(await post('a')).toBe(503);
  await bench.control('POST', '/control/text-gateway', { refuse: 1 });
  expect(await post('a')).toBe(400);
  await bench.control('POST', '/control/text-gateway', { lose_answer: 1 });
  expect([await post('a'), await post('a')]).toEqual([504, 200]);
  expect(await texts()).toHaveLength(1);
});
