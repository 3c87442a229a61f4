/** The unhappy ways, with the banks' faults turned on. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';

let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack({
    // What viewers would wait minutes for, in seconds.
    bff: {
      times: {
        query_shown_ms: [1_500, 1_500, 2_000],
        close_ms: { wechat: [300, 500, 1_000], alipay: [300, 500, 1_000] },
        refund_again_ms: [300, 1_000],
      },
    },
    sandbox: {
      wechat: { notify_first_ms: 100, notify_retry_ms: [500, 500, 1_000], refund_ms: 200 },
      alipay: { notify_first_ms: 100, notify_retry_ms: [500, 500, 1_000] },
    },
  });
});
test.afterEach(async () => {
  await fetch(stack.phone_url + '/control/faults', { method: 'DELETE' });
});
test.afterAll(() => stack.stop());

test('the phone declines: the TV waits, the viewer takes the other wallet', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const first = await tv.choose('微信扫码');
  await tv.phoneDeclines(first);
  await tv.ok('已完成支付');
  await tv.sees('还没有收到付款');
  expect((await tv.step()).kind).toBe('scan');
  await tv.press('Escape');
  await tv.sees('取消付款');
  const second = await tv.choose('支付宝扫码');
  await tv.phonePays(second);
  await tv.sees('付款成功');
  await expect.poll(async () => (await tv.truth(first)).state).toBe('CLOSED');
});

test('an unscanned Alipay code is paid after WeChat won: it is given back in full', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const alipay = await tv.choose('支付宝扫码');
  await tv.press('Escape');
  const wechat = await tv.choose('微信扫码');
  await tv.phonePays(wechat);
  await tv.sees('付款成功');
  expect((await tv.phonePays(alipay)).kind).toBe('paid');
  await expect.poll(async () => (await tv.truth(alipay)).returned_fen, { timeout: 15_000 }).toBe(4500);
  expect((await tv.truth(wechat)).returned_fen).toBe(0);
  await expect.poll(() => tv.notices()).toEqual(['order.paid']);
});

test('the close answer is lost and both are paid: one is kept', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const wechat = await tv.choose('微信扫码');
  await tv.faults({ wechat: { answer: { lose_before_effect: { close: 20 } } } });
  await tv.press('Escape');
  const alipay = await tv.choose('支付宝扫码');
  await Promise.all([tv.phonePays(wechat), tv.phonePays(alipay)]);
  await tv.sees('付款成功');
  const kept = async (): Promise<number> => {
    const both = [await tv.truth(wechat), await tv.truth(alipay)];
    return both.reduce((sum, one) => sum + one.charged_fen - one.returned_fen, 0);
  };
  await expect.poll(kept, { timeout: 15_000 }).toBe(4500);
  await expect.poll(() => tv.notices()).toEqual(['order.paid']);
});

test('paid while the merchant closes: paid', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const code = await tv.choose('微信扫码');
  await tv.faults({ wechat: { notify: { drop: 1 }, answer: { lose_before_effect: { close: 2, query: 2 } } } });
  const closing = tv.pay.closeOrder(tv.order_no);
  await tv.phonePays(code);
  await closing;
  await tv.sees('付款成功');
  expect((await tv.order()).state).toBe('paid');
});

test('the BFF is restarted while the code is up: nothing is lost', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const code = await tv.choose('微信扫码');
  await stack.stopBff();
  await tv.phonePays(code);
  await stack.startBff();
  await tv.sees('付款成功');
  await expect.poll(() => tv.notices()).toEqual(['order.paid']);
});

test('killed with the code up, paid, and back: the query finds it', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const code = await tv.choose('支付宝扫码');
  await tv.faults({ alipay: { notify: { drop: 99 } } });
  await tv.phonePays(code);
  await stack.restartBff(true);
  await tv.sees('付款成功');
});

test('the callback is lost: a query finds it', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.faults({ wechat: { notify: { drop: 99 } } });
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功');
});

test('the callback comes three times: told once', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.faults({ wechat: { notify: { duplicate: 2 } } });
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功');
  await page.waitForTimeout(1_000);
  expect(await tv.notices()).toEqual(['order.paid']);
});

test('the callback comes before the answer of prepay: paid all the same', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.faults({ wechat: { answer: { delay_ms: 4_000 } } });
  await tv.ok('微信扫码');
  await tv.sees('正在准备二维码');
  await expect.poll(async () => (await tv.phone<{ channel: string; subject: string; state: string }[]>('/codes'))[0]?.state).toBe('NOTPAY');
  await tv.phonePays(await tv.code());
  await tv.sees('付款成功', 5_000);
});

test('a wrong amount is held: not paid, not given back by itself, the viewer is told not to pay again', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.faults({ wechat: { notify: { wrong_amount: 1, wrong_amount_fen: 1 }, answer: { query_amount_fen: 1 } } });
  const code = await tv.choose('微信扫码');
  await tv.phonePays(code);
  await tv.sees('正在人工核对');
  await tv.sees('96335');
  expect((await tv.order()).state).toBe('open');
  await page.waitForTimeout(1_500);
  expect((await tv.truth(code)).returned_fen).toBe(0);
  expect(await tv.notices()).toEqual([]);
});

test('the database takes nothing: said on the screen, nothing sent, and one OK goes on once it does again', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const other = new Database(join(stack.data, 'bff', 'lezhong.db'));
  other.exec('BEGIN IMMEDIATE');
  await tv.press('Enter');
  await tv.sees('现在不能办理新的付款');
  await tv.sees('请不要重复付款');
  other.close();
  await tv.press('Enter');
  await tv.sees('取消付款');
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功');
});

test('a forged callback changes nothing', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.choose('微信扫码');
  const answers = await Promise.all(
    ['wechat', 'alipay', 'nobank'].map((channel) =>
      fetch(stack.bff_url + '/callbacks/' + channel, {
        method: 'POST',
        body: 'trade_status=TRADE_SUCCESS',
        headers: { 'content-type': 'text/plain' },
      }),
    ),
  );
  expect(answers.every((answer) => answer.status >= 400)).toBe(true);
  expect((await tv.step()).kind).toBe('scan');
});

test('twenty OK presses in 300 ms make one attempt', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  await tv.focus('微信扫码');
  for (let i = 0; i < 20; i++) void page.keyboard.press('Enter');
  await tv.sees('已完成支付');
  await page.waitForTimeout(500);
  const step = await tv.step();
  expect(step.kind === 'scan' && step.attempt).toBe(1);
});
