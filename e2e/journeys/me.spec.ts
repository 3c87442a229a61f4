/** The viewer's own page, from the TV's home: what was paid, a refund asked for and answered, nobody else's. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { BOXES } from '../../src/start/apps.ts';
import { appKey } from '../../src/start/configs.ts';
import { cutTexts } from '../gallery/cut-texts.ts';
import { startApps } from '../support/apps.ts';
import type { AppsStack } from '../support/apps.ts';
import { cardTv } from '../support/card-tv.ts';
import { tvOf } from '../support/tv.ts';
import type { Tv } from '../support/tv.ts';
import { filmOrder, openMine } from '../support/viewer-tv.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const SOON_MS = 30_000;
const [ROOM, , NEIGHBOUR] = BOXES;

let stack: AppsStack;
let film: LezhongPay;
test.beforeAll(async () => {
  const schedules = { refund_query_ms: [1_000, 2_000, 4_000] };
  const viewers = { limits: { payment_fen: 200_000, day_fen: 500_000 } };
  stack = await startApps({ bff: { viewers, channels: { wechat: { schedules }, alipay: { schedules } } } });
  film = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'film', keys: [appKey(stack.data, 'film')] });
});
test.afterAll(() => stack.stop());

const home = (page: Page, tv: Tv, box: string): Promise<void> => openMine(page, tv, stack, box);

let order_no = '';
/** An order of the film app, made as its server makes it. */
async function order(tv: Tv, page: Page, over: object): Promise<void> {
  order_no = 'ME' + Date.now().toString(36);
  await page.goto(await filmOrder(stack, film, { order_no, amount_fen: 1800, subject: '综艺会员 1 个月', ...over }));
  await tv.sees(/取消付款|不付了/);
}

async function pay(tv: Tv): Promise<void> {
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功', SOON_MS);
}

test('before anything is paid: the page says so, and 返回 leads home', async ({ page }) => {
  const tv = tvOf(page, stack);
  await home(page, tv, ROOM.box);
  await tv.sees('还没有在这台电视上付过款');
  await tv.sees('每天 5000 元');
  await tv.press('Escape');
  await expect(page.locator('.live-picture.focused')).toBeVisible();
});

test('paid; asked for back; declined with a word; asked again; granted; done', async ({ page }) => {
  const tv = tvOf(page, stack);
  await order(tv, page, {});
  await pay(tv);
  await home(page, tv, ROOM.box);
  await expect(page.locator('.row.focused')).toContainText('综艺会员 1 个月');
  await expect(page.locator('.row.focused')).toContainText('已付');
  await tv.press('Enter');
  await tv.ok('申请退款');
  await tv.ok('孩子自己付的');
  await tv.sees('申请退回 ￥18.00');
  await tv.press('Enter');
  await tv.sees('已申请退款');
  const asked = await film.refundRequests();
  if (!asked.ok) throw new Error(JSON.stringify(asked));
  expect(asked.requests).toMatchObject([{ order_no, reason: 'minor', state: 'open' }]);
  await film.declineRefundRequest(asked.requests[0]?.id ?? '', '已看过的影片不能退款');
  await tv.press('Enter');
  // The list asks by itself.
  await expect(page.locator('.row.focused')).toContainText('已付', { timeout: SOON_MS });
  await tv.press('Enter');
  await tv.sees('商家没有同意退款');
  await tv.sees('已看过的影片不能退款');
  await tv.ok('申请退款');
  await tv.ok('其他原因');
  await tv.press('Enter');
  await tv.sees('已申请退款');
  const again = await film.refundRequests();
  await film.refund({ order_no, refund_no: order_no + '-r', amount_fen: 1800, request_id: again.ok ? (again.requests[0]?.id ?? '') : '' });
  await tv.press('Enter');
  await expect(page.locator('.row.focused')).toContainText(/退款中|已退款/, { timeout: SOON_MS });
  await expect(page.locator('.row.focused')).toContainText('已退款', { timeout: SOON_MS });
});

