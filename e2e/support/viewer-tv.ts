/** A household's viewer at its TV: his own page, what he types on it, the messages he gets, and an order of the film app that names him. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { BOXES } from '../../src/start/apps.ts';
import { cutTexts } from '../gallery/cut-texts.ts';
import type { AppsStack } from './apps.ts';
import type { Tv } from './tv.ts';

type Order = Parameters<LezhongPay['createOrder']>[0];

/** From the TV's home to the viewer's own page. */
export async function openMine(page: Page, tv: Tv, { at }: Pick<AppsStack, 'at'>, box: string, sees = '这台电视付过的'): Promise<void> {
  await page.goto(at.home + '/?box=' + box);
  await expect(page.locator('.live-picture.focused')).toBeVisible();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown']) await tv.press(key);
  await expect(page.locator('.mine.focused')).toBeVisible();
  await tv.press('Enter');
  await tv.sees(sees);
}

/** The page sends by 确认 alone, never by the last digit. */
export async function typeOn(tv: Pick<Tv, 'sees' | 'press'>, title: string, digits: string): Promise<void> {
  await tv.sees(title);
  for (const digit of digits) await tv.press(digit);
  await tv.sees(title);
  await tv.press('Enter');
}

/** The newest code that was sent to a phone; "" where none was. */
export async function texted(tv: Pick<Tv, 'phone'>, phone: string): Promise<string> {
  const texts = await tv.phone<{ phone: string; text: string }[]>('/texts');
  return /验证码 (\d{6})/.exec(texts.find((one) => one.phone === phone)?.text ?? '')?.[1] ?? '';
}

/** Made as the film app's server makes it, for the first box unless told; the address of its cashier. */
export async function filmOrder(
  { at }: Pick<AppsStack, 'at'>,
  film: LezhongPay,
  over: Partial<Order> & Pick<Order, 'order_no'>,
): Promise<string> {
  const own = at.apps['film'] ?? '';
  const made = await film.createOrder({
    amount_fen: 4500,
    subject: '综艺会员 3 个月',
    return_url: own + '/return',
    notify_url: own + '/notices',
    viewer_id: BOXES[0].account,
    box_id: BOXES[0].box,
    ...over,
  });
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made.cashier_url;
}

/** A picture of a screen whose texts are whole. */
export async function shotWhole(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(cutTexts)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath(name + '.png') });
}
