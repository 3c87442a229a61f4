/** Limits of a viewer, as he meets them: in words before anything is typed, on the phone too, and gone with a refund. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { BOXES } from '../../src/start/apps.ts';
import { appKey } from '../../src/start/configs.ts';
import { startApps } from '../support/apps.ts';
import type { AppsStack } from '../support/apps.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';
import type { Tv } from '../support/tv.ts';
import { filmOrder, openMine, shotWhole, texted, typeOn } from '../support/viewer-tv.ts';

let stack: Stack;
test.beforeAll(async () => {
  // Orders of these journeys are of 45.00 each.
  stack = await startStack({ bff: { viewers: { limits: { payment_fen: 5_000, day_fen: 8_000 } } } });
});
test.afterAll(() => stack.stop());

test('the second order of a day is refused in words, tells its number, and another viewer is free', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open({ viewer_id: 'family-1' });
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功');
  await tv.open({ viewer_id: 'family-1' });
  await page.keyboard.press('Enter');
  await tv.sees('超过今天的付款限额');
  await tv.sees('没有扣款');
  await expect(page.locator('#app')).toContainText('308');
  expect((await tv.step()).kind).toBe('refused');
  await tv.open({ viewer_id: 'family-2' });
  await page.keyboard.press('Enter');
  await tv.sees('请输入银行卡号');
});

test('a single payment above its limit shows no code, and no way begins', async ({ page }) => {
  const tv = tvOf(page, stack);
  await tv.open({ viewer_id: 'family-3', amount_fen: 6_000 as never });
  const step = await tv.step();
  expect(step.kind === 'choose' && step.qr).toBeUndefined();
  await page.keyboard.press('Enter');
  await tv.sees('超过单笔付款限额');
});

test.describe('his own, lower than the operator’s', () => {
  test.describe.configure({ mode: 'serial', timeout: 240_000 });
  const [ROOM] = BOXES;
  const PHONE = '13800005506';
  const GOOD = '274916';
  const RESET = '831502';
  let apps: AppsStack;
  let film: LezhongPay;
  test.beforeAll(async () => {
    const viewers = { limits: { payment_fen: 200_000, day_fen: 500_000 } };
    apps = await startApps({ bff: { viewers, text_gateway: { again_ms: 2_000 } } });
    film = new LezhongPay({ base_url: apps.bff_url, merchant_id: 'film', keys: [appKey(apps.data, 'film')] });
  });
  test.afterAll(() => apps.stop());

  const mine = (page: Page, tv: Tv): Promise<void> => openMine(page, tv, apps, ROOM.box);
  const order = (amount_fen: number): Promise<string> => filmOrder(apps, film, { order_no: 'OL' + Date.now().toString(36), amount_fen });

  test('a password first; one payment is lowered, and the cashier says so at once', async ({ page }) => {
    const tv = tvOf(page, apps);
    const before = await order(4500);
    await mine(page, tv);
    await tv.sees('每笔 2000 元');
    await tv.ok('付款限额');
    await tv.sees('改付款限额要用支付密码');
    await tv.ok('支付密码');
    await typeOn(tv, '设 6 位支付密码', GOOD);
    await typeOn(tv, '再输入一次', GOOD);
    await tv.sees('最高 2000 元');
    await tv.sees('不限');
    await shotWhole(page, '1-limits');
    await tv.ok('每笔');
    await tv.sees('每笔最多付多少');
    await shotWhole(page, '2-steps');
    await tv.ok('30 元');
    await typeOn(tv, '输入现在的支付密码', '999888');
    await tv.sees('支付密码不对，还可以试 4 次');
    await typeOn(tv, '输入现在的支付密码', GOOD);
    await tv.sees('付款限额改好了');
    await shotWhole(page, '3-done');
    await tv.press('Enter');
    await tv.sees('自己设的');
    await shotWhole(page, '4-own');
    await tv.press('Escape');
    await tv.sees('每笔 30 元');
    await tv.sees('每天 5000 元');
    await shotWhole(page, '5-tile');
    await page.goto(before);
    await tv.ok('微信扫码');
    await tv.sees('超过单笔付款限额');
    await page.goto(await order(2900));
    await tv.phonePays(await tv.choose('微信扫码'));
    await tv.sees('付款成功');
  });

  test('a day: what was paid before counts; raised with the password it goes on', async ({ page }) => {
    const tv = tvOf(page, apps);
    const set = async (name: string, to: string): Promise<void> => {
      await mine(page, tv);
      await tv.ok('付款限额');
      await tv.ok(name);
      await tv.ok(to);
      await typeOn(tv, '输入现在的支付密码', GOOD);
      await tv.sees('付款限额改好了');
    };
    await set('每天', '30 元');
    const cashier = await order(200);
    await page.goto(cashier);
    await tv.ok('微信扫码');
    await tv.sees('超过今天的付款限额');
    await set('每天', '50 元');
    await page.goto(cashier);
    await tv.ok('换个方式');
    await tv.phonePays(await tv.choose('微信扫码'));
    await tv.sees('付款成功');
  });

  test('after a forgotten password they are lowered, and a day long not raised', async ({ page }) => {
    const tv = tvOf(page, apps);
    await mine(page, tv);
    await tv.ok('支付密码');
    await tv.ok('绑定手机');
    await typeOn(tv, '输入现在的支付密码', GOOD);
    await typeOn(tv, '输入要绑定的手机号', PHONE);
    await tv.sees('验证码已发到尾号 5506 的手机');
    await typeOn(tv, '输入短信里的 6 位数字', await texted(tv, PHONE));
    await tv.sees('手机绑好了');
    await page.waitForTimeout(2_000);
    await tv.press('Enter');
    await tv.ok('支付密码');
    await tv.ok('忘记支付密码');
    await typeOn(tv, '设 6 位支付密码', RESET);
    await typeOn(tv, '再输入一次', RESET);
    await tv.sees('验证码已发到尾号 5506 的手机');
    await typeOn(tv, '输入短信里的 6 位数字', await texted(tv, PHONE));
    await tv.sees('24 小时内不能调高付款限额');
    await shotWhole(page, '6-reset');
    await tv.press('Enter');
    await tv.ok('付款限额');
    await tv.sees('刚重设过密码，24 小时内不能调高限额');
    await shotWhole(page, '7-kept');
    await tv.ok('每笔');
    await expect(page.locator('#app .button')).toHaveText(['10 元', '返回']);
    await tv.ok('10 元');
    await typeOn(tv, '输入现在的支付密码', RESET);
    await tv.sees('付款限额改好了');
  });
  test('his account is not closed around them', async ({ page }) => {
    const tv = tvOf(page, apps);
    await mine(page, tv);
    await tv.ok('支付密码');
    await tv.ok('注销账户');
    await tv.sees('重设密码 24 小时以后才能注销');
    await shotWhole(page, '8-not-closed');
  });

  test('on an SD screen their texts are whole too', async ({ page }) => {
    const tv = tvOf(page, apps);
    await page.setViewportSize({ width: 640, height: 526 });
    await mine(page, tv);
    await shotWhole(page, 'sd-1-tile');
    // Row by row: on one column the way to a tile is down alone.
    const down = async (text: string): Promise<void> => {
      for (let i = 0; i < 4 && !(await page.locator('.focused').innerText()).includes(text); i++) await tv.press('ArrowDown');
      await expect(page.locator('.focused')).toContainText(text);
      await tv.press('Enter');
    };
    await tv.press('ArrowRight');
    await down('付款限额');
    await tv.sees('最高 2000 元');
    await shotWhole(page, 'sd-2-limits');
    await tv.press('Enter');
    await tv.sees('每笔最多付多少');
    await shotWhole(page, 'sd-3-steps');
    for (const key of ['Escape', 'Escape', 'ArrowRight']) await tv.press(key);
    await down('支付密码');
    await tv.sees('注销账户');
    await shotWhole(page, 'sd-4-menu');
    await down('注销账户');
    await tv.sees('重设密码 24 小时以后才能注销');
    await shotWhole(page, 'sd-5-close');
  });
});
