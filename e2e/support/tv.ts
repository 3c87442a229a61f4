/** A viewer with a remote in front of one TV, a phone in the other hand, and the merchant's own view of the order. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import type { OrderJson } from '../../src/protocol/order.ts';
import type { Step } from '../../src/protocol/step.ts';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import type { Stack } from './stack.ts';

/** A CommonJS package: its function is `default` by Node's rules, or itself by a bundler's. */
const decode = (typeof jsqr === 'function' ? jsqr : jsqr.default) as typeof jsqr.default;

let made = 0;

export interface Code {
  code: string;
  channel: string;
  number: string;
  state: string;
}

async function json<T>(url: string, body?: unknown): Promise<T> {
  const answer = await fetch(
    url,
    body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  const text = await answer.text();
  if (!answer.ok) throw new Error(url + ' answered ' + answer.status + ' ' + text.slice(0, 300));
  return JSON.parse(text) as T;
}

export function tvOf(page: Page, stack: Stack) {
  const shop = JSON.parse(readFileSync(join(stack.data, 'shop.json'), 'utf8')) as {
    keys: { key_id: string; secret: string }[];
    merchant_id: string;
  };
  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: shop.merchant_id, keys: shop.keys });
  const phone = <T>(path: string, body?: unknown): Promise<T> => json<T>(stack.phone_url + '/control' + path, body);
  stack.merchant.verifyWith(pay);
  let cashier = '';
  let order_no = '';

  const tv = {
    stack,
    pay,
    phone,
    /** Makes an order as a merchant's server does and opens its cashier. */
    async open(over: { [name: string]: string } = {}, through = stack.bff_url): Promise<void> {
      made += 1;
      order_no = 'E' + process.pid + '-' + Date.now().toString(36) + '-' + made;
      const result = await pay.createOrder({
        order_no,
        amount_fen: 4500,
        subject: '芒果TV · 综艺会员 3 个月',
        return_url: stack.merchant.url + '/return',
        notify_url: stack.merchant.url + '/notices',
        ...over,
      } as never);
      if (!result.ok) throw new Error('no order: ' + JSON.stringify(result));
      cashier = result.cashier_url;
      await page.goto(cashier.replace(stack.bff_url, through));
      await tv.sees(/取消付款|不付了/);
    },
    get cashier() {
      return cashier;
    },
    get order_no() {
      return order_no;
    },
    step: () => json<Step>(cashier + '/step'),
    order: async (): Promise<OrderJson> => {
      const result = await pay.queryOrder(order_no);
      if (!result.ok) throw new Error(JSON.stringify(result));
      return result;
    },
    /** At a thumb's pace: two Backs within 300 ms count as one, so do two OKs within 400 ms, and one key within 120 ms is held. */
    async press(key: string): Promise<void> {
      await page.keyboard.press(key);
      await page.waitForTimeout(key === 'Enter' ? 420 : key === 'Escape' ? 350 : 160);
    },
    sees: (text: string | RegExp, timeout = 15_000) => expect(page.getByText(text).first()).toBeVisible({ timeout }),
    /** Moves the focus to the thing with this text, then presses OK. */
    async ok(text: string): Promise<void> {
      await tv.focus(text);
      await tv.press('Enter');
    },
    async focus(text: string): Promise<void> {
      const focused = page.locator('.focused');
      for (const way of [
        'ArrowRight',
        'ArrowDown',
        'ArrowRight',
        'ArrowLeft',
        'ArrowUp',
        'ArrowLeft',
        'ArrowDown',
        'ArrowDown',
        'ArrowRight',
        'ArrowRight',
      ]) {
        if ((await focused.innerText()).includes(text)) return;
        await tv.press(way);
      }
      // Row by row from the top, as somebody who looks for it.
      for (let up = 0; up < 6; up++) await tv.press('ArrowUp');
      for (let row = 0; row < 7; row++) {
        for (const way of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowDown']) {
          if ((await focused.innerText()).includes(text)) return;
          await tv.press(way);
        }
      }
      await expect(focused).toContainText(text);
    },
    async choose(name: '微信扫码' | '支付宝扫码' | '工行扫码'): Promise<Code> {
      await tv.sees(/取消付款|不付了/);
      await tv.ok(name);
      await tv.sees('已完成支付');
      return tv.code();
    },
    /** The newest code the phone page knows. */
    async code(): Promise<Code> {
      const [newest] = await phone<Code[]>('/codes');
      if (!newest) throw new Error('the phone sees no code');
      return newest;
    },
    /** What a camera reads off the screen. */
    async scan(): Promise<string> {
      const png = PNG.sync.read(await page.screenshot());
      return decode(new Uint8ClampedArray(png.data), png.width, png.height)?.data ?? '';
    },
    phonePays: (code: Code) => phone<{ kind: string }>('/pay', { code: code.code }),
    phoneScans: (code: Code) => phone<{ kind: string }>('/scan', { code: code.code }),
    phoneDeclines: (code: Code) => phone<{ kind: string }>('/decline', { code: code.code }),
    faults: (set: object) => phone('/faults', set),
    truth: (code: Code) =>
      phone<{
        state: string;
        payable: boolean;
        charged_fen: number;
        returned_fen: number;
        revived: number;
        notices: { state: string; sent: number }[];
      }>('/orders/' + code.channel + '/' + code.number),
    /** Notices the merchant's server took, oldest first. */
    notices: (): string[] => stack.merchant.notices(order_no),
    async back(state: 'paid' | 'closed' | 'left'): Promise<void> {
      await page.waitForURL((url) => /\/return/.test(url.pathname), { timeout: 20_000 });
      expect(new URL(page.url()).searchParams.get('state')).toBe(state);
    },
  };
  return tv;
}

export type Tv = ReturnType<typeof tvOf>;
