/** Every screen as it is drawn: no text of ours is cut off, and nothing overlaps in a system with larger type. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { cutTexts } from '../gallery/cut-texts.ts';
import { startFixtures } from '../gallery/fixture-server.ts';
import type { FixtureServer, Size } from '../gallery/fixture-server.ts';
import { steps } from '../../src/cashier/fixtures.ts';
import type { Lang } from '../../src/protocol/order.ts';
import { SCREEN } from '../../src/tv/ui/sizes.ts';

/** Where words are longest: English, larger type, the small drawing. */
const SETS: readonly (readonly [Size & ('hd' | 'sd'), Lang, elder: boolean])[] = [
  ['hd', 'zh-TW', true],
  ['hd', 'en', true],
  ['hd', 'zh-CN', false],
  ['sd', 'zh-CN', true],
  ['sd', 'en', false],
];
const NAMES = Object.keys(steps('zh-CN'));
/** As Android's largest system type draws it: texts grow, boxes do not. */
const LARGER = 1.5;

let fixtures: FixtureServer;
test.beforeAll(async () => void (fixtures = await startFixtures()));
test.afterAll(() => fixtures.close());

async function open(page: Page, name: string, [size, lang, elder]: (typeof SETS)[number]): Promise<void> {
  const [width, height] = SCREEN[size];
  await page.setViewportSize({ width, height });
  await page.goto(fixtures.page({ name, size, lang, elder }));
  // The second script comes a moment after the first paint.
  if (/^(card|sms|bank)/.test(name)) await page.locator('.focused').first().waitFor({ state: 'attached' });
  await page.locator('#app .footer').waitFor({ state: 'attached' });
}

/** Runs in the page. Every size of type that the sheet gives, times `by`. */
function enlarge(by: number): void {
  const enlargeRules = (rules: CSSRuleList): void => {
    for (const rule of Array.from(rules)) {
      if (rule instanceof CSSMediaRule) enlargeRules(rule.cssRules);
      else if (rule instanceof CSSStyleRule && rule.style.fontSize.endsWith('px'))
        rule.style.fontSize = parseFloat(rule.style.fontSize) * by + 'px';
    }
  };
  for (const sheet of Array.from(document.styleSheets)) enlargeRules(sheet.cssRules);
}

/** Runs in the page. Parts of the frame that lie over one another, or outside the window. */
function overlaps(): string[] {
  const pairs = [
    ['.header-left', '.header-right'],
    ['.hotline', '.key-hints'],
  ] as const;
  const wrong: string[] = [];
  const boxOf = (selector: string): DOMRect | undefined => {
    const one = document.querySelector<HTMLElement>(selector);
    return one && one.offsetWidth > 0 ? one.getBoundingClientRect() : undefined;
  };
  for (const [left, right] of pairs) {
    const [a, b] = [boxOf(left), boxOf(right)];
    // Texts, not boxes: the left part's box ends where the right one begins.
    if (a && b && a.right > b.left + 0.5) wrong.push(left + ' over ' + right + ' by ' + Math.round(a.right - b.left));
    if (b && b.right > window.innerWidth) wrong.push(right + ' outside');
    if (b && b.left < 0) wrong.push(right + ' begins outside');
  }
  return wrong;
}

/** Runs in the page. Texts behind a picture (pushed out by 999 px, src/tv/ui/mark-rules.ts), of which a part is seen all the same. */
function behindPictures(): string[] {
  return [...document.querySelectorAll<HTMLElement>('#app *')]
    .filter((one) => parseFloat(getComputedStyle(one).textIndent) < -100 && one.offsetWidth > 0 && one.innerText.trim() !== '')
    .filter((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      const [text, box] = [range.getBoundingClientRect(), one.getBoundingClientRect()];
      return text.right > box.left && text.left < box.right;
    })
    .map((one) => one.className + ' "' + one.innerText + '"');
}

/** Runs in the page. Clauses that would fit a line and are broken all the same: Chinese breaks inside words. */
function brokenClauses(): string[] {
  return [...document.querySelectorAll<HTMLElement>('#app .clause')]
    .filter((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      const whole = [...range.getClientRects()].reduce((sum, { width }) => sum + width, 0);
      // Other scripts break between words.
      return /[\u4e00-\u9fff]/.test(one.innerText) && lines > 1 && whole < (one.parentElement?.clientWidth ?? 0);
    })
    .map((one) => one.innerText);
}

for (const set of SETS) {
  const [size, lang, elder] = set;
  const where = [size, lang, ...(elder ? ['elder'] : [])].join(' ');
  test(where + ': no text of ours is cut off, and larger type lies over nothing', async ({ page }) => {
    test.setTimeout(240_000);
    const wrong: string[] = [];
    for (const name of NAMES) {
      await open(page, name, set);
      wrong.push(...(await page.evaluate(cutTexts)).map((text) => name + ' cut off: ' + text));
      wrong.push(...(await page.evaluate(behindPictures)).map((text) => name + ' seen beside its picture: ' + text));
      wrong.push(...(await page.evaluate(brokenClauses)).map((text) => name + ' broken inside a word: ' + text));
      await page.evaluate(enlarge, LARGER);
      wrong.push(...(await page.evaluate(overlaps)).map((text) => name + ' larger: ' + text));
    }
    expect(wrong).toEqual([]);
  });
}
