/**
 * What is wrong around a TV: a line that loses polls and is dead for a minute, and a clock that is years off, drifts or is set
 * while the page is shown. The viewer never reads of a failure, and the time left is right.
 */
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { TEXTS } from '../../src/protocol/texts/index.ts';
import { startCable } from '../support/cable.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';
import type { Tv } from '../support/tv.ts';

const RATE = 0.3;
const BLACKOUT_MS = 60_000;
const RECOVERY_MS = 3_000;
/**
 * After the return of the line, seed 4 cuts the first two polls: a hard case. SEEDS=3,7 tries others. Three in a row (seed 1,
 * one case in forty) may take 4 s: TVs ask at most once in half a second.
 */
const SEEDS = (process.env['SEEDS'] ?? '4').split(',').map(Number);

/** Everything that ever stood on the page, however shortly. */
async function everShown(page: Page): Promise<ReadonlySet<string>> {
  const shown = new Set<string>();
  await page.exposeFunction('tellShown', (text: string) => void shown.add(text));
  await page.addInitScript(() => {
    const look = () => (window as unknown as { tellShown(text: string): void }).tellShown(document.body?.innerText ?? '');
    new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true, attributes: true });
  });
  return shown;
}

/** What a viewer whose payment goes well must never read: all refusals, all ends but `paid`, and the words for failing. */
function failures(): (string | RegExp)[] {
  const { words, server, refusals } = TEXTS['zh-CN'];
  const ends = Object.entries(server).flatMap(([name, text]) => (/^(closed|checking)_/.test(name) ? [String(text)] : []));
  return [
    /失败|没有付成|付款没有成功|已失效|已过期|没有收到付款/,
    ...Object.values(refusals).flatMap(({ title, text }) => [title, text]),
    ...ends,
    words.ended_title,
    words.ended_text,
    words.ended_text_last,
    words.unavailable_ribbon,
    words.unknown_text,
  ];
}

test.describe('a bad line', () => {
  let stack: Stack;
  test.beforeAll(async () => {
    // Held shortly, so that a TV polls often and many polls are cut.
    stack = await startStack({ bff: { hold_ms: 1_500 } });
  });
  test.afterAll(() => stack.stop());

  for (const seed of SEEDS) {
    test('30% of all polls are cut and the line is dead for a minute: paid within 3 s of its return, seed ' + seed, async ({ page }) => {
      test.setTimeout(150_000);
      const shown = await everShown(page);
      let lost = 0;
      page.on('requestfailed', (request) => void (lost += request.url().includes('/step') ? 1 : 0));
      const tv = tvOf(page, stack);
      const cable = await startCable(stack.bff_url);
      try {
        cable.flaky(RATE, seed);
        await tv.open({}, cable.url);
        const code = await tv.choose('支付宝扫码');
        await expect.poll(() => cable.polls.cut, { timeout: 40_000 }).toBeGreaterThanOrEqual(4);
        // The page itself missed every one of them; the engine asked for none again behind its back.
        await expect.poll(() => lost - cable.polls.cut).toBe(0);
        await tv.sees('已完成支付');

        cable.pull();
        const began_ms = Date.now();
        expect((await tv.phonePays(code)).kind).toBe('paid');
        await tv.sees(TEXTS['zh-CN'].words.away_title, 10_000);
        await page.waitForTimeout(BLACKOUT_MS - (Date.now() - began_ms));
        // Drawn anew, so that what follows does not depend on how often the page asked in vain.
        cable.flaky(RATE, seed + 1_000);
        cable.plug();
        const back_ms = Date.now();
        await tv.sees('付款成功', RECOVERY_MS);
        const took_ms = Date.now() - back_ms;
        test.info().annotations.push({ type: 'recovery', description: took_ms + ' ms, polls ' + JSON.stringify(cable.polls) });
        expect(took_ms).toBeLessThanOrEqual(RECOVERY_MS);
        await expect(page.getByText(TEXTS['zh-CN'].words.away_title)).toHaveCount(0);

        expect([...shown].some((text) => text.includes('付款成功'))).toBe(true);
        const bad = failures();
        const read = [...shown].filter((text) => bad.some((one) => (typeof one === 'string' ? text.includes(one) : one.test(text))));
        expect(read).toEqual([]);
        await expect.poll(() => tv.notices()).toEqual(['order.paid']);
      } finally {
        await cable.stop();
      }
    });
  }
});

