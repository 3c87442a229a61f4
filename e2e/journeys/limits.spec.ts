/** Limits of a viewer, as he meets them: in words before anything is typed, on the phone too, and gone with a refund. */
import { expect, test } from '@playwright/test';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';

let stack: Stack;
test.beforeAll(async () => {
  // Orders of these journeys are of 45.00 each.
  stack = await startStack({ bff: { viewers: { limits: { payment_fen: 5_000, day_fen: 8_000 } } } });
});
test.afterAll(() => stack.stop());

test('the second order of a day is refused in words, tells its number, and another viewer is free', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open({ viewer_id: 'family-1' });
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功');
  await tv.open({ viewer_id: 'family-1' });
  await page.keyboard.press('Enter');
  await tv.sees('超过今天的付款限额');
  await tv.sees('没有扣款');
  await expect(page.locator('#app')).toContainText('308');
  expect((await tv.step()).kind).toBe('refused');
  await tv.open({ viewer_id: 'family-2' });
  await page.keyboard.press('Enter');
  await tv.sees('请输入银行卡号');
});

test('a single payment above its limit shows no code, and no way begins', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open({ viewer_id: 'family-3', amount_fen: 6_000 as never });
  const step = await tv.step();
  expect(step.kind === 'choose' && step.qr).toBeUndefined();
  await page.keyboard.press('Enter');
  await tv.sees('超过单笔付款限额');
});
