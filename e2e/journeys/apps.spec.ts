/** From the TV's home through each app, its unhappy ends too; at the end the books of apps, cashier and simulators say the same. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { differences, payOf, startApps } from '../support/apps.ts';
import type { AppsStack } from '../support/apps.ts';
import { tvOf } from '../support/tv.ts';
import type { Code, Tv } from '../support/tv.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

/** Ten minutes are two seconds here; everything else is as in the field. */
const SCHEDULE = { confirm_ms: 2_000, give_up_ms: 60_000, query_ms: [300, 500, 1_000] };
const SOON_MS = 30_000;

let stack: AppsStack;
test.beforeAll(async () => {
  // A refund is asked about within seconds.
  const schedules = { refund_query_ms: [1_000, 2_000, 4_000] };
  stack = await startApps({ schedule: SCHEDULE, bff: { channels: { wechat: { schedules }, alipay: { schedules } } } });
});
test.afterAll(() => stack.stop());

interface CarrierFacts {
  requests: { request_no: string; phone: string; credited: number; state: string }[];
}

const carrier = (tv: Tv): Promise<CarrierFacts> => tv.phone('/carrier');
const soon = (tv: Tv, faults: object = {}): Promise<unknown> => tv.phone('/carrier', { least_ms: 100, most_ms: 300, ...faults });

/** From the home, by keys alone, to the app at that place of the app centre. */
async function openApp(page: Page, tv: Tv, place: number): Promise<void> {
  await page.goto(stack.at.home + '/');
  await expect(page.locator('.live-picture.focused')).toBeVisible();
  await tv.press('ArrowLeft');
  for (let i = 0; i < place; i++) await tv.press('ArrowRight');
  await tv.press('Enter');
}

async function typed(tv: Tv, phone: string): Promise<void> {
  for (const digit of phone) await tv.press(digit);
}

/** 50 yuan for a number, up to the cashier. */
async function topUp(page: Page, tv: Tv, phone: string): Promise<void> {
  await openApp(page, tv, 1);
  await tv.sees('给哪个号码充值');
  await typed(tv, phone);
  await expect(page.locator('.amount-3.focused')).toBeVisible();
  await tv.press('Enter');
}

async function paid(tv: Tv): Promise<Code> {
  const code = await tv.choose('微信扫码');
  await tv.phonePays(code);
  await tv.sees('付款成功', SOON_MS);
  await tv.press('Enter');
  return code;
}

const lastOrder = async (app: string): Promise<string> => (await stack.facts(app)).orders.at(-1)?.order_no ?? '';

test('top-up: home, app, cashier, paid, done; the carrier has it once and the phone its message', async ({ page }) => {
  const tv = tvOf(page, stack);
  await soon(tv);
  await topUp(page, tv, '19207715520');
  const code = await paid(tv);
  await tv.sees('充值成功', SOON_MS);
  const order_no = await lastOrder('topup');
  expect((await carrier(tv)).requests).toMatchObject([{ request_no: order_no, credited: 1 }]);
  expect((await tv.truth(code)).charged_fen).toBe(4990);
  expect(await tv.phone<{ text: string }[]>('/texts')).toEqual(
    expect.arrayContaining([expect.objectContaining({ text: expect.stringContaining('50.00') })]),
  );
  await page.reload();
  await tv.sees('充值成功', SOON_MS);
});

test('top-up: left without paying, gone on with the same order, and the number is remembered', async ({ page }) => {
  const tv = tvOf(page, stack);
  await soon(tv);
  await topUp(page, tv, '13800138000');
  await tv.sees('取消付款');
  const order_no = await lastOrder('topup');
  await tv.press('Escape');
  await tv.ok('离开').catch(() => undefined);
  await tv.sees('还没有付款', SOON_MS);
  await tv.ok('继续付款');
  await paid(tv);
  await tv.sees('充值成功', SOON_MS);
  expect(await lastOrder('topup')).toBe(order_no);
  await openApp(page, tv, 1);
  await expect(page.locator('.recent-0')).toContainText('138 0013 8000');
});

