/** Caches, sleep, portals and a silent server between a TV and us: the truth is shown soon, and the viewer always gets out. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';
import type { Tv } from '../support/tv.ts';

let stack: Stack;
let proxy: Proxy;
test.beforeAll(async () => {
  stack = await startStack();
});
test.beforeEach(async () => {
  proxy = await startProxy(stack.bff_url);
});
test.afterEach(() => proxy.stop());
test.afterAll(() => stack.stop());

/** Exit on a PC keyboard: docs/television.md 2. */
const EXIT = 'End';
/** Two presses, and what the page waits for the server, and a loaded machine. */
const OUT_MS = 4_000;

async function opened(page: Page): Promise<Tv> {
  const tv = tvOf(page, stack);
  await tv.open({}, proxy.url);
  return tv;
}

/** Back in the app, on an address that its server takes for genuine. */
async function isOut(page: Page, tv: Tv): Promise<void> {
  await page.waitForURL((url) => url.pathname === '/return', { timeout: OUT_MS });
  expect(tv.pay.verifyReturn(page.url())).toMatchObject({ ok: true, state: 'left', order_no: tv.order_no });
}

const polls = (): string[] => proxy.asked.filter((one) => one.includes('/step'));

test('a cache that ignores no-store: paid is shown all the same, and no address is asked for twice', async ({ page }) => {
  proxy.caches();
  const tv = await opened(page);
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功', 5_000);
  expect(polls().length).toBeGreaterThan(1);
  expect(new Set(polls()).size).toBe(polls().length);
});

for (const sign of ['visibilitychange', 'focus', 'online', 'pageshow', 'a key'])
  test('asleep with its connections dead, woken by ' + sign + ': the truth within a second', async ({ page }) => {
    const tv = await opened(page);
    const code = await tv.choose('支付宝扫码');
    const asked_ms = Date.now();
    await expect.poll(() => polls().length).toBeGreaterThan(0);
    proxy.sleep();
    await tv.phonePays(code);
    await page.waitForTimeout(sign === 'a key' ? Math.max(0, asked_ms + 10_500 - Date.now()) : 1_500);
    await expect(page.getByText('付款成功')).toHaveCount(0);
    if (sign === 'a key') await page.keyboard.press('ArrowRight');
    else
      await page.evaluate((name) => {
        const target = name === 'visibilitychange' ? document : window;
        target.dispatchEvent(new Event(name, { bubbles: name === 'visibilitychange' }));
      }, sign);
    await tv.sees('付款成功', 1_500);
  });

test('signs of waking in a burst cost one question, and the remote works on', async ({ page }) => {
  const tv = await opened(page);
  await expect.poll(() => polls().length).toBe(1);
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    for (const name of ['focus', 'online', 'pageshow', 'focus']) window.dispatchEvent(new Event(name));
    document.dispatchEvent(new Event('visibilitychange'));
  });
  // The one that asks at once, and the next that waits for news.
  await expect.poll(() => polls().length).toBe(3);
  await page.waitForTimeout(1_000);
  expect(polls()).toHaveLength(3);
  await tv.choose('微信扫码');
});

test('the server swallows everything: Exit twice leaves, from the choice, a code and a question', async ({ page }) => {
  for (const where of ['choice', 'code', 'question']) {
    const tv = await opened(page);
    if (where === 'code') await tv.choose('微信扫码');
    if (where === 'question') await tv.press('Escape');
    proxy.swallow(true);
    await tv.press(EXIT);
    if (where !== 'question') await tv.press(EXIT);
    await isOut(page, tv);
    proxy.swallow(false);
  }
});

test('in the middle of an answer that nobody takes: Exit twice leaves, and Back and OK do too', async ({ page }) => {
  for (const keys of [
    [EXIT, EXIT],
    ['Escape', 'ArrowRight', 'Enter'],
  ]) {
    const tv = await opened(page);
    proxy.swallow(true);
    await tv.press('Enter');
    for (const key of keys) await tv.press(key);
    await isOut(page, tv);
    proxy.swallow(false);
  }
});

