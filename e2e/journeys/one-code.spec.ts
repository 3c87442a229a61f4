/** The order's one code: no key is pressed on the TV; a phone's apps open it. */
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { readBits } from '../../src/sandbox/phone/tv-code.ts';
import { cardTv, NO_LIMITS } from '../support/card-tv.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';

let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack({
    bff: { cards: NO_LIMITS, times: { code_ms: 6_000 }, hold_ms: 1_000 },
    sandbox: { unionpay: { settle_ms: 15_000 } },
  });
});
test.afterAll(() => stack.stop());

type App = 'wechat' | 'alipay' | 'wechat-desktop' | 'wecom' | 'browser';

/** A phone with one app in front, on the address that the TV shows. */
async function phoneOf(browser: Browser, address: string, app: App, user = 'lele'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addCookies([{ name: 'user', value: user, url: stack.phone_url }]);
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.dismiss());
  const browser_url = ((await (await fetch(stack.phone_url + '/control/manifest')).json()) as { browser_url: string }).browser_url;
  await page.goto(browser_url + '/__open?' + new URLSearchParams({ as: app, url: address }).toString());
  return page;
}

interface Call {
  call: string;
  channel?: string;
}
const calls = async (): Promise<Call[]> => (await fetch(stack.phone_url + '/control/calls?limit=100000')).json() as Promise<Call[]>;

/** The code of the TV's step, drawn and read by a real decoder. */
async function scanned(tv: ReturnType<typeof tvOf>): Promise<string> {
  const step = await tv.step();
  const address = readBits(step.kind === 'choose' ? (step.qr?.rows ?? []) : []) ?? '';
  expect(address).toMatch(/^HTTP:\/\/127\.0\.0\.1:\d+\/S\/[A-Z2-7]{26}$/);
  return address;
}

test('WeChat signs in, pays by its bridge, and the TV turns by itself', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await tv.open({ box_id: 'GX00118F21' });
  const phone = await phoneOf(browser, await scanned(tv), 'wechat');
  await expect(phone.locator('body')).toContainText('综艺会员');
  await expect(phone.locator('body')).toContainText('8F21');
  await expect(phone.locator('body')).toContainText('不是您家电视请勿付');
  expect(new URL(phone.url()).pathname).toMatch(/^\/s\/[A-Z2-7]{26}$/);
  await phone.getByText('付款 ￥45.00').click();
  await phone.getByText('确认支付').click();
  await tv.sees('付款成功', 5_000);
  await expect(phone.locator('body')).toContainText('付款成功', { timeout: 8_000 });
  expect((await tv.order()).state).toBe('paid');
});

test('Alipay opens the code inside itself', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const phone = await phoneOf(browser, await scanned(tv), 'alipay');
  await phone.getByText('付款 ￥45.00').click();
  await phone.getByText('支付 ￥45.00').click();
  await tv.sees('付款成功', 5_000);
});

test("a plain browser goes to Alipay's page and comes back; WeChat is told in three steps", async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const phone = await phoneOf(browser, await scanned(tv), 'browser');
  await phone.getByText('用微信付款').click();
  await expect(phone.locator('.steps')).toContainText('扫一扫');
  await phone.getByText('用支付宝付款').click();
  await phone.getByText('支付 ￥45.00').click();
  await expect(phone.getByText('返回商家')).toBeVisible();
  await tv.sees('付款成功', 5_000);
});

test('WeChat on a desktop and WeCom are sent to a phone; nothing is made', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const address = await scanned(tv);
  const before = (await calls()).length;
  for (const app of ['wechat-desktop', 'wecom'] as const)
    await expect((await phoneOf(browser, address, app)).locator('body')).toContainText('请用手机来扫');
  expect((await calls()).length).toBe(before);
});

test('two wallets race: one is kept, the other goes back and reads so', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const address = await scanned(tv);
  const [first, second] = [await phoneOf(browser, address, 'wechat'), await phoneOf(browser, address, 'alipay', 'zhongzhong')];
  await first.getByText('付款 ￥45.00').click();
  await expect(first.getByText('确认支付')).toBeVisible();
  await second.getByText('付款 ￥45.00').click();
  await expect(second.getByText('支付 ￥45.00')).toBeVisible();
  await Promise.all([first.getByText('确认支付').click(), second.getByText('支付 ￥45.00').click()]);
  await tv.sees('付款成功', 5_000);
  await expect
    .poll(
      async () => {
        const orders = (await (await fetch(stack.phone_url + '/control/orders')).json()) as {
          charged_fen: number;
          returned_fen: number;
          subject?: string;
        }[];
        return orders.slice(-4).reduce((sum, one) => sum + one.charged_fen - one.returned_fen, 0) % 4500;
      },
      { timeout: 20_000 },
    )
    .toBe(0);
});

test('a link scanner opens it ten thousand times: no prepay, no call', async ({ page }) => {
  test.setTimeout(180_000);
  const tv = tvOf(page, stack);
  await tv.open();
  const address = new URL(await scanned(tv));
  const before = (await calls()).length;
  const agents = ['MicroMessenger/8.0 Mobile', 'AlipayClient/10 Mobile', 'Mozilla/5.0 (compatible; bot)', ''];
  for (let i = 0; i < 10_000; i += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, j) =>
        fetch(address.origin + address.pathname.replace('/S/', '/s/'), {
          redirect: 'manual',
          headers: { 'user-agent': agents[j % 4] ?? '' },
        }),
      ),
    );
  expect((await calls()).length).toBe(before);
});