test('top-up: a ported number fails twice, and the money is back with the payer', async ({ page }) => {
  const tv = tvOf(page, stack);
  await soon(tv);
  await topUp(page, tv, '13877100001');
  const code = await paid(tv);
  await tv.sees('充值失败', SOON_MS);
  await tv.sees('钱已退回', 60_000);
  expect(await tv.truth(code)).toMatchObject({ charged_fen: 4990, returned_fen: 4990 });
  expect((await carrier(tv)).requests.at(-1)).toMatchObject({ phone: '13877100001', credited: 0 });
});

test('top-up: the cashier is away, and the same press works later', async ({ page }) => {
  const tv = tvOf(page, stack);
  await stack.stopBff();
  await topUp(page, tv, '19207715520');
  await tv.sees('现在没有接通收银台', 60_000);
  await stack.startBff();
  await tv.ok('再试一次');
  await expect(page.locator('.amount-3')).toBeVisible();
  await tv.focus('50 元');
  await tv.press('Enter');
  await tv.sees('取消付款');
  await tv.press('Escape');
});

test('top-up: the server is killed while the phone pays; it is sent once all the same', async ({ page }) => {
  const tv = tvOf(page, stack);
  await soon(tv, { twice: 1 });
  await topUp(page, tv, '18612345678');
  const code = await tv.choose('微信扫码');
  await stack.kill('topup');
  await tv.phonePays(code);
  await tv.sees('付款成功', SOON_MS);
  await stack.startApp('topup');
  await tv.press('Enter');
  await tv.sees('充值成功', 60_000);
  expect((await carrier(tv)).requests.filter(({ phone }) => phone === '18612345678')).toMatchObject([{ credited: 1 }]);
});

test('a forged way back shows no order, and 首页 leads home', async ({ page }) => {
  const tv = tvOf(page, stack);
  await page.goto(stack.at.apps['topup'] + '/return?order_no=' + (await lastOrder('topup')) + '&state=paid');
  await tv.sees('这个地址不能确认付款结果');
  await tv.press('Home');
  await expect(page.locator('.live-picture')).toBeVisible();
});

test('film: a locked title, only this one, confirmed, and playing at once', async ({ page }) => {
  const tv = tvOf(page, stack);
  await openApp(page, tv, 0);
  await expect(page.locator('.rail-focused')).toBeVisible();
  await tv.press('Enter');
  await tv.sees('只买这部');
  await expect(page.locator('.months-sum')).toContainText('12.00');
  await tv.press('Enter');
  await tv.sees('请核对，再订购');
  await tv.sees('不自动续费');
  await tv.press('Enter');
  // The notice comes late: what the cashier says on the way back is enough, what the address says is not.
  await fetch(stack.at.apps['film'] + '/test/notices', { method: 'POST', body: '{"fail_times":1}' });
  await paid(tv);
  await tv.sees('已开通，现在就可以看', SOON_MS);
  await tv.press('Enter');
  await expect(page.locator('video, .play-words')).not.toHaveCount(0);
  const { orders, own } = await stack.facts('film');
  expect([orders.at(-1)?.delivered_at_ms !== null, own.rights?.length]).toEqual([true, 1]);
});

