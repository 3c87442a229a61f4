/** The boxes of a viewer, by remote: one is removed from another, shows and uses nothing of his, and is admitted again. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { BOXES } from '../../src/start/apps.ts';
import { appKey } from '../../src/start/configs.ts';
import { startApps } from '../support/apps.ts';
import type { AppsStack } from '../support/apps.ts';
import { cardTv } from '../support/card-tv.ts';
import { tvOf } from '../support/tv.ts';
import type { Tv } from '../support/tv.ts';
import { filmOrder, openMine, shotWhole, typeOn } from '../support/viewer-tv.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const [ROOM, BEDROOM, NEIGHBOUR] = BOXES;
const GOOD = '274916';
const WRONG = '274915';
const SOON_MS = 30_000;

let stack: AppsStack;
let film: LezhongPay;
test.beforeAll(async () => {
  stack = await startApps({});
  film = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'film', keys: [appKey(stack.data, 'film')] });
});
test.afterAll(() => stack.stop());

const mine = (page: Page, tv: Tv, box: string, sees?: string): Promise<void> => openMine(page, tv, stack, box, sees);

/** From the list. */
async function boxes(page: Page, tv: Tv): Promise<void> {
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'])
    if (!(await page.locator('.focused').innerText()).includes('设备')) await tv.press(key);
  await tv.press('Enter');
  await tv.sees('用过的机顶盒');
}

async function order(tv: Tv, page: Page, box_id: string): Promise<void> {
  const over = { order_no: 'BX' + Date.now().toString(36), amount_fen: 1800, subject: '综艺会员 1 个月', box_id };
  await page.goto(await filmOrder(stack, film, over));
  await tv.sees(/取消付款|不付了/);
}

/** The screen as it is, in a size. */

test('a card is remembered, and both boxes are listed: the one he sits at first', async ({ page }) => {
  const tv = tvOf(page, stack);
  const hand = cardTv(page, stack);
  await order(tv, page, ROOM.box);
  const card = await hand.bank.card('pingan-debit');
  await hand.ok('银联卡');
  await tv.sees('请输入银行卡号');
  await hand.type(card.pan);
  await hand.ok('下一步');
  await tv.sees('获取验证码');
  await hand.fill(card, 'phone');
  await hand.ok('记住这张卡');
  await hand.ok('获取验证码');
  await tv.sees('验证码已发到');
  await hand.typeCode();
  await tv.sees('付款成功', SOON_MS);
  // The other room's, by an order alone.
  await order(tv, page, BEDROOM.box);
  await tv.sees('平安银行');
  await mine(page, tv, ROOM.box);
  await tv.sees('2 台');
  await shotWhole(page, 'list');
  await boxes(page, tv);
  await tv.sees('用过的机顶盒');
  await expect(page.locator('.tile').first()).toContainText('2658');
  await expect(page.locator('.tile').first()).toContainText('就是这一台');
  await expect(page.locator('.tile').nth(1)).toContainText('2659');
  await expect(page.locator('.tile').nth(1)).toContainText('今天用过');
  await shotWhole(page, 'boxes');
  await tv.press('Escape');
  await tv.sees('这台电视付过的');
});

test('removed from the other room after a question; there it shows nothing, and no remembered card is offered', async ({ page }) => {
  const tv = tvOf(page, stack);
  await mine(page, tv, ROOM.box);
  await boxes(page, tv);
  await tv.ok('2659');
  await tv.sees('移除这台机顶盒');
  await expect(page.locator('.focused')).toHaveText('保留');
  await expect(page.locator('#app')).not.toContainText('您现在用的');
  await shotWhole(page, 'remove');
  await tv.ok('移除');
  await tv.sees('已经移除');
  await tv.press('Enter');
  await expect(page.locator('#app')).not.toContainText('2659');
  await mine(page, tv, BEDROOM.box, '这台机顶盒被移除了');
  await expect(page.locator('#app')).not.toContainText('综艺会员');
  await shotWhole(page, 'out');
  await order(tv, page, BEDROOM.box);
  await expect(page.locator('#app')).not.toContainText('平安银行');
  await order(tv, page, ROOM.box);
  await tv.sees('平安银行');
});

test('admitted again by a press where no password is set: all of it is back', async ({ page }) => {
  const tv = tvOf(page, stack);
  await mine(page, tv, BEDROOM.box, '这台机顶盒被移除了');
  await tv.press('Enter');
  await tv.sees('已经重新加入');
  await tv.press('Enter');
  await tv.sees('综艺会员 1 个月');
  await tv.sees('2 台');
  await order(tv, page, BEDROOM.box);
  await tv.sees('平安银行');
});

test('the very box one sits at: it is said before, the password is asked, and asked again to come back', async ({ page }) => {
  const tv = tvOf(page, stack);
  await mine(page, tv, ROOM.box);
  await tv.ok('支付密码');
  if (!(await page.locator('#app').innerText()).includes('设 6 位支付密码')) await tv.sees('设 6 位支付密码');
  if (await page.locator('.button', { hasText: '设 6 位支付密码' }).count()) await tv.ok('设 6 位支付密码');
  await typeOn(tv, '设 6 位支付密码', GOOD);
  await typeOn(tv, '再输入一次', GOOD);
  await tv.sees('支付密码设好了');
  await tv.press('Enter');
  await tv.sees('这台电视付过的');
  await boxes(page, tv);
  await tv.ok('2658');
  await tv.sees('您现在用的就是这一台');
  await shotWhole(page, 'remove-here');
  await tv.ok('移除');
  await typeOn(tv, '输入现在的支付密码', WRONG);
  await tv.sees('支付密码不对，还可以试 4 次');
  await typeOn(tv, '输入现在的支付密码', GOOD);
  await tv.sees('这台机顶盒被移除了');
  await tv.ok('重新加入');
  await typeOn(tv, '输入现在的支付密码', GOOD);
  await tv.sees('已经重新加入');
  await tv.press('Enter');
  await tv.sees('2 台');
});

test('removed while it is being looked at: the next press says so', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await mine(page, tv, BEDROOM.box);
  const there = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  const other = tvOf(there, stack);
  await mine(there, other, ROOM.box);
  await boxes(there, other);
  await other.ok('2659');
  await other.ok('移除');
  await typeOn(other, '输入现在的支付密码', GOOD);
  await other.sees('已经移除');
  await tv.ok('银行卡');
  await tv.sees('这台机顶盒被移除了');
});

test('on SD every text is whole', async ({ page }) => {
  const tv = tvOf(page, stack);
  await page.setViewportSize({ width: 640, height: 526 });
  await mine(page, tv, BEDROOM.box, '这台机顶盒被移除了');
  await shotWhole(page, 'sd-out');
  await mine(page, tv, ROOM.box);
  await shotWhole(page, 'sd-list');
  await boxes(page, tv);
  await shotWhole(page, 'sd-boxes');
  await tv.press('Enter');
  await tv.sees('您现在用的就是这一台');
  await shotWhole(page, 'sd-remove');
});

test('another household has its own', async ({ page }) => {
  const tv = tvOf(page, stack);
  await mine(page, tv, NEIGHBOUR.box);
  await tv.sees('1 台');
});
