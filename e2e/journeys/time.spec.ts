/** What time does: codes end, orders end, cables are pulled, pages are reloaded. */
import { REFUSAL_NUMBERS } from '../../src/protocol/refusal-numbers.ts';
import { expect, test } from '@playwright/test';
import { startCable } from '../support/cable.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';

let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack({
    bff: {
      times: {
        attempt_life_ms: 6_000,
        new_code_ms: 3_000,
        order_margin_ms: 1_000,
        query_shown_ms: [1_000, 1_000],
        lapse_ms: 1_000,
        close_ms: { wechat: [300, 500], alipay: [300, 500] },
      },
    },
  });
});
test.afterAll(() => stack.stop());

test('the code ends, one OK makes a new one', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const first = await tv.choose('微信扫码');
  await tv.sees('二维码已失效');
  await tv.press('Enter');
  await tv.sees('已完成支付');
  const second = await tv.code();
  expect(second.number).not.toBe(first.number);
  await tv.phonePays(second);
  await tv.sees('付款成功');
});

test('换一个码 gives another code at once, the old one is closed', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const first = await tv.choose('微信扫码');
  await tv.ok('换一个码');
  await expect.poll(async () => (await tv.code()).number).not.toBe(first.number);
  await expect.poll(async () => (await tv.truth(first)).state).toBe('CLOSED');
});

test('the order ends unpaid: closed, the merchant is told, the viewer goes home', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open({ expires_at_ms: (Date.now() + 13_000) as never });
  await tv.choose('支付宝扫码');
  await tv.sees('订单已过期', 20_000);
  await expect.poll(() => tv.notices()).toEqual(['order.closed']);
  await tv.press('Enter');
  await tv.back('closed');
});

test('reload, a second TV and the page cache all resume the right screen', async ({ page, context }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const code = await tv.choose('微信扫码');
  await page.reload();
  await tv.sees('已完成支付');
  const second = await context.newPage();
  await second.goto(tv.cashier);
  await expect(second.getByText('已完成支付')).toBeVisible();
  await page.goto('about:blank');
  await tv.phonePays(code);
  await expect(second.getByText('付款成功').first()).toBeVisible();
  await page.goBack();
  await tv.sees('付款成功');
});

test('leaving is asked once, keeps the order, and comes back to it', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.press('Escape');
  await tv.sees('要离开收银台吗？');
  await tv.press('Escape');
  await expect(page.getByText('要离开收银台吗？')).toBeHidden();
  await tv.press('Escape');
  await tv.ok('离开');
  await tv.back('left');
  await page.goto(tv.cashier);
  await tv.sees('取消付款');
});

test('the cable is pulled for a minute: never a failure, success soon after', async ({ page }) => {
  test.setTimeout(150_000);
  const tv = tvOf(page, stack);
  const cable = await startCable(stack.bff_url);
  await tv.open({ expires_at_ms: (Date.now() + 120_000) as never }, cable.url);
  const code = await tv.choose('支付宝扫码');
  cable.pull();
  await tv.phonePays(code);
  await tv.sees('网络断开了', 10_000);
  await tv.sees('您不需要按键');
  for (let i = 0; i < 11; i++) {
    await page.waitForTimeout(5_000);
    expect(await page.locator('body').innerText()).not.toMatch(/失败|没有付成|已失效/);
  }
  cable.plug();
  await tv.sees('付款成功', 5_000);
  await cable.stop();
});

test('what is not a good order is a readable screen with a number to read out', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const url = new URL(
    tv.pay.redirectUrl({
      order_no: 'X' + Date.now(),
      amount_fen: 100,
      subject: 'x',
      return_url: stack.merchant.url + '/return',
      notify_url: stack.merchant.url + '/notices',
    }),
  );
  url.searchParams.set('amount_fen', '1');
  await page.goto(url.href);
  await tv.sees('订单验证未通过');
  await tv.sees('代码 ' + REFUSAL_NUMBERS.SIGNATURE_BAD);
  await page.goto(stack.bff_url + '/c/' + '0'.repeat(52));
  await tv.sees('没有找到这个订单');
});
