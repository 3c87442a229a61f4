import { expect, test } from 'vitest';
import { textsOf } from './apps.ts';
import { config, DONE, NUMBER, says } from './gateway.fixture.ts';
import { icbc } from './index.ts';
import { texts } from './texts.ts';

test('a contract that says nothing is for ICBC’s app', () => {
  expect(textsOf({})).toBe(texts);
  expect(textsOf({ support_app_type: '1000' })).toBe(texts);
});

test.each([
  ['1010', '工商银行、微信都能扫', '打开工商银行、微信，扫一扫'],
  ['1111', '工商银行、云闪付、微信、支付宝都能扫', '打开工商银行、云闪付、微信、支付宝，扫一扫'],
])('%s names its apps on the tile and beside the code', (support_app_type, tag, open) => {
  expect(textsOf({ support_app_type })['zh-CN']).toMatchObject({ name: '工行扫码', tag, open });
  expect(icbc.textsOf?.({ ...config, support_app_type }).en.tag).toMatch(/^Scan with ICBC, /);
});

test.each([
  ['1010', '1010', 0],
  ['1010', '1000', 1],
  [undefined, '1010', 1],
  [undefined, '', 0],
])('set %s, answered %s: said to the operator %d times, and the code is shown all the same', async (set, told, times) => {
  const answer = { ...DONE, codeUrl: 'https://mobile.icbc.com.cn/qr/abc', supportAppType: told };
  const { channel, logs } = says(answer, set === undefined ? {} : { support_app_type: set });
  for (let i = 0; i < 3; i++) expect(await channel.prepay(NUMBER, '{}')).toMatchObject({ kind: 'ready' });
  expect(logs.filter((line) => line.includes('channel.support-app-type'))).toHaveLength(times);
});
