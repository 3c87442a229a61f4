/** A payment password and child lock, by remote: set on the viewer's own page, asked by the cashier, taken off again. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { readBits } from '../../src/sandbox/phone/tv-code.ts';
import { BOXES } from '../../src/start/apps.ts';
import { appKey } from '../../src/start/configs.ts';
import { startApps } from '../support/apps.ts';
import type { AppsStack } from '../support/apps.ts';
import { tvOf } from '../support/tv.ts';
import type { Tv } from '../support/tv.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const [ROOM] = BOXES;
const GOOD = '274916';
const WRONG = '274915';

let stack: AppsStack;
let film: LezhongPay;
test.beforeAll(async () => {
  stack = await startApps();
  film = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'film', keys: [appKey(stack.data, 'film')] });
});
test.afterAll(() => stack.stop());

async function mine(page: Page, tv: Tv): Promise<void> {
  await page.goto(stack.at.home + '/?box=' + ROOM.box);
  await expect(page.locator('.live-picture.focused')).toBeVisible();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown']) await tv.press(key);
  await tv.press('Enter');
  await tv.sees('这台电视付过的');
}

async function type(tv: Tv, digits: string): Promise<void> {
  for (const digit of digits) await tv.press(digit);
}

/** The page sends by 确认 alone, never by the sixth digit. */
async function password(tv: Tv, title: string, digits: string): Promise<void> {
  await tv.sees(title);
  await type(tv, digits);
  await tv.sees(title);
  await tv.press('Enter');
}

/** The address of an order's cashier. */
async function order(over: object = {}): Promise<string> {
  const at = stack.at.apps['film'] ?? '';
  const made = await film.createOrder({
    order_no: 'CL' + Date.now().toString(36),
    amount_fen: 4500,
    subject: '综艺会员 3 个月',
    return_url: at + '/return',
    notify_url: at + '/notices',
    viewer_id: ROOM.account,
    box_id: ROOM.box,
    ...over,
  });
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made.cashier_url;
}

/** The code that a TV shows on its first screen, if it does. */
async function codeOf(cashier: string): Promise<string | undefined> {
  const step = (await (await fetch(cashier + '/step')).json()) as { qr?: { rows: string[] } };
  return step.qr && readBits(step.qr.rows);
}

let before = '';
let shown: string | undefined;

test('a password is set, child lock turned on; a weak one and two that differ are not taken', async ({ page }) => {
  before = await order();
  shown = await codeOf(before);
  expect(shown).toMatch(/\/S\/[A-Z2-7]+$/);
  const tv = tvOf(page, stack);
  await mine(page, tv);
  await tv.ok('儿童锁');
  await tv.sees('先设支付密码');
  await tv.ok('支付密码');
  await password(tv, '设 6 位支付密码', '123456');
  await password(tv, '再输入一次', '123456');
  await tv.sees('太容易猜到，请换一个');
  await password(tv, '设 6 位支付密码', GOOD);
  await password(tv, '再输入一次', WRONG);
  await tv.sees('两次不一样');
  await password(tv, '设 6 位支付密码', GOOD);
  await password(tv, '再输入一次', GOOD);
  await tv.sees('多少钱的付款要支付密码');
  await tv.ok('满 30 元要密码');
  await password(tv, '输入现在的支付密码', WRONG);
  await tv.sees('支付密码不对，还可以试 4 次');
  await password(tv, '输入现在的支付密码', GOOD);
  await tv.sees('儿童锁打开了');
  await tv.press('Enter');
  await tv.sees('已打开');
  await tv.sees('满 30 元要密码');
});

test('a code shown before the lock is refused on the phone; no code is shown any more', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await page.goto(before);
  await tv.sees('儿童锁开着，先输入支付密码');
  expect(await codeOf(before)).toBeUndefined();
  expect((await fetch(before + '/qr.png')).status).toBe(404);
  const phone = await (await browser.newContext({ userAgent: 'Mozilla/5.0 (iPhone) MicroMessenger/8.0', hasTouch: true })).newPage();
  await phone.goto((shown ?? '').replace('/S/', '/s/').toLowerCase());
  await expect(phone.locator('#page')).toContainText('请先在电视上输入支付密码');
});

test('the cashier asks: wrong once, then right, by the keys of the remote; the code that follows pays', async ({ page }) => {
  const tv = tvOf(page, stack);
  await page.goto(await order());
  await tv.ok('微信扫码');
  await password(tv, '输入 6 位支付密码', WRONG);
  await tv.sees('支付密码不对，还可以试 4 次');
  await tv.sees('￥45.00');
  await type(tv, GOOD);
  expect(await page.locator('#app').innerText()).not.toContain(GOOD);
  await tv.press('Enter');
  await tv.sees('已完成支付');
  await tv.ok('换个方式');
  await tv.sees('儿童锁开着，先输入支付密码');
});

test('below its amount nothing is asked, and the code is there', async ({ page }) => {
  const tv = tvOf(page, stack);
  const cashier = await order({ amount_fen: 2900 });
  expect(await codeOf(cashier)).toBeDefined();
  await page.goto(cashier);
  await tv.ok('微信扫码');
  await tv.sees('已完成支付');
});

test('the keypad on the screen stands in another order; five wrong ones lock it, also for the right one', async ({ page }) => {
  const tv = tvOf(page, stack);
  await page.goto(await order());
  await tv.ok('支付宝扫码');
  await tv.sees('输入 6 位支付密码');
  await tv.press('Enter');
  const keys = await page.locator('.key').allInnerTexts();
  expect(keys.filter((key) => /^\d$/.test(key)).toSorted()).toEqual([...'0123456789']);
  await tv.press('Escape');
  for (let i = 0; i < 4; i++) {
    await password(tv, '输入 6 位支付密码', WRONG);
    await tv.sees('还可以试 ' + (4 - i) + ' 次');
  }
  await password(tv, '输入 6 位支付密码', WRONG);
  await tv.sees('支付密码暂时锁住了');
  await tv.ok('换个方式');
  await tv.ok('支付宝扫码');
  await password(tv, '输入 6 位支付密码', GOOD);
  await tv.sees('支付密码暂时锁住了');
});
