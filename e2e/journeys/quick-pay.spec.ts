/** Quick pay: a card is bound within a payment, then the payment password alone pays; where it may not, the card's own code does. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { run } from '../../src/cli/run.ts';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { BOXES } from '../../src/start/apps.ts';
import { appKey } from '../../src/start/configs.ts';
import { startApps } from '../support/apps.ts';
import type { AppsStack } from '../support/apps.ts';
import { cardTv, NO_LIMITS } from '../support/card-tv.ts';
import type { CardTv } from '../support/card-tv.ts';
import { tvOf } from '../support/tv.ts';
import type { Tv } from '../support/tv.ts';
import { filmOrder, openMine, shotWhole, texted, typeOn } from '../support/viewer-tv.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const [ROOM, NEW_BOX] = BOXES;
const CARD = 'pingan-debit';
const GOOD = '274916';
const WRONG = '274915';
const RESET = '831502';
const PASSWORD = '输入 6 位支付密码';
const PAYS = '按“确认付款”就付款';

let stack: AppsStack;
let film: LezhongPay;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  stack = await startApps({
    bff: (banks) =>
      Promise.resolve({
        cards: NO_LIMITS,
        text_gateway: { again_ms: 1_000 },
        channels: { unionpay: { tr_id: banks.unionpay.tr_id, token_sms: false } },
      }),
    sandbox: { unionpay: { settle_ms: 500, token_sms: false } },
  });
  film = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'film', keys: [appKey(stack.data, 'film')] });
});
test.afterAll(() => stack.stop());

let order_no = '';

async function open(page: Page, { account, box }: { box: string; account: string } = ROOM): Promise<CardTv> {
  order_no = 'QP' + Date.now().toString(36);
  await page.goto(await filmOrder(stack, film, { order_no, viewer_id: account, box_id: box }));
  const tv = cardTv(page, stack);
  await tv.sees(/取消付款|不付了/);
  return tv;
}

/** To the viewer's own page. */
async function mine(page: Page): Promise<Tv> {
  const tv = tvOf(page, stack);
  await openMine(page, tv, stack, ROOM.box);
  return tv;
}

/** What the bank was asked since: one consumption and so many texts under each number. */
async function asked(tv: CardTv, before: object): Promise<{ sms: number; consume: number }[]> {
  const all = Object.entries(await tv.bank.received()).filter(([number]) => !(number in before));
  return all.map(([, { sms, consume }]) => ({ sms, consume })).filter(({ sms, consume }) => sms + consume > 0);
}

test('a password is set; a card is bound within a payment, and a box that is new sends its code, and says why', async ({ page }) => {
  const me = await mine(page);
  await me.ok('支付密码');
  await me.ok('设 6 位支付密码');
  await typeOn(me, '设 6 位支付密码', GOOD);
  await typeOn(me, '再输入一次', GOOD);
  await me.sees('支付密码设好了');
  let tv = await open(page);
  const card = await tv.bank.card(CARD);
  await tv.toCheck(card);
  await tv.fill(card, 'phone');
  await tv.ok('记住这张卡');
  await tv.ok('获取验证码');
  await tv.sees('验证码已发到');
  await tv.typeCode();
  await tv.sees('卡已记住');
  await tv.typeCode();
  await tv.sees('付款成功');
  tv = await open(page);
  await tv.sees('尾号 ' + card.pan.slice(-4));
  await tv.press('Enter');
  await tv.sees('新电视 24 小时内');
  await shotWhole(page, '1-new-box');
  await tv.typeCode();
  await tv.sees('付款成功');
});

test('a day later the password pays, by 确认付款 alone: no text is sent, one payment is made', async ({ page }) => {
  const around = { env: {}, folder: stack.data, platform: process.platform };
  const moved = await run(['clock', 'by', '25h', '--config', 'bff.json', '--json'], { around, user: 'tester', now: Date.now });
  expect(moved).toMatchObject({ exit: 0 });
  const tv = await open(page);
  const before = await tv.bank.received();
  await tv.press('Enter');
  await tv.sees(PASSWORD);
  await tv.sees(PAYS);
  await tv.sees('￥45.00');
  await tv.sees('取消付款');
  await shotWhole(page, '2-password');
  await tv.type(GOOD);
  // The last digit sends nothing.
  await page.waitForTimeout(1_000);
  await tv.sees(PASSWORD);
  expect(await page.locator('#app').innerText()).not.toContain(GOOD);
  await expect(page.locator('.focused')).toHaveText('确认付款');
  await shotWhole(page, '3-typed');
  await tv.press('Enter');
  await tv.sees('付款成功');
  expect(await asked(tv, before)).toEqual([{ sms: 0, consume: 1 }]);
  const paid = await film.queryOrder(order_no);
  expect(paid.ok && paid.state).toBe('paid');
});