test('a refund on its way stands first, with its stations; an order that is open can be paid on from there', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.phone('/settings', { wechat: { refund_ms: 60_000 } });
  await order(tv, page, { subject: '电视基本费 3 个月', amount_fen: 7700 });
  await pay(tv);
  await film.refund({ order_no, refund_no: order_no + '-r', amount_fen: 7700 });
  await order(tv, page, { subject: '漓江夜话 全集', amount_fen: 1200 });
  await home(page, tv, ROOM.box);
  await expect(page.locator('.row').first()).toContainText('电视基本费 3 个月');
  await expect(page.locator('.row').first()).toContainText('微信处理中');
  await expect(page.locator('.station-dot')).toHaveCount(3);
  await tv.focus('漓江夜话 全集');
  await tv.press('Enter');
  await tv.ok('去付款');
  await tv.sees(/取消付款|不付了/);
});

test('another household sees nothing of it; its own page is its own', async ({ page }) => {
  const tv = tvOf(page, stack);
  await home(page, tv, NEIGHBOUR.box);
  await tv.sees('还没有在这台电视上付过款');
});

test('cards: one is made the default and offered first, one is forgotten after a question; on SD their texts are whole', async ({
  page,
}) => {
  const tv = tvOf(page, stack);
  const hand = cardTv(page, stack);
  const tails: string[] = [];
  const shot = async (name: string): Promise<void> => {
    expect(await page.evaluate(cutTexts)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(name + '.png') });
  };
  for (const [id, fields] of [
    ['pingan-debit', ['phone']],
    ['cmb-debit', ['certif_id', 'phone']],
  ] as const) {
    await order(tv, page, { amount_fen: 1200 });
    const card = await hand.bank.card(id);
    tails.push(card.pan.slice(-4));
    await hand.ok('银联卡');
    await tv.sees(/请输入银行卡号|使用其他卡/);
    if (tails.length > 1) await hand.ok('使用其他卡');
    await tv.sees('请输入银行卡号');
    await hand.type(card.pan);
    await hand.ok('下一步');
    await tv.sees('获取验证码');
    for (const field of fields) await hand.fill(card, field);
    await hand.ok('记住这张卡');
    await hand.ok('获取验证码');
    await tv.sees('验证码已发到');
    await hand.typeCode();
    await tv.sees('付款成功', SOON_MS);
  }
  const [first = '', second = ''] = tails;
  await home(page, tv, ROOM.box);
  await tv.sees('2 张');
  await tv.ok('银行卡');
  // The last used stands first; none is the default.
  await expect(page.locator('.focused')).toContainText(second);
  await expect(page.locator('#app')).not.toContainText('默认');
  await tv.press('ArrowDown');
  await tv.press('Enter');
  await tv.sees('设为默认');
  await shot('card');
  await tv.press('Enter');
  await expect(page.locator('.focused')).toContainText(first);
  await expect(page.locator('.focused')).toContainText('默认');
  await shot('cards');
  await order(tv, page, { amount_fen: 1200 });
  await tv.sees('尾号 ' + first);
  await page.setViewportSize({ width: 640, height: 526 });
  await home(page, tv, ROOM.box);
  await tv.press('ArrowRight');
  await tv.press('Enter');
  await expect(page.locator('.focused')).toContainText('默认');
  await shot('sd-cards');
  await tv.press('Enter');
  await tv.sees('付款时先用这张卡');
  await shot('sd-card');
  await tv.press('Enter');
  await tv.sees('不再记住这张卡');
  await expect(page.locator('.focused')).toHaveText('返回');
  await shot('sd-remove');
  await tv.press('ArrowLeft');
  await tv.press('Enter');
  await expect(page.locator('.focused')).toContainText(second);
  await expect(page.locator('#app')).not.toContainText(first);
  // Who has nothing but a card closes his account without a password.
  await tv.press('Escape');
  await tv.press('ArrowRight');
  for (let i = 0; i < 4 && !(await page.locator('.focused').innerText()).includes('支付密码'); i++) await tv.press('ArrowDown');
  await tv.press('Enter');
  for (let i = 0; i < 4 && !(await page.locator('.focused').innerText()).includes('注销账户'); i++) await tv.press('ArrowDown');
  await tv.press('Enter');
  await tv.sees('付款记录依法继续保存');
  await shot('sd-close');
});