interface BoxClock {
  /** Ahead of the truth by this, at first. */
  off_ms: number;
  /** Milliseconds it counts in one. */
  rate: number;
  /** Has performance.now, as engines since about 2013. */
  monotonic: boolean;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const YEAR = 8_766 * HOUR;

const BOXES: readonly (BoxClock & { name: string })[] = [
  { name: '7 years ahead', off_ms: 7 * YEAR, rate: 1, monotonic: false },
  { name: 'in 1986', off_ms: -40 * YEAR, rate: 1, monotonic: false },
  { name: '5 hours ahead', off_ms: 5 * HOUR, rate: 1, monotonic: false },
  { name: '5% fast', off_ms: 0, rate: 1.05, monotonic: false },
  { name: '5% slow', off_ms: 0, rate: 0.95, monotonic: false },
  { name: 'all of it, with performance.now', off_ms: -40 * YEAR, rate: 1.05, monotonic: true },
];

/** The box's own clock is wrong; timers run true. `setClock` in the page moves it. */
async function wear(page: Page, clock: BoxClock): Promise<void> {
  await page.addInitScript(({ off_ms, rate, monotonic }: BoxClock) => {
    const True = Date;
    const began_ms = True.now();
    let ahead_ms = off_ms;
    const now = (): number => Math.floor(began_ms + ahead_ms + (True.now() - began_ms) * rate);
    class Wrong extends True {
      constructor(...given: [number]) {
        super(...(given.length ? given : ([now()] as [number])));
      }
      static override now = now;
    }
    const box = window as unknown as { Date: unknown; setClock(ms: number): void };
    box.Date = Wrong;
    box.setClock = (ms) => void (ahead_ms += ms);
    if (!monotonic) (Performance.prototype as { now: unknown }).now = undefined;
  }, clock);
}

test.describe('a wrong clock', () => {
  let stack: Stack;
  test.beforeAll(async () => {
    stack = await startStack();
  });
  test.afterAll(() => stack.stop());

  async function box(browser: Browser, clock: BoxClock): Promise<{ page: Page; tv: Tv }> {
    const page = await (await browser.newContext()).newPage();
    await wear(page, clock);
    const tv = tvOf(page, stack);
    await tv.open();
    await tv.choose('微信扫码');
    const told = await page.evaluate(() => [Date.now(), typeof performance.now] as const);
    expect(Math.abs(told[0] - Date.now() - clock.off_ms)).toBeLessThan(5_000);
    expect(told[1]).toBe(clock.monotonic ? 'function' : 'undefined');
    return { page, tv };
  }

  /** Seconds on the screen minus the truth, which is asked for before and after the look: 0 if what is shown lies between. */
  async function ahead_s(page: Page, tv: Tv): Promise<number> {
    const left_s = async (): Promise<number> => ((await tv.step()).remaining_ms ?? NaN) / SECOND;
    const before = await left_s();
    const text = await page.locator('.clock .strong').innerText();
    const after = await left_s();
    const [, m = '0', s] = /^(?:(\d+) 分 )?(\d+) 秒$/.exec(text) ?? [];
    const shown = Number(m) * 60 + Number(s);
    return shown > before ? shown - before : Math.min(0, shown - after);
  }

  /** Within a second, and some tenths for drawing it; the screen rounds up. */
  async function isRight(page: Page, tv: Tv, when: string): Promise<void> {
    const off_s = await ahead_s(page, tv);
    expect(Math.abs(off_s), when + ': ' + off_s.toFixed(2) + ' s ahead').toBeLessThanOrEqual(1.2);
  }

  test('years off or drifting: the time left is right at first and 20 s later', async ({ browser }) => {
    test.setTimeout(150_000);
    const boxes = [];
    // One after the other: five pages that load at once would make one another late.
    for (const clock of BOXES) {
      const one = { ...(await box(browser, clock)), name: clock.name, chosen_ms: Date.now() };
      await isRight(one.page, one.tv, one.name + ', at first');
      boxes.push(one);
    }
    for (const { page, tv, name, chosen_ms } of boxes) {
      // No poll has come back since: each is held for 25 s.
      await page.waitForTimeout(Math.max(0, chosen_ms + 20 * SECOND - Date.now()));
      await isRight(page, tv, name + ', after 20 s');
      await page.context().close();
    }
  });

  for (const monotonic of [false, true]) {
    test('set by an hour while the page is shown: time and keys go on, performance.now: ' + monotonic, async ({ browser }) => {
      const { page, tv } = await box(browser, { off_ms: 0, rate: 1, monotonic });
      const jump = (ms: number) => page.evaluate((by) => (window as unknown as { setClock(ms: number): void }).setClock(by), ms);
      for (const ms of [HOUR, -HOUR, -HOUR, 7 * YEAR, -7 * YEAR]) {
        await jump(ms);
        await page.waitForTimeout(2.5 * SECOND);
        await isRight(page, tv, 'set by ' + ms / HOUR + ' h');
      }
      // Pressed before it was set back, and again a second after: not the same press, an hour before.
      await tv.press('Escape');
      await tv.sees('取消付款');
      await jump(-HOUR);
      await page.waitForTimeout(1.2 * SECOND);
      await tv.press('Escape');
      await tv.sees('要离开收银台吗？');
      await page.context().close();
    });
  }
});
