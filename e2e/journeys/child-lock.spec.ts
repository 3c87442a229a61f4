/** A payment password and child lock, by remote: set on the viewer's own page, asked by the cashier, taken off again. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { readBits } from '../../src/sandbox/phone/tv-code.ts';
import { BOXES, PORTAL } from '../../src/start/apps.ts';
import { appKey } from '../../src/start/configs.ts';
import { cutTexts } from '../gallery/cut-texts.ts';
import { startApps } from '../support/apps.ts';
import type { AppsStack } from '../support/apps.ts';
import { tvOf } from '../support/tv.ts';
import type { Tv } from '../support/tv.ts';
import { filmOrder, openMine, texted, typeOn } from '../support/viewer-tv.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const [ROOM, , NEIGHBOUR] = BOXES;
const GOOD = '274916';
const WRONG = '274915';
/** Of the neighbour's household too. */
const [ATTIC, CELLAR] = ['77119083002', '77119083003'] as const;

let stack: AppsStack;
let film: LezhongPay;
test.beforeAll(async () => {
  stack = await startApps({ bff: { text_gateway: { again_ms: 2_000 } } });
  film = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'film', keys: [appKey(stack.data, 'film')] });
});
test.afterAll(() => stack.stop());

const mine = (page: Page, tv: Tv, box: string = ROOM.box): Promise<void> => openMine(page, tv, stack, box);

/** The page on a box that the portal of the demo does not know. */
function portalLink(box_id: string): string {
  const portal = new LezhongPay({ base_url: stack.bff_url, merchant_id: PORTAL, keys: [appKey(stack.data, PORTAL)] });
  return portal.viewerUrl({ viewer_id: NEIGHBOUR.account, box_id, return_url: stack.at.home + '/' });
}

async function type(tv: Tv, digits: string): Promise<void> {
  for (const digit of digits) await tv.press(digit);
}

/** The address of an order's cashier. */
const order = (over: object = {}): Promise<string> => filmOrder(stack, film, { order_no: 'CL' + Date.now().toString(36), ...over });

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
  await typeOn(tv, '设 6 位支付密码', '123456');
  await typeOn(tv, '再输入一次', '123456');
  await tv.sees('太容易猜到，请换一个');
  await typeOn(tv, '设 6 位支付密码', GOOD);
  await typeOn(tv, '再输入一次', WRONG);
  await tv.sees('两次不一样');
  await typeOn(tv, '设 6 位支付密码', GOOD);
  await typeOn(tv, '再输入一次', GOOD);
  await tv.sees('多少钱的付款要支付密码');
  await tv.ok('满 30 元要密码');
  await typeOn(tv, '输入现在的支付密码', WRONG);
  await tv.sees('支付密码不对，还可以试 4 次');
  await typeOn(tv, '输入现在的支付密码', GOOD);
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
  await typeOn(tv, '输入 6 位支付密码', WRONG);
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
    await typeOn(tv, '输入 6 位支付密码', WRONG);
    await tv.sees('还可以试 ' + (4 - i) + ' 次');
  }
  await typeOn(tv, '输入 6 位支付密码', WRONG);
  await tv.sees('支付密码暂时锁住了');
  await tv.ok('换个方式');
  await tv.ok('支付宝扫码');
  await typeOn(tv, '输入 6 位支付密码', GOOD);
  await tv.sees('支付密码暂时锁住了');
});

test('a phone is bound by a code; a forgotten password is set anew by another', async ({ page }) => {
  const tv = tvOf(page, stack);
  // Other boxes of the household, seen before.
  for (const box_id of [ATTIC, CELLAR]) await order({ viewer_id: NEIGHBOUR.account, box_id, order_no: 'CLB' + box_id });
  const phone = '13800005506';
  await mine(page, tv, NEIGHBOUR.box);
  await tv.ok('支付密码');
  await tv.sees('还没有绑定手机');
  await tv.ok('绑定手机');
  await tv.sees('输入要绑定的手机号');
  await type(tv, '1380000');
  await tv.ok('确认');
  await tv.sees('手机号要 11 位数字');
  await type(tv, '5506');
  await tv.press('Enter');
  await tv.sees('验证码已发到尾号 5506 的手机');
  const sent = await texted(tv, phone);
  await typeOn(tv, '输入短信里的 6 位数字', sent === '000000' ? '000001' : '000000');
  await tv.sees('验证码不对，还可以试 4 次');
  await typeOn(tv, '输入短信里的 6 位数字', sent);
  await tv.sees('手机绑好了');
  await tv.press('Enter');
  await tv.ok('支付密码');
  await tv.sees('手机尾号 5506');
  await tv.ok('设 6 位支付密码');
  await typeOn(tv, '设 6 位支付密码', GOOD);
  await typeOn(tv, '再输入一次', GOOD);
  await tv.sees('支付密码设好了');
  await tv.press('Enter');
  await tv.ok('支付密码');
  await tv.ok('忘记支付密码');
  await typeOn(tv, '设 6 位支付密码', '831502');
  await typeOn(tv, '再输入一次', '831502');
  await tv.sees('验证码已发到尾号 5506 的手机');
  await typeOn(tv, '输入短信里的 6 位数字', await texted(tv, phone));
  await tv.sees('支付密码设好了');
});

