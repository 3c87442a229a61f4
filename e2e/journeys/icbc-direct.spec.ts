/** Accounts at ICBC in the whole, from the tile to the refund: four kinds of password, and what goes wrong with them. */
import { expect, test } from '@playwright/test';
import { ACCOUNT_WAYS } from '../support/account-bank.ts';
import { BANK_PORTAL, bankPortal } from '../support/bank-portal.ts';
import { bankSettings, bankTv } from '../support/bank-tv.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack({
    bff: (banks) => Promise.resolve(bankSettings(banks)),
    sandbox: { icbc: { notify_first_ms: 100, notify_retry_ms: [500, 500], unknown_ms: 2_000, slow_ms: 7_000 } },
    apps: [BANK_PORTAL],
  });
});
test.afterEach(async () => {
  await fetch(stack.phone_url + '/control/icbc/cards', { method: 'DELETE' });
  await fetch(stack.phone_url + '/control/faults', { method: 'DELETE' });
});
test.afterAll(() => stack.stop());

for (const [card, title] of ACCOUNT_WAYS)
  test(`${card}: paid, the merchant told, one confirm`, async ({ page }) => {
    const tv = bankTv(page, stack);
    await tv.open();
    await tv.toAccount(card);
    await tv.sees(title);
    const { answer, number } = await tv.answer();
    await tv.type(answer);
    // The last digit sends nothing.
    await page.waitForTimeout(800);
    expect((await tv.facts(number)).charged_fen).toBe(0);
    await tv.sees(title);
    await tv.ok('确认付款');
    await tv.sees('付款成功', 10_000);
    const facts = await tv.facts(number);
    expect([facts.charged_fen, facts.calls.filter((one) => one.call === 'confirm').length]).toEqual([4500, 1]);
    await expect.poll(() => tv.notices()).toEqual(['order.paid']);
  });

test('several ways: chosen, changed before anything was sent, paid with another', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('several');
  await tv.sees('短信验证码');
  for (const key of ['ArrowRight', 'Enter']) await tv.press(key);
  await tv.sees('刮开右图亮着的两格');
  const { number } = await tv.answer();
  await tv.ok('换种验证');
  await tv.sees('发到您在银行登记的手机');
  for (const key of ['ArrowDown', 'Enter']) await tv.press(key);
  await tv.sees('小数点也要输入');
  await expect.poll(async () => (await tv.facts(number)).state).toBe('1');
  await tv.pay();
  await tv.sees('付款成功', 10_000);
});

test('wrong, then right: the tries are told, the coordinates stay', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('coordinates');
  await tv.sees('输入口令卡');
  const { asked } = await tv.answer();
  await tv.pay('000000');
  await tv.sees('还可以试 2 次，坐标没有变', 10_000);
  expect((await tv.answer()).asked).toBe(asked);
  await tv.pay();
  await tv.sees('付款成功', 10_000);
});

test('wrong three times, verified anew, paid', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('static');
  await tv.sees('输入支付密码');
  for (const left of ['还可以试 2 次', '还可以试 1 次', '这次验证的次数用完了']) {
    await tv.pay('654321');
    await tv.sees(left, 10_000);
  }
  await tv.press('Enter');
  await tv.ok('支付密码');
  await tv.sees('输入支付密码');
  await tv.pay();
  await tv.sees('付款成功', 10_000);
});

test('locked: another way of the same card', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('locked');
  await tv.ok('支付密码');
  await tv.sees('银行锁住了这种验证方式', 10_000);
  await tv.press('Enter');
  await fetch(stack.phone_url + '/control/icbc/cards/locked', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ script: 'ok' }),
  });
  for (const key of ['ArrowRight', 'Enter']) await tv.press(key);
  await tv.sees('输入短信里的 6 位数字');
  await tv.pay();
  await tv.sees('付款成功', 10_000);
});

test('expired, renewed, paid', async ({ page }) => {
  await fetch(stack.phone_url + '/control/settings', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ icbc: { challenge_ms: 4_000 } }),
  });
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('token');
  await tv.sees('用密码器算出');
  await tv.sees('时间到了', 10_000);
  await fetch(stack.phone_url + '/control/settings', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ icbc: { challenge_ms: 300_000 } }),
  });
  await tv.press('Enter');
  await tv.ok('电子密码器');
  await tv.sees('小数点也要输入');
  await tv.pay();
  await tv.sees('付款成功', 10_000);
});

test('unknown, then paid: the screen turns by itself, one confirm', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('unknown-paid');
  await tv.sees('输入支付密码');
  const { number } = await tv.answer();
  await tv.pay();
  await tv.sees('正在付款', 10_000);
  await tv.sees('付款成功', 15_000);
  expect((await tv.facts(number)).calls.filter((one) => one.call === 'confirm')).toHaveLength(1);
});

test('unknown, then lost: told to wait, then that nothing was taken; another number pays', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('unknown-lost');
  await tv.sees('输入支付密码');
  const { number } = await tv.answer();
  await tv.pay();
  await tv.sees('正在付款', 10_000);
  await tv.sees('没有扣款', 30_000);
  expect((await tv.facts(number)).charged_fen).toBe(0);
  await fetch(stack.phone_url + '/control/icbc/cards', { method: 'DELETE' });
  await tv.press('Enter');
  await tv.ok('支付密码');
  await tv.sees('输入支付密码');
  expect((await tv.answer()).number).not.toBe(number);
});

