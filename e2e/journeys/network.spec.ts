/** A TV on a bad line: most polls come, some are cut, and for a minute nothing comes at all. The viewer never reads of a failure. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { TEXTS } from '../../src/protocol/texts/index.ts';
import { startCable } from '../support/cable.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';

const RATE = 0.3;
const BLACKOUT_MS = 60_000;
const RECOVERY_MS = 3_000;
/** After the return of the line, seed 4 cuts the first two polls: a hard case. SEEDS=3,5,7 tries others. */
const SEEDS = (process.env['SEEDS'] ?? '4').split(',').map(Number);

let stack: Stack;
test.beforeAll(async () => {
  // Held shortly, so that a TV polls often and many polls are cut.
  stack = await startStack({ bff: { hold_ms: 1_500 } });
});
test.afterAll(() => stack.stop());

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
      await expect.poll(() => lost).toBe(cable.polls.cut);
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