test('a wrong password pays nothing; the card’s own code may pay instead', async ({ page }) => {
  const tv = await open(page);
  const before = await tv.bank.received();
  await tv.press('Enter');
  await typeOn(tv, PASSWORD, WRONG);
  await tv.sees('支付密码不对，还可以试 4 次');
  await shotWhole(page, '4-wrong');
  expect(await asked(tv, before)).toEqual([]);
  await tv.ok('用短信验证码');
  await tv.sees('验证码已发到');
  await tv.typeCode();
  await tv.sees('付款成功');
  expect(await asked(tv, before)).toEqual([{ sms: 1, consume: 1 }]);
});

test('the same viewer at a box that is new: the code, and why', async ({ page }) => {
  const tv = await open(page, NEW_BOX);
  await tv.press('Enter');
  await tv.sees('新电视 24 小时内');
  await tv.typeCode();
  await tv.sees('付款成功');
});

test('the bank’s answer is lost: it is found by query, one payment', async ({ page }) => {
  const tv = await open(page);
  const before = await tv.bank.received();
  await tv.faults({ unionpay: { answer: { lose_after_effect: { consume: 1 } }, notify: { drop: 1 } } });
  await tv.press('Enter');
  await typeOn(tv, PASSWORD, GOOD);
  await tv.sees('付款成功', 30_000);
  expect(await asked(tv, before)).toEqual([{ sms: 0, consume: 1 }]);
});

test('a bank that takes no token without its code: refused in words, and the next try sends one', async ({ page }) => {
  const tv = await open(page);
  await tv.phone('/settings', { unionpay: { token_sms: true } });
  await tv.press('Enter');
  await typeOn(tv, PASSWORD, GOOD);
  await expect(page.locator('#app')).toContainText('301');
  await shotWhole(page, '5-refused');
  await tv.ok('换个方式');
  await tv.ok('银联卡');
  await tv.sees('尾号');
  await tv.press('Enter');
  await tv.sees('刚才没有付成');
  await tv.typeCode();
  await tv.sees('付款成功');
  await tv.phone('/settings', { unionpay: { token_sms: false } });
});

test('a forgotten password, set anew by a text: the card’s own code once, then the password again', async ({ page }) => {
  const me = await mine(page);
  const { phone } = await cardTv(page, stack).bank.card(CARD);
  await me.ok('支付密码');
  await me.ok('绑定手机');
  await typeOn(me, '输入现在的支付密码', GOOD);
  await me.sees('输入要绑定的手机号');
  for (const digit of phone) await me.press(digit);
  await me.press('Enter');
  await me.sees('验证码已发到尾号');
  await typeOn(me, '输入短信里的 6 位数字', await texted(me, phone));
  await me.sees('手机绑好了');
  await me.press('Enter');
  await page.waitForTimeout(1_500);
  await me.ok('支付密码');
  await me.ok('忘记支付密码');
  await typeOn(me, '设 6 位支付密码', RESET);
  await typeOn(me, '再输入一次', RESET);
  await me.sees('验证码已发到尾号');
  await typeOn(me, '输入短信里的 6 位数字', await texted(me, phone));
  await me.sees('支付密码设好了');
  let tv = await open(page);
  await tv.press('Enter');
  await tv.sees('支付密码是新设的');
  await tv.typeCode();
  await tv.sees('付款成功');
  tv = await open(page);
  const before = await tv.bank.received();
  await tv.press('Enter');
  await typeOn(tv, PASSWORD, RESET);
  await tv.sees('付款成功');
  expect(await asked(tv, before)).toEqual([{ sms: 0, consume: 1 }]);
});