test('answered too late: found by query', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('slow');
  await tv.sees('输入支付密码');
  await tv.pay();
  await tv.sees('付款成功', 20_000);
});

test('a USB key alone: led to the code', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('usb-key');
  await tv.sees('这张卡要用手机付', 10_000);
  await tv.press('Enter');
  await tv.sees('微信扫码');
});

test('a password with letters, on the screen keyboard and with the digits of a remote', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('static');
  await tv.sees('输入支付密码');
  await tv.ok('屏幕键盘');
  for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'Enter']) await tv.press(key);
  await page.waitForTimeout(1_200);
  expect(await page.locator('.bk-field').innerText()).toContain('●●');
  await tv.press('Escape');
  for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) await tv.press(key);
  await tv.type('222');
  expect(await page.locator('.bk-field').innerText()).toContain('●●c');
});

test('cancelled: nothing was sent, the code pays', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('static');
  await tv.sees('输入支付密码');
  const { number } = await tv.answer();
  await tv.ok('取消付款');
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功', 10_000);
  await expect.poll(async () => (await tv.facts(number)).state).toBe('1');
});

test('the BFF killed between challenge and password, and again with the confirm under way', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('unknown-paid');
  await tv.sees('输入支付密码');
  await stack.restartBff(true);
  const { number } = await tv.answer();
  await tv.pay();
  await tv.sees('正在付款', 15_000);
  await stack.restartBff(true);
  await tv.sees('付款成功', 25_000);
  const facts = await tv.facts(number);
  expect([facts.charged_fen, facts.calls.filter((one) => one.call === 'confirm').length]).toEqual([4500, 1]);
});

test('refunded: the bank gives it back once, and the viewer reads so on his own page', async ({ page }) => {
  const tv = bankTv(page, stack);
  const portal = bankPortal(stack);
  const order_no = 'RF' + Date.now().toString(36);
  await page.goto(await portal.order(order_no, 'refunded'));
  await tv.toAccount('static');
  await tv.sees('输入支付密码');
  const { number } = await tv.answer();
  await tv.pay();
  await tv.sees('付款成功', 10_000);
  await portal.refund(order_no);
  await expect.poll(async () => (await tv.facts(number)).returned_fen, { timeout: 15_000 }).toBe(1800);
  await page.goto(portal.page('refunded'));
  await tv.sees('这台电视付过的');
  await tv.sees('已退款');
  expect((await tv.facts(number)).returned_fen).toBe(1800);
});

/** What the bank received under a number, whatever became of it. */
async function confirmsOf(number: string): Promise<number> {
  const all = (await (await fetch(stack.phone_url + '/control/icbc/received')).json()) as { [number: string]: { confirm: number } };
  return all[number]?.confirm ?? 0;
}

const lose = (fault: string): Promise<Response> =>
  fetch(stack.phone_url + '/control/faults', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ icbc: { answer: { [fault]: { confirm: 1 } } } }),
  });

const KILLED: readonly (readonly [string, card: string, fault?: string])[] = [
  ['before its answer: the money is gone, the answer would come in seconds', 'slow'],
  ['with its answer lost on the way', 'static', 'lose_after_effect'],
];

for (const [name, card, fault] of KILLED)
  test(`the BFF killed during the confirm, ${name}: one confirm, found by query`, async ({ page }) => {
    test.setTimeout(180_000);
    const tv = bankTv(page, stack);
    await tv.open();
    await tv.toAccount(card);
    await tv.sees('输入支付密码');
    const { number } = await tv.answer();
    if (fault) await lose(fault);
    await tv.pay();
    // The bank has it; the page may leave by itself once the query has found the money.
    await expect.poll(async () => (await tv.facts(number)).charged_fen, { intervals: [20] }).toBe(4500);
    await stack.restartBff(true);
    await expect.poll(async () => (await tv.order()).state, { timeout: 60_000 }).toBe('paid');
    expect([(await tv.facts(number)).charged_fen, await confirmsOf(number)]).toEqual([4500, 1]);
  });

test('the BFF killed after the confirm: still paid, nothing is sent again, the merchant is told', async ({ page }) => {
  test.setTimeout(180_000);
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('static');
  await tv.sees('输入支付密码');
  const { number } = await tv.answer();
  await tv.pay();
  await tv.sees('付款成功');
  await stack.restartBff(true);
  expect((await tv.order()).state).toBe('paid');
  await expect.poll(() => tv.notices(), { timeout: 30_000 }).toEqual(['order.paid']);
  expect([(await tv.facts(number)).charged_fen, await confirmsOf(number)]).toEqual([4500, 1]);
});

test('"?" and Blue show what is meant, with four digits typed that are still there', async ({ page }) => {
  const tv = bankTv(page, stack);
  await tv.open();
  await tv.toAccount('coordinates');
  await tv.sees('输入口令卡');
  const { answer } = await tv.answer();
  await tv.type(answer.slice(0, 4));
  await tv.ok('?');
  await tv.sees('口令卡是什么');
  await tv.press('Enter');
  await tv.type(answer.slice(4));
  await tv.ok('确认付款');
  await tv.sees('付款成功', 10_000);
});
