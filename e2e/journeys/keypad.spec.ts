/** A phone as keypad: a card typed on it from number to code, two phones, the TV that takes it back, a phone that dies. */
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { readBits } from '../../src/sandbox/phone/tv-code.ts';
import { cardTv, NO_LIMITS } from '../support/card-tv.ts';
import type { CardTv } from '../support/card-tv.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack({
    bff: { cards: NO_LIMITS, times: { sms_again_ms: 4_000, keypad_ms: 30_000 } },
    sandbox: { unionpay: { settle_ms: 500 } },
  });
});
test.afterAll(() => stack.stop());

/** The address that the TV shows for typing. */
async function scanned(tv: CardTv): Promise<string> {
  const step = await tv.step();
  const address = readBits(('keypad' in step && step.keypad?.qr?.rows) || []) ?? '';
  expect(address).toMatch(/^HTTP:\/\/127\.0\.0\.1:\d+\/S\/[A-Z2-7]{26}$/);
  return address;
}

/** A phone with the address open, and a thumb. */
async function phoneOf(browser: Browser, address: string, user_agent?: string) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'zh-CN',
    hasTouch: true,
    ...(user_agent ? { userAgent: user_agent } : {}),
  });
  const page = await context.newPage();
  await page.goto(address);
  const phone = {
    page,
    sees: (text: string | RegExp, timeout = 10_000) => expect(page.locator('#page')).toContainText(text, { timeout }),
    async type(digits: string): Promise<void> {
      for (const digit of digits) await page.locator('[data-key="' + digit + '"]').tap();
    },
    done: () => page.locator('[data-do="done"]').tap(),
    act: (name: string) =>
      page
        .locator('[data-do="' + name + '"]')
        .first()
        .tap(),
  };
  return phone;
}

async function toNumber(page: Page): Promise<CardTv> {
  const tv = cardTv(page, stack);
  await tv.open({ box_id: 'GX00118F21' });
  await tv.ok('银联卡');
  await tv.sees('请输入银行卡号');
  return tv;
}

test('number, check and code on the phone; the TV shows no digits and turns to paid by itself', async ({ page, browser }) => {
  const tv = await toNumber(page);
  const card = await tv.bank.card('pingan-debit');
  await expect.poll(() => tv.scan()).toBe(await scanned(tv));
  const phone = await phoneOf(browser, await scanned(tv));
  await phone.sees('正在为尾号 8F21 的电视输入');
  await phone.type(card.pan.slice(0, 8));
  await tv.sees('手机正在输入');
  await phone.sees('平安银行');
  await phone.type(card.pan.slice(8));
  await phone.sees('19 位');
  await phone.done();
  await phone.sees('核对银行卡');
  await phone.type(card.phone);
  await phone.done();
  await phone.sees('输入短信验证码');
  await phone.sees('￥45.00');
  const shown = await page.locator('#app').innerText();
  for (const digits of [card.pan.slice(0, 6), card.pan.slice(6, 12), card.phone.slice(0, 6)])
    expect(shown.replace(/\s/g, '')).not.toContain(digits);
  // As the phone fills it in from the message.
  await phone.page.locator('#code').fill(await tv.bank.code());
  await phone.done();
  await tv.sees('付款成功');
  await phone.sees('输入完了，请看电视');
  expect((await tv.order()).state).toBe('paid');
});

test('the phone that was first keeps it; the second is told, and gets its turn after the TV took it back', async ({ page, browser }) => {
  const tv = await toNumber(page);
  const address = await scanned(tv);
  const [first, second] = [await phoneOf(browser, address), await phoneOf(browser, address)];
  // What the second page asks by itself would tell it before it is touched, sooner or later.
  await second.page.route('**/keypad?visit=*', (route) => route.abort());
  await first.type('62');
  await tv.sees('手机正在输入');
  await second.type('6');
  await second.sees('另一部手机正在输入');
  await tv.ok('改用遥控器');
  await tv.sees('请输入银行卡号');
  await first.sees('这个码已经过期');
  const next = await scanned(tv);
  expect(next).not.toBe(address);
  const third = await phoneOf(browser, next);
  await third.type('6');
  await tv.sees('手机正在输入');
});

test('a phone that dies in the middle: the TV goes on by itself, and the remote pays', async ({ page, browser }) => {
  test.setTimeout(120_000);
  const tv = await toNumber(page);
  const card = await tv.bank.card('pingan-debit');
  const phone = await phoneOf(browser, await scanned(tv));
  await phone.type(card.pan);
  await phone.done();
  await phone.sees('核对银行卡');
  await tv.sees('手机正在输入');
  await phone.page.context().close();
  await tv.sees('请输入银行卡号', 40_000);
  await tv.type(card.pan);
  await tv.ok('下一步');
  await tv.sees('获取验证码');
  await tv.fill(card, 'phone');
  await tv.ok('获取验证码');
  await tv.sees('验证码已发到');
  await tv.typeCode();
  await tv.sees('付款成功');
});

test('the code of a remembered card: the TV admits the phone first; a wrong one is used up, and another comes by itself', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const tv = cardTv(page, stack);
  const viewer_id = 'keypad-' + Date.now();
  await tv.open({ viewer_id });
  const card = await tv.bank.card('pingan-debit');
  await tv.toCheck(card);
  await tv.fill(card, 'phone');
  await tv.ok('记住这张卡');
  await tv.ok('获取验证码');
  await tv.sees('验证码已发到');
  await tv.typeCode();
  await tv.sees('付款成功');
  await tv.open({ viewer_id });
  await page.waitForTimeout(1_500);
  await tv.press('Enter');
  await tv.sees('验证码已发到');
  const phone = await phoneOf(browser, await scanned(tv));
  const sent = await tv.bank.code();
  await phone.page.locator('#code').fill('00');
  await tv.sees('允许这部手机输入？');
  await phone.sees('请在电视上按“允许”');
  await tv.press('Enter');
  await tv.sees('手机正在输入');
  await expect(phone.page.locator('#strip')).toBeHidden();
  await phone.page.locator('#code').fill(sent === '000000' ? '000001' : '000000');
  await phone.done();
  await phone.sees('验证码不对');
  await phone.sees('输入短信验证码', 15_000);
  await phone.page.locator('#code').fill(await tv.bank.code());
  await phone.done();
  await tv.sees('付款成功');
});

test('a reload of the phone: the number is typed anew; a wrong number of digits is said there', async ({ page, browser }) => {
  const tv = await toNumber(page);
  const card = await tv.bank.card('pingan-debit');
  const phone = await phoneOf(browser, await scanned(tv));
  await phone.type('62162610');
  await phone.done();
  await phone.sees('还没有输完');
  await phone.act('end');
  await tv.sees('请输入银行卡号');
  const again = await phoneOf(browser, await scanned(tv));
  await again.type(card.pan);
  await again.done();
  await again.sees('核对银行卡');
  await again.page.reload();
  await again.sees('输入银行卡号');
  await tv.sees('手机正在输入');
});

test('Alipay is told that this code does not pay; a link preview begins nothing', async ({ page, browser }) => {
  const tv = await toNumber(page);
  const address = await scanned(tv);
  for (let i = 0; i < 200; i++) await fetch(address.replace('/S/', '/s/'), { redirect: 'manual' });
  const phone = await phoneOf(browser, address, 'Mozilla/5.0 (iPhone) AppleWebKit/605 Mobile AlipayClient/10.6.0');
  await phone.sees('这个码不是付款码');
  const step = await tv.step();
  expect('keypad' in step && step.keypad?.phone).toBeUndefined();
});
