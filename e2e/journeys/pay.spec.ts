/** The main way: from the shop's button to paid and back, by each wallet. */
import { expect, test } from '@playwright/test';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';

let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack();
});
test.afterAll(() => stack.stop());

for (const [name, channel] of [
  ['微信扫码', 'wechat'],
  ['支付宝扫码', 'alipay'],
] as const) {
  test(
    'pays with ' + channel + ': the screen turns by itself within a second, the app has its viewer back, the merchant is told',
    async ({ page }) => {
      const tv = tvOf(page, stack);
      await tv.open();
      const code = await tv.choose(name);
      expect(code.channel).toBe(channel);
      expect(await tv.scan(), 'read off a screenshot by a real decoder').toBe(code.code);
      await tv.faults({ [channel]: { notify: { delay_ms: 0 } } });
      await tv.phonePays(code);
      await tv.sees('付款成功', 2_000);
      expect((await tv.order()).state).toBe('paid');
      await tv.press('Enter');
      await tv.back('paid');
      await expect.poll(() => tv.notices()).toEqual(['order.paid']);
      expect((await tv.truth(code)).charged_fen).toBe(4500);
    },
  );
}

test('from the shop: OK on the first item, OK on WeChat, and home again by itself', async ({ page }) => {
  await page.goto(stack.shop_url);
  await page.keyboard.press('Enter');
  const tv = tvOf(page, stack);
  await tv.sees('取消付款');
  const code = await tv.choose('微信扫码');
  await tv.phonePays(code);
  await tv.sees('付款成功');
  await tv.back('paid');
  await expect(page.locator('body')).toContainText(/成功|已付/);
});