test('forwarded after the TV stopped showing it: in words; the TV shows it again and it pays', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const address = await scanned(tv);
  const { cashier } = tv;
  await page.goto('about:blank');
  await page.waitForTimeout(8_000);
  const far = await phoneOf(browser, address, 'alipay');
  await expect(far.locator('body')).toContainText('这个码不能用了');
  await page.goto(cashier);
  await expect(far.getByText('付款 ￥45.00')).toBeVisible({ timeout: 15_000 });
  await far.getByText('付款 ￥45.00').click();
  await far.getByText('支付 ￥45.00').click();
  await tv.sees('付款成功', 5_000);
});

test('ten taps and a reload of both: one prepay; the answer of the prepay is lost and it is tapped again', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const phone = await phoneOf(browser, await scanned(tv), 'wechat');
  await tv.faults({ wechat: { answer: { lose_after_effect: { prepay: 1 } } } });
  const before = (await calls()).filter((one) => one.call === 'prepay').length;
  // At once: on a slow machine the later ones would land on what the wallet opened over the button.
  await phone.locator('[data-pay]').evaluate((button) => {
    for (let i = 0; i < 10; i++) (button as unknown as { click(): void }).click();
  });
  await page.reload();
  await expect(phone.getByText('确认支付')).toBeVisible({ timeout: 15_000 });
  await phone.reload();
  await phone.getByText('付款 ￥45.00').click();
  await phone.getByText('确认支付').click();
  await tv.sees('付款成功', 8_000);
  // The first was lost, the second had the same number.
  expect((await calls()).filter((one) => one.call === 'prepay').length - before).toBe(2);
});

for (const [name, width, height, query, mode] of [
  ['hd', 1280, 720, '', ''],
  ['fhd', 1920, 1080, '', ''],
  ['sd', 640, 528, '?size=sd', ''],
  ['elder', 1280, 720, '', 'elder'],
] as const) {
  test('the code is read off the screen: ' + name + ', sharp and blurred within half a module', async ({ page }) => {
    const tv = tvOf(page, stack);
    await page.setViewportSize({ width, height });
    await tv.open(mode ? { mode } : {});
    await page.goto(tv.cashier + query);
    const address = await scanned(tv);
    await expect.poll(() => tv.scan()).toBe(address);
    const modules = (await tv.step()) as { qr?: { rows: string[] } };
    const box = await page.locator('.one-code canvas').boundingBox();
    const module_px = (box?.width ?? 0) / (modules.qr?.rows.length ?? 1);
    expect(module_px).toBeGreaterThan(6);
    // Two standard deviations are half a module. The decoder of these tests loses a blurred code among 1080 lines.
    if (name === 'fhd') return;
    await page.addStyleTag({ content: '.one-code canvas{filter:blur(' + module_px / 4 + 'px)}' });
    expect(await tv.scan()).toBe(address);
  });
}

test('a sandbox phone that is shown the address of the TV reads its code', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const phone = await (await browser.newContext()).newPage();
  await phone.goto(stack.phone_url + '/scan?code=' + encodeURIComponent(tv.cashier));
  await phone.getByText('用支付宝打开').click();
  await phone.getByText('付款 ￥45.00').click();
  await phone.getByText('支付 ￥45.00').click();
  await tv.sees('付款成功', 5_000);
});

test('while a card of the TV is with its bank the phone is refused in words, pressed or not', async ({ page, browser }) => {
  test.setTimeout(120_000);
  const tv = cardTv(page, stack);
  await tv.open();
  const address = await scanned(tv);
  const phone = await phoneOf(browser, address, 'wechat');
  await expect(phone.getByText('付款 ￥45.00')).toBeVisible();
  const card = await tv.bank.card('pingan-debit');
  await tv.bank.script('pingan-debit', 'silent-refused');
  const before = (await calls()).filter((one) => one.call === 'prepay').length;
  await tv.toCode(card, 'phone');
  await tv.typeCode();
  await expect.poll(async () => (await tv.step()).kind).toBe('checking');
  await expect(phone.locator('body')).toContainText('电视正在用银行卡付这一笔', { timeout: 10_000 });
  await expect(phone.locator('[data-pay]')).toHaveCount(0);
  // Pressed all the same, as a page that was asleep does.
  const code = new URL(address).pathname.replace('/S/', '/s/');
  const pressed = await phone.request.post(new URL(address).origin + code + '/pay', { data: { way: 'alipay' } });
  expect((await pressed.text()).includes('电视正在用银行卡付这一笔')).toBe(true);
  expect((await calls()).filter((one) => one.call === 'prepay').length).toBe(before);
  await tv.bank.script('pingan-debit', 'ok');
});

test('the merchant closes the order: the phone says so, and a press makes nothing', async ({ page, browser }) => {
  const tv = tvOf(page, stack);
  await tv.open();
  const phone = await phoneOf(browser, await scanned(tv), 'wechat');
  await expect(phone.getByText('付款 ￥45.00')).toBeVisible();
  const before = (await calls()).filter((one) => one.call === 'prepay').length;
  await tv.pay.closeOrder(tv.order_no);
  await phone
    .getByText('付款 ￥45.00')
    .click({ timeout: 2_000 })
    .catch(() => undefined);
  await expect(phone.locator('body')).toContainText('订单已取消，没有付款', { timeout: 10_000 });
  expect((await calls()).filter((one) => one.call === 'prepay').length).toBe(before);
  expect((await tv.order()).state).toBe('closed');
});