test('film: cancelled before the cashier there is no order; closed at the cashier it says so', async ({ page }) => {
  const tv = tvOf(page, stack);
  const before = (await stack.facts('film')).orders.length;
  await openApp(page, tv, 0);
  await expect(page.locator('.rail-focused')).toBeVisible();
  await tv.press('ArrowRight');
  await tv.press('Enter');
  await tv.sees('综艺会员');
  await expect(page.locator('.months-sum')).toContainText('18.00');
  await tv.press('Enter');
  await tv.sees('请核对，再订购');
  await tv.ok('取消');
  await expect(page.locator('.rail-focused')).toBeVisible();
  expect((await stack.facts('film')).orders).toHaveLength(before);
  await tv.press('Enter');
  await expect(page.locator('.months-sum')).toContainText('18.00');
  await tv.press('Enter');
  await tv.sees('请核对，再订购');
  await tv.press('Enter');
  await tv.sees('取消付款');
  const order_no = await lastOrder('film');
  await payOf(stack, 'film').closeOrder(order_no);
  await page.waitForURL((url) => /return/.test(url.pathname), { timeout: 60_000 }).catch(() => tv.press('Enter'));
  await tv.sees('订单已过期，没有扣款', 60_000);
});

test('hall: the fee by the cashier, a channel by the balance, a recharge card, and out of it again', async ({ page }) => {
  const tv = tvOf(page, stack);
  await openApp(page, tv, 3);
  await tv.sees('771 1908 2658');
  await tv.sees('￥36.50');
  await tv.ok('现在续费');
  await tv.sees('请核对，再订购');
  await expect(page.locator('.order-sum')).toContainText('77.00');
  await tv.ok('确认，去付款');
  await paid(tv);
  await tv.sees('办好了，现在就可以看', SOON_MS);
  await tv.ok('回门市');
  await tv.ok('充值卡');
  await typed(tv, '1000200030004000');
  await tv.ok('完成');
  await tv.sees('充好了 ￥50.00');
  await tv.ok('回门市');
  await tv.ok('产品订购');
  await tv.ok('影院频道包');
  await tv.sees('用余额付');
  await tv.ok('用余额付');
  await tv.ok('确认支付');
  await tv.sees('用余额付好了');
  await tv.ok('回门市');
  await tv.sees('￥66.50');
  const { own } = await stack.facts('hall');
  expect(own.entries?.map(({ kind, amount_fen }) => [kind, amount_fen])).toEqual([
    ['opening', 3650],
    ['card', 5000],
    ['buy', -2000],
  ]);
});

test('hall: the box goes off while the phone pays; another box of the account sees it in its history', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await openApp(page, tv, 3);
  await tv.ok('产品订购');
  await tv.ok('少儿频道包');
  await tv.ok('确认，去付款');
  const code = await tv.choose('支付宝扫码');
  await page.close();
  await tv.phonePays(code);
  await expect.poll(async () => (await stack.facts('hall')).orders.at(-1)?.state, { timeout: SOON_MS }).toBe('paid');
  const other = await browser.newPage();
  const second = tvOf(other, stack);
  await other.goto(stack.at.home + '/?box=77119082659');
  await expect(other.locator('.live-picture.focused')).toBeVisible();
  await second.press('ArrowLeft');
  for (let i = 0; i < 3; i++) await second.press('ArrowRight');
  await second.press('Enter');
  await second.sees('771 1908 2659');
  await second.ok('历史记录');
  await second.sees('少儿频道包 1 个月');
  await second.sees(/可开发票/);
  await other.close();
});

test('at the end every book says the same, and no top-up is both delivered and refunded, or neither', async ({ page }) => {
  const tv = tvOf(page, stack);
  for (const app of ['topup', 'film', 'hall']) await expect.poll(() => differences(stack, app), { timeout: 60_000 }).toEqual([]);
  const { orders, own, flags } = await stack.facts('topup');
  const { requests } = await carrier(tv);
  for (const { order_no } of orders.filter(({ state }) => state === 'paid')) {
    const credited = requests.find(({ request_no }) => request_no === order_no)?.credited ?? 0;
    const back = orders.find((one) => one.order_no === order_no)?.refunded_fen ?? 0;
    expect([order_no, credited === 1, back > 0]).toEqual([order_no, back === 0, credited === 0]);
  }
  expect([own.topups?.every(({ state }) => state === 'done' || state === 'refunded'), flags]).toEqual([true, []]);
});