test('the other box of the household is told of it once, at the cashier or on its own page; the one it was done on is not', async ({
  page,
}) => {
  const tv = tvOf(page, stack);
  const of_neighbour = { viewer_id: NEIGHBOUR.account, amount_fen: 1800 };
  await mine(page, tv, NEIGHBOUR.box);
  await expect(page.locator('#app')).not.toContainText('支付密码重设过');
  await page.goto(await order({ ...of_neighbour, box_id: ATTIC }));
  await tv.sees(/密码 \d+月\d+日 重设过，不是您请打客服/);
  await page.screenshot({ path: test.info().outputPath('told-cashier.png') });
  expect(await page.evaluate(cutTexts)).toEqual([]);
  // Drawn again, nobody pressed a key: it stays.
  await page.reload();
  await tv.sees('重设过');
  await tv.ok('微信扫码');
  await tv.sees(/微信扫一扫|扫码/);
  await page.goto(await order({ ...of_neighbour, box_id: ATTIC }));
  await tv.sees('综艺会员 3 个月');
  await expect(page.locator('#app')).not.toContainText('重设过');
  // Its own page, of a third box.
  await page.goto(portalLink(CELLAR));
  await tv.sees('支付密码重设过');
  await tv.sees(/不是您本人，请拨打 \d+/);
  await page.screenshot({ path: test.info().outputPath('told-me.png') });
  await tv.ok('知道了');
  await tv.sees('这台电视付过的');
  await page.goto(portalLink(CELLAR));
  await tv.sees('这台电视付过的');
});

test('a parent is asked by phone: a preview says nothing, no is said, yes lets the television go on; the same link again is over', async ({
  page,
  browser,
}) => {
  const tv = tvOf(page, stack);
  await mine(page, tv, NEIGHBOUR.box);
  await tv.ok('儿童锁');
  await tv.ok('每一笔都要密码');
  await typeOn(tv, '输入现在的支付密码', '831502');
  await tv.sees('儿童锁打开了');
  await page.goto(await order({ viewer_id: NEIGHBOUR.account, box_id: NEIGHBOUR.box }));
  await tv.ok('微信扫码');
  await tv.sees('输入 6 位支付密码');
  await tv.ok('请家长同意');
  await tv.sees('已发给尾号 5506 的手机，等家长同意');
  const link = async (): Promise<string> => {
    const texts = await tv.phone<{ phone: string; text: string }[]>('/texts');
    return /(http\S+)/.exec(texts.find((one) => one.phone === '13800005506')?.text ?? '')?.[1] ?? '';
  };
  const first = await link();
  for (let i = 0; i < 20; i++) expect((await fetch(first)).status).toBe(200);
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })).newPage();
  await phone.goto(first);
  await expect(phone.locator('#page')).toContainText('您家电视上有人想买，请您决定');
  await expect(phone.locator('#page')).toContainText('￥45.00');
  await phone.locator('[data-say="no"]').tap();
  await expect(phone.locator('#page')).toContainText('已拒绝');
  await tv.sees('家长没有同意');
  await page.waitForTimeout(2_000);
  await tv.ok('请家长同意');
  await tv.sees('等家长同意');
  const second = await link();
  expect(second).not.toBe(first);
  await phone.goto(second);
  await phone.locator('[data-say="yes"]').tap();
  await expect(phone.locator('#page')).toContainText('已同意');
  await tv.sees('已完成支付');
  await phone.goto(first);
  await expect(phone.locator('#page')).toContainText(/已经过时|已拒绝|已同意/);
});

test('the account is closed with the password: lock, phone, password and the list are gone, and it begins anew', async ({ page }) => {
  const tv = tvOf(page, stack);
  await mine(page, tv, NEIGHBOUR.box);
  await tv.sees('综艺会员 3 个月');
  await tv.ok('支付密码');
  await tv.ok('注销账户');
  await tv.sees('银行卡、手机、支付密码、儿童锁、自己的限额都会删除');
  await tv.sees('付过的款不再显示在这里，付款记录依法继续保存');
  await expect(page.locator('.focused')).toHaveText('返回');
  expect(await page.evaluate(cutTexts)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('close.png') });
  await tv.ok('注销');
  await typeOn(tv, '输入现在的支付密码', GOOD);
  await tv.sees('支付密码不对，还可以试');
  await typeOn(tv, '输入现在的支付密码', '831502');
  await tv.sees('已经注销');
  await page.screenshot({ path: test.info().outputPath('closed.png') });
  await tv.press('Enter');
  await mine(page, tv, NEIGHBOUR.box);
  await tv.sees('还没有在这台电视上付过款');
  await tv.sees('没有打开');
  await tv.ok('支付密码');
  await tv.sees('还没有绑定手机');
  await expect(page.locator('#app')).not.toContainText('注销账户');
  const cashier = await order({ viewer_id: NEIGHBOUR.account, box_id: NEIGHBOUR.box });
  expect(await codeOf(cashier)).toBeDefined();
});
