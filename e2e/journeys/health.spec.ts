/** A bank that breaks 60% of all calls: its way is greyed, the others go on, what is under way stays with it, and it comes back. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Step } from '../../src/protocol/step.ts';
import { TEXTS } from '../../src/protocol/texts/index.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';
import type { Code, Tv } from '../support/tv.ts';

const FAIL_RATE = 0.6;
const PROBE_MS = 1_000;
const HOLD_MS = 3_000;
const DOWN = TEXTS['zh-CN'].server.channel_down;

let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack({
    bff: {
      // 60% of at least ten calls, and three good ones in a row: as they are. Over seconds, not two minutes: chances of exactly
      // 60% stay below it for long stretches, and a short memory draws again. Probes every second instead of ten.
      health: { window_ms: 4_000, probe_ms: PROBE_MS },
      hold_ms: HOLD_MS,
      times: { query_shown_ms: [1_000, 1_000, 1_500], prepay_again_ms: [300, 600, 1_200] },
    },
  });
});
test.afterEach(async () => {
  await fetch(stack.phone_url + '/control/faults', { method: 'DELETE' });
});
test.afterAll(() => stack.stop());

interface Brief {
  number: string;
  subject: string;
  charged_fen: number;
  returned_fen: number;
}

const attemptsAt = (tv: Tv, channel: string): Promise<Brief[]> => tv.phone<Brief[]>('/orders?channel=' + channel);
const callsFor = async (tv: Tv, { channel, number }: Code): Promise<number> =>
  (await tv.phone<unknown[]>('/calls?channel=' + channel + '&number=' + number)).length;

async function step(cashier: string): Promise<Step> {
  return (await (await fetch(cashier + '/step')).json()) as Step;
}

/** What the TV sends when this way is chosen; the next step. */
async function choose(cashier: string, channel: string): Promise<Step> {
  const { version } = await step(cashier);
  const body = JSON.stringify({ version, answer: { kind: 'choose', channel } });
  const answer = await fetch(cashier + '/answer', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return (await answer.json()) as Step;
}

async function isDown(tv: Tv): Promise<boolean> {
  const now = await tv.step();
  return now.kind === 'choose' && now.channels.some((one) => one.channel === 'wechat' && one.down === DOWN);
}

let others = 0;

/** Another viewer's order, its subject its number, about to be paid with WeChat. */
async function another(tv: Tv): Promise<string> {
  const order_no = 'H' + Date.now().toString(36) + '-' + ++others;
  const made = await tv.pay.createOrder({
    order_no,
    amount_fen: 1900 as never,
    subject: order_no,
    return_url: stack.merchant.url + '/return',
    notify_url: stack.merchant.url + '/notices',
  });
  if (!made.ok) throw new Error(JSON.stringify(made));
  await choose(made.cashier_url, 'wechat');
  return order_no;
}

const threeMore = (tv: Tv): Promise<string[]> => Promise.all([another(tv), another(tv), another(tv)]);

/** One of the phones in front of other viewers' TVs pays; most viewers are still looking for theirs. */
async function aPhonePays(tv: Tv): Promise<boolean> {
  const codes = await tv.phone<(Code & { subject: string; payable: boolean })[]>('/codes?limit=100');
  const code = codes.find((one) => one.payable && one.subject.startsWith('H'));
  return code !== undefined && (await tv.phonePays(code)).kind === 'paid';
}

async function newPage(page: Page): Promise<Page> {
  return (await page.context().browser()!.newContext({ viewport: page.viewportSize() })).newPage();
}

test('WeChat at 60% errors is greyed while it is paid with, others work, and it comes back by itself', async ({ page }, info) => {
  test.setTimeout(120_000);
  const watcher = tvOf(page, stack);
  await watcher.open();
  await page.evaluate(() => void ((window as { kept?: boolean }).kept = true));
  const wechat = page.locator('.tile', { hasText: '微信' });
  await expect(wechat).not.toHaveClass(/\boff\b/);

  const payer_page = await newPage(page);
  const payer = tvOf(payer_page, stack);
  await payer.open();
  const code = await payer.choose('微信扫码');

  // No callback arrives: only queries can tell what became of a payment.
  await watcher.faults({ wechat: { notify: { drop_rate: 1 }, answer: { fail_rate: FAIL_RATE } } });
  const orders: string[] = [];
  let paid_some = false;
  const looksDown = async (): Promise<boolean> => (await wechat.getAttribute('class'))?.split(' ').includes('off') === true;
  for (const end_ms = Date.now() + 40_000; !(paid_some && (await looksDown())) && Date.now() < end_ms;) {
    orders.push(...(await threeMore(watcher)));
    paid_some = (await aPhonePays(watcher)) || paid_some;
    await page.waitForTimeout(300);
  }
  await expect(wechat).toHaveClass(/\boff\b/);
  // From bad to worse, every answer is lost on its way back: three in a row by luck would bring it back in the middle of this.
  await watcher.faults({ wechat: { answer: { lose_after_effect: { '*': 10_000 } } } });
  await expect
    .poll(async () => (await isDown(watcher)) || (orders.push(...(await threeMore(watcher))), false), { timeout: 20_000 })
    .toBe(true);
  await expect(wechat).toHaveClass(/\boff\b/);
  await expect(wechat).toContainText(DOWN);
  await page.screenshot({ path: info.outputPath('greyed.png') });

  await test.step('it cannot be chosen: not by the remote, not by a page that does not know yet', async () => {
    const before = (await attemptsAt(watcher, 'wechat')).length;
    await watcher.focus('微信扫码');
    await watcher.press('Enter');
    await watcher.press('Enter');
    expect((await watcher.step()).kind).toBe('choose');
    expect((await choose(watcher.cashier, 'wechat')).kind).toBe('choose');
    expect((await attemptsAt(watcher, 'wechat')).length).toBe(before);
    await page.screenshot({ path: info.outputPath('greyed-focused.png') });
  });

  await test.step('a payment whose result nobody knows stays with WeChat and is asked after', async () => {
    expect((await payer.phonePays(code)).kind).toBe('paid');
    const asked = await callsFor(payer, code);
    await expect.poll(() => callsFor(payer, code), { timeout: 8_000 }).toBeGreaterThanOrEqual(asked + 2);
    const shown = await payer.step();
    expect([shown.kind, 'channel' in shown && shown.channel]).toEqual(['scan', 'wechat']);
    expect((await payer.order()).state).toBe('open');
    await payer_page.screenshot({ path: info.outputPath('unknown.png') });
  });

  const alipay_before = await attemptsAt(watcher, 'alipay');
  await test.step('the other wallet works', async () => {
    const other_page = await newPage(page);
    const other = tvOf(other_page, stack);
    await other.open();
    await expect(other_page.locator('.tile.off')).toContainText(DOWN);
    await other.phonePays(await other.choose('支付宝扫码'));
    await other.sees('付款成功');
    await other_page.context().close();
  });

  // The page leaves by itself some seconds after it: looked for from the moment on in which it can come.
  const payer_sees = payer.sees('付款成功', 90_000);
  await watcher.faults({ wechat: { answer: { fail_rate: 0, lose_after_effect: { '*': 0 } } } });
  const over_ms = Date.now();
  await test.step('it comes back by probes, nobody reloads', async () => {
    await expect(wechat).not.toHaveClass(/\boff\b/, { timeout: 3 * PROBE_MS + HOLD_MS + 5_000 });
    info.annotations.push({ type: 'back', description: Date.now() - over_ms + ' ms, ' + orders.length + ' orders' });
    await expect(page.getByText(DOWN)).toHaveCount(0);
    expect(await page.evaluate(() => (window as { kept?: boolean }).kept)).toBe(true);
    // Whoever waited for it takes it now: callbacks are still lost, a query finds the payment.
    await watcher.phonePays(await watcher.choose('微信扫码'));
    await watcher.sees('付款成功');
  });

  await test.step('every payment made in the trouble counts, once, where it was made', async () => {
    await payer_sees;
    expect((await payer.order()).channel).toBe('wechat');
    const truth = await attemptsAt(watcher, 'wechat');
    const paid = orders.filter((order_no) => truth.some((one) => one.subject === order_no && one.charged_fen > 0));
    info.annotations.push({ type: 'paid', description: paid.length + ' of ' + orders.length });
    expect(paid.length).toBeGreaterThan(0);
    for (const order_no of paid) {
      const view = async (): Promise<string> => {
        const order = await watcher.pay.queryOrder(order_no);
        return order.ok ? order.state + ' by ' + order.channel : JSON.stringify(order);
      };
      await expect.poll(view, { timeout: 15_000 }).toBe('paid by wechat');
      const kept_fen = truth.filter((one) => one.subject === order_no).reduce((sum, one) => sum + one.charged_fen - one.returned_fen, 0);
      expect(kept_fen).toBe(1900);
    }
    // One more there than before the trouble's end: the viewer who chose it. Nothing of WeChat's went there.
    expect((await attemptsAt(watcher, 'alipay')).length).toBe(alipay_before.length + 1);
    expect((await attemptsAt(watcher, 'alipay')).filter((one) => one.subject.startsWith('H'))).toEqual([]);
    expect(await attemptsAt(watcher, 'unionpay')).toEqual([]);
  });
  await payer_page.context().close();
});