test('the server is gone: Exit twice leaves, and so do Back and OK on a code', async ({ page }) => {
  const tv = await opened(page);
  await tv.choose('微信扫码');
  await stack.stopBff();
  try {
    await tv.sees('网络断开了', 10_000);
    for (const key of ['Escape', 'ArrowRight', 'Enter']) await tv.press(key);
    await isOut(page, tv);
  } finally {
    await stack.startBff();
  }
  await page.goto(tv.cashier);
  await tv.sees('已完成支付');
  await tv.press(EXIT);
  await tv.press(EXIT);
  await isOut(page, tv);
});

test('a server that is only slow: its own way back is followed, once', async ({ page }) => {
  const tv = await opened(page);
  const left: string[] = [];
  page.on('framenavigated', (frame) => void (frame.url().includes('/return') && left.push(frame.url())));
  await tv.press(EXIT);
  await tv.press(EXIT);
  await isOut(page, tv);
  await page.waitForTimeout(2_000);
  expect(left).toHaveLength(1);
});

test('a captive portal answers in our place: never a failure, the page stays, and is paid when the line is back', async ({ page }) => {
  const tv = await opened(page);
  const code = await tv.choose('支付宝扫码');
  const html = { type: 'text/html', body: '<html><title>Login</title><body>Welcome to the hotel</body></html>' };
  for (const status of [200, 204, 404, 511]) {
    proxy.portal((path) => (path.includes('/step') ? { status, ...html } : undefined));
    // What was asked in the last 0.3 s is not asked anew.
    await page.waitForTimeout(500);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await tv.sees('网络断开了', 10_000);
    expect(await page.locator('body').innerText()).not.toMatch(/失败|没有付成|已失效|hotel/);
    proxy.portal(undefined);
    await expect(page.getByText('网络断开了')).toHaveCount(0, { timeout: 10_000 });
  }
  await tv.phonePays(code);
  await tv.sees('付款成功', 5_000);
});

test('a browser without storage of any kind pays like any other', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['sessionStorage', 'localStorage', 'indexedDB'])
      Object.defineProperty(window, name, {
        get() {
          throw new Error('no ' + name);
        },
      });
    Object.defineProperty(document, 'cookie', {
      get() {
        throw new Error('no cookie');
      },
    });
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const tv = await opened(page);
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功');
  await tv.back('paid');
  expect(errors).toEqual([]);
});

test('five returns out of the page cache: a box is asked for its keys once each, listeners stay as many', async ({ page }) => {
  await page.addInitScript(() => {
    const box = window as unknown as { iPanel: object; calls: string[]; listeners: number };
    box.calls = [];
    box.listeners = 0;
    box.iPanel = {
      focus: {},
      getGlobalVar: () => '#',
      setGlobalVar: (name: string, value: string) => box.calls.push(name + value),
    };
    const own = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (this: EventTarget, ...given: Parameters<typeof own>) {
      if (this === window || this === document) box.listeners++;
      return own.apply(this, given);
    };
  });
  const tv = await opened(page);
  const counts = () =>
    page.evaluate(() => [(window as never as { calls: string[] }).calls.length, (window as never as { listeners: number }).listeners]);
  await expect.poll(async () => (await counts())[0]).toBe(3);
  const [calls = 0, listeners = 0] = await counts();
  for (let i = 0; i < 5; i++)
    await page.evaluate(() => {
      for (const name of ['pagehide', 'pageshow']) window.dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
    });
  expect(await counts()).toEqual([calls + 5 * 6, listeners]);
  await tv.phonePays(await tv.choose('微信扫码'));
  await tv.sees('付款成功');
});

test('links as portals and viewers change them: the cashier, or a page to read', async ({ page }) => {
  const tv = await opened(page);
  const link = new URL(tv.cashier);
  for (const path of [link.pathname + '/', '/' + link.pathname, link.pathname + '?portal=1&portal=2']) {
    await page.goto(proxy.url + path);
    await tv.sees('手机扫一扫');
  }
  for (const path of ['/c/%zz', '/pay/', '/nowhere', '/c/' + 'a'.repeat(300)]) {
    await page.goto(proxy.url + path);
    await expect(page.locator('.button').first()).toBeVisible();
    expect(await page.locator('body').innerText()).toContain('96');
  }
});
