/**
 * npm run presses: how many keys of the remote a payment needs. A real page in Chromium is driven from the first `choose` until `paid`,
 * and every press counts, digits and OK included. The last line is JSON; null: the way does not exist yet.
 */
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { cardBank } from '../support/bank-cards.ts';
import { NO_LIMITS } from '../support/card-tv.ts';
import { newOrder } from '../engines/orders.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { readBits } from '../../src/sandbox/phone/tv-code.ts';
import type { Step } from '../../src/protocol/step.ts';

/** Of a debit card with 19 digits, checked by its phone. */
const CARD = 'pingan-debit';

interface Remote {
  count(): number;
  press(key: string): Promise<void>;
  digits(text: string): Promise<void>;
}

function remoteOf(page: Page): Remote {
  let count = 0;
  const press = async (key: string): Promise<void> => {
    count++;
    await page.keyboard.press(key);
    // A thumb's pace: a key sooner is the same press.
    await page.waitForTimeout(key === 'Enter' ? 430 : 170);
  };
  return {
    count: () => count,
    press,
    async digits(text) {
      for (const digit of text) await press(digit);
    },
  };
}

const focused = (page: Page): Promise<string> => page.locator('.focused').innerText();

/** To the control with this text, by the shortest way that its place allows: down a row at a time, then along it. */
async function moveTo(page: Page, remote: Remote, text: string): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    if ((await focused(page)).includes(text)) return;
    const way = await page.evaluate((wanted) => {
      const from = document.querySelector('.focused')?.getBoundingClientRect();
      const to = [...document.querySelectorAll('.tile,.button')].find((one) => one.textContent?.includes(wanted))?.getBoundingClientRect();
      if (!from || !to) return undefined;
      if (to.top >= from.bottom) return 'ArrowDown';
      if (to.bottom <= from.top) return 'ArrowUp';
      return to.left > from.left ? 'ArrowRight' : 'ArrowLeft';
    }, text);
    if (!way) throw new Error('not on the screen: ' + text);
    await remote.press(way);
  }
  throw new Error('not reached: ' + text);
}

async function ok(page: Page, remote: Remote, text: string): Promise<void> {
  await moveTo(page, remote, text);
  await remote.press('Enter');
}

async function until(url: string, kind: Step['kind']): Promise<Step> {
  for (let i = 0; i < 150; i++) {
    const step = (await (await fetch(url + '/step')).json()) as Step;
    if (step.kind === kind) return step;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('never ' + kind);
}

async function open(page: Page, stack: Stack, viewer_id?: string): Promise<{ url: string; remote: Remote }> {
  const { url } = await newOrder(stack, viewer_id ? { viewer_id } : {});
  await page.goto(url);
  await page.waitForSelector('.tile.focused');
  // The second script, which types cards.
  await page.waitForTimeout(1_200);
  return { url, remote: remoteOf(page) };
}

async function newDebit(page: Page, stack: Stack, viewer_id?: string): Promise<number> {
  const bank = cardBank(stack.phone_url);
  const card = await bank.card(CARD);
  const { url, remote } = await open(page, stack, viewer_id);
  await ok(page, remote, '银联卡');
  await until(url, 'card-number');
  await page.waitForSelector('.pan');
  await remote.digits(card.pan);
  if (card.pan.length < 19) throw new Error(CARD + ' has ' + card.pan.length + ' digits');
  await ok(page, remote, '下一步');
  await until(url, 'card-check');
  await page.waitForSelector('.entry-field');
  await remote.digits(card.phone);
  const counted = remote.count();
  if (viewer_id) await ok(page, remote, '记住这张卡');
  const spent = remote.count() - counted;
  await ok(page, remote, '获取验证码');
  await until(url, 'sms-code');
  await page.waitForSelector('.code-boxes');
  await remote.digits(await bank.code());
  await ok(page, remote, '确认付款');
  await until(url, 'paid');
  return remote.count() - spent;
}

/** The card used last: OK, the code, OK. */
async function remembered(page: Page, stack: Stack, viewer_id: string): Promise<number> {
  const bank = cardBank(stack.phone_url);
  const { url, remote } = await open(page, stack, viewer_id);
  await remote.press('Enter');
  await until(url, 'sms-code');
  await page.waitForSelector('.code-boxes');
  await remote.digits(await bank.code());
  await ok(page, remote, '确认付款');
  await until(url, 'paid');
  return remote.count();
}

/** The code on the first screen: no key. Null where the first screen has none. */
async function oneCode(page: Page, stack: Stack): Promise<number | null> {
  const { url, remote } = await open(page, stack);
  const step = (await (await fetch(url + '/step')).json()) as Step;
  if (step.kind !== 'choose' || !step.qr) return null;
  return remote.count();
}

/** The card typed on a phone: the remote chooses the way, and nothing more. */
async function newByPhone(page: Page, stack: Stack): Promise<number> {
  const bank = cardBank(stack.phone_url);
  const card = await bank.card(CARD);
  const { url, remote } = await open(page, stack);
  await ok(page, remote, '银联卡');
  const step = await until(url, 'card-number');
  const address = readBits(('keypad' in step && step.keypad?.qr?.rows) || []);
  if (!address) throw new Error('the TV shows no code to type by');
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })).newPage();
  await phone.goto(address);
  const type = async (digits: string): Promise<void> => {
    for (const digit of digits) await phone.locator('[data-key="' + digit + '"]').tap();
    await phone.locator('[data-do="done"]').tap();
  };
  await type(card.pan);
  await until(url, 'card-check');
  await phone.locator('[data-field="phone"]').waitFor();
  await type(card.phone);
  await until(url, 'sms-code');
  await phone.locator('#code').fill(await bank.code());
  await phone.locator('[data-do="done"]').tap();
  await until(url, 'paid');
  await page.locator('.receipt').first().waitFor();
  return remote.count();
}

const stack = await startStack({ bff: { cards: NO_LIMITS } });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  const one_code = await oneCode(page, stack);
  const new_debit = await newDebit(page, stack);
  const viewer = 'presses-' + Date.now();
  await newDebit(page, stack, viewer);
  const remembered_card = await remembered(page, stack, viewer);
  const new_card_by_phone = await newByPhone(page, stack);
  console.log(JSON.stringify({ bench: 'presses', one_code, remembered_card, new_debit, new_card_by_phone }));
} finally {
  await browser.close();
  await stack.stop();
}
