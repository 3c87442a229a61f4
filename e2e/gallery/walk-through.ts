/** A top-up as a viewer sees it, from the TV's home to the carrier's word: real programs, real keys, a phone that pays by the one code. */
import type { Browser, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { PNG } from 'pngjs';
import { readBits } from '../../src/sandbox/phone/tv-code.ts';
import type { Step } from '../../src/protocol/step.ts';
import type { AppsStack } from '../support/apps.ts';
import { halved } from './apng.ts';
import type { Frame } from './apng.ts';

const PHONE = '19207715520';
const READ_MS = 1_600;
const DIGIT_MS = 130;
const LONG_MS = 2_600;

/** `picture` is called with names of stills on the way. */
export async function topUpWalk(browser: Browser, page: Page, stack: AppsStack, picture: (page: Page, name: string) => Promise<void>) {
  const frames: Frame[] = [];
  const shoot = async (ms: number): Promise<void> => {
    frames.push({ picture: halved(PNG.sync.read(await page.screenshot())), ms });
  };
  const press = async (key: string): Promise<void> => {
    await page.keyboard.press(key);
    await page.waitForTimeout(key === 'Enter' ? 420 : 170);
  };
  const sees = (text: string) => expect(page.getByText(text).first()).toBeVisible({ timeout: 30_000 });

  await control(stack, '/carrier', { least_ms: 3_000, most_ms: 4_000 });
  await page.goto(stack.at.home + '/');
  await expect(page.locator('.live-picture.focused')).toBeVisible();
  await page.waitForTimeout(600);
  await shoot(READ_MS);
  await press('ArrowLeft');
  await shoot(600);
  await picture(page, 'home');
  await press('ArrowRight');
  await shoot(900);
  await press('Enter');
  await sees('给哪个号码充值');
  await page.waitForTimeout(500);
  await shoot(READ_MS);
  for (const digit of PHONE) {
    await press(digit);
    await shoot(DIGIT_MS);
  }
  await expect(page.locator('.amount-3.focused')).toBeVisible();
  await shoot(READ_MS);
  await picture(page, 'topup');
  await press('Enter');
  await sees('取消付款');
  await page.waitForTimeout(600);
  await shoot(LONG_MS);
  const phone = await phoneAt(browser, stack, await oneCode(page));
  await expect(phone.getByText('付款 ￥49.90')).toBeVisible();
  await picture(phone, 'phone');
  await phone.getByText('付款 ￥49.90').click();
  await phone.getByText('确认支付').click();
  await sees('付款成功');
  await page.waitForTimeout(200);
  await shoot(LONG_MS);
  await press('Enter');
  await sees('付款成功，正在充值');
  await shoot(READ_MS);
  await sees('充值成功');
  await page.waitForTimeout(200);
  await shoot(LONG_MS);
  await phone.context().close();
  return frames as [Frame, ...Frame[]];
}

async function control(stack: AppsStack, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(stack.phone_url + '/control' + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** What the code on the TV says. */
async function oneCode(page: Page): Promise<string> {
  const step = (await (await fetch(page.url().split('?')[0] + '/step')).json()) as Step;
  const address = step.kind === 'choose' ? readBits(step.qr?.rows ?? []) : undefined;
  if (!address) throw new Error('no code on the TV');
  return address;
}

/** A phone with WeChat in front, on the address that the TV shows. */
async function phoneAt(browser: Browser, stack: AppsStack, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addCookies([{ name: 'user', value: 'lele', url: stack.phone_url }]);
  const phone = await context.newPage();
  const manifest = (await (await fetch(stack.phone_url + '/control/manifest')).json()) as { browser_url: string };
  await phone.goto(manifest.browser_url + '/__open?' + new URLSearchParams({ as: 'wechat', url: address }).toString());
  return phone;
}
