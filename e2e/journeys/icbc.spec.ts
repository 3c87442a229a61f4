/** ICBC's codes, a channel that the demo leaves out: its adapter in the whole, from the tile to the refund. */
import { expect, test } from '@playwright/test';
import { icbc } from '../../src/sandbox/banks/icbc/index.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';

let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack({
    bff: (banks) =>
      Promise.resolve({
        channels: {
          icbc: {
            ...icbc.clientSettings(banks.icbc),
            enabled: true,
            support_app_type: '1010',
            // Viewers would wait minutes for these: seconds.
            schedules: { query_ms: [1_500, 1_500, 2_000], close_ms: [300, 500, 1_000], refund_query_ms: [300, 1_000] },
          },
        },
        times: { refund_again_ms: [300, 1_000], refund_gap_ms: 300 },
      }),
    sandbox: { icbc: { notify_first_ms: 100, notify_retry_ms: [500, 500], refund_ms: 500 } },
  });
});
test.afterEach(async () => {
  await fetch(stack.phone_url + '/control/faults', { method: 'DELETE' });
});
test.afterAll(() => stack.stop());

test('a viewer pays with the ICBC code: the screen turns by itself, the merchant is told', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const code = await tv.choose('工行扫码');
  expect(code.channel).toBe('icbc');
  await tv.sees('打开工商银行、微信');
  expect(await tv.scan(), 'read off a screenshot by a real decoder').toBe(code.code);
  await tv.phonePays(code);
  await tv.sees('付款成功', 3_000);
  expect((await tv.order()).state).toBe('paid');
  await tv.press('Enter');
  await tv.back('paid');
  await expect.poll(() => tv.notices()).toEqual(['order.paid']);
  // Its callback was answered so that it is not sent again.
  await page.waitForTimeout(1_200);
  const { charged_fen, notices } = await tv.truth(code);
  expect([charged_fen, notices.map(({ state, sent }) => [state, sent])]).toEqual([4500, [['delivered', 1]]]);
});

test('the phone declines: the viewer takes another way, and the code is closed', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const first = await tv.choose('工行扫码');
  await tv.phoneDeclines(first);
  await tv.ok('已完成支付');
  // ICBC cannot tell a code that waits from one that is being paid.
  await tv.sees('暂时查不到结果');
  await tv.press('Escape');
  await tv.sees('取消付款');
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功');
  await expect.poll(async () => (await tv.truth(first)).payable).toBe(false);
  expect((await tv.phonePays(first)).kind).toBe('refused');
  expect((await tv.truth(first)).charged_fen).toBe(0);
});

test('the tile and the screen of the code name the apps that pay by it, as the contract has them', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.sees('工商银行、微信都能扫');
  await tv.choose('工行扫码');
  await tv.sees('打开工商银行、微信，扫一扫');
});

test('the merchant closes: the code is dead', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const code = await tv.choose('工行扫码');
  await tv.pay.closeOrder(tv.order_no);
  await expect.poll(async () => (await tv.order()).state).toBe('closed');
  expect((await tv.phonePays(code)).kind).toBe('refused');
  await expect.poll(() => tv.notices()).toEqual(['order.closed']);
});

test('the answer of prepay is lost: closed at ICBC and here', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.faults({ icbc: { answer: { lose_after_effect: { prepay: 1 } } } });
  await tv.ok('工行扫码');
  await tv.sees('正在准备二维码');
  await tv.pay.closeOrder(tv.order_no);
  await expect.poll(async () => (await tv.order()).state, { timeout: 15_000 }).toBe('closed');
});

test('the callback is lost: a query finds it', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.faults({ icbc: { notify: { drop: 99 } } });
  await tv.phonePays(await tv.choose('工行扫码'));
  await tv.sees('付款成功');
});

test('the merchant refunds a part, then the rest with an answer that is lost: each once', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const code = await tv.choose('工行扫码');
  await tv.phonePays(code);
  await tv.sees('付款成功');
  const { order_no } = tv;
  expect((await tv.pay.refund({ order_no, refund_no: order_no + 'a', amount_fen: 500, reason: '缺货' })).ok).toBe(true);
  await expect.poll(async () => (await tv.truth(code)).returned_fen).toBe(500);
  await expect.poll(() => tv.notices()).toEqual(['order.paid', 'refund.done']);
  await tv.faults({ icbc: { answer: { lose_after_effect: { refund: 1 } } } });
  expect((await tv.pay.refund({ order_no, refund_no: order_no + 'b', amount_fen: 4000, reason: '缺货' })).ok).toBe(true);
  await expect.poll(() => tv.notices()).toEqual(['order.paid', 'refund.done', 'refund.done']);
  expect((await tv.truth(code)).returned_fen).toBe(4500);
});
