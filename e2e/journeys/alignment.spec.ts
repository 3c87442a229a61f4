/** What is meant to be centred is, within a pixel: marks in tiles and lists, words on buttons, digits in boxes, ticks, carets. */
import { expect, test } from '@playwright/test';
import { startFixtures } from '../gallery/fixture-server.ts';
import type { FixtureServer } from '../gallery/fixture-server.ts';
import { SCREEN } from '../../src/tv/ui/sizes.ts';

let fixtures: FixtureServer;
test.beforeAll(async () => void (fixtures = await startFixtures()));
test.afterAll(() => fixtures.close());

/** Screen, keys pressed on it. */
const SCREENS: readonly (readonly [name: string, keys?: string])[] = [
  ['choose'],
  ['choose-card'],
  ['scan'],
  ['card-list-full'],
  ['card-number', '621700'],
  ['card-check', '138'],
  ['sms-code', '528'],
  ['bank-static', '123'],
  ['paid'],
  ['checking'],
];

/** Runs in the page. Of each part the distance of its middle from that of the box around it, where it is more than `max`. */
function offCentre(max: number): string[] {
  const middle = (box: DOMRect): [number, number] => [box.left + box.width / 2, box.top + box.height / 2];
  const rangeOf = (element: Element): DOMRect => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  const wrong: string[] = [];
  const judge = (what: string, inner: DOMRect, outer: DOMRect, axes: 'x' | 'y' | 'xy', high = max): void => {
    if (inner.width === 0 || outer.width === 0) return;
    const [a, b] = [middle(inner), middle(outer)];
    const [dx, dy] = [Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])];
    if (axes.includes('x') && dx > max) wrong.push(what + ' ' + dx.toFixed(1) + ' px aside');
    if (axes.includes('y') && dy > high) wrong.push(what + ' ' + dy.toFixed(1) + ' px high or low');
  };
  const each = (selector: string, run: (one: HTMLElement) => void): void =>
    document.querySelectorAll<HTMLElement>('#app ' + selector).forEach(run);
  each('.tile', (tile) => {
    const mark = tile.querySelector('.mark,.art');
    if (mark) judge('mark in ' + tile.className, mark.getBoundingClientRect(), tile.getBoundingClientRect(), 'y');
  });
  each('.button', (button) => {
    if (button.children.length > 0 || /field|tile|remember/.test(button.className)) return;
    // A text's box is its font's: ascent and descent differ by up to 3 px, so that its middle is not the middle of what is drawn.
    judge('words of ' + button.className, rangeOf(button), button.getBoundingClientRect(), 'xy', 1.5);
  });
  each('.code-box', (box) => {
    const inside = box.firstElementChild;
    if (inside) judge('sign in ' + box.className, inside.getBoundingClientRect(), box.getBoundingClientRect(), 'xy');
    else if (box.textContent) judge('digit in ' + box.className, rangeOf(box), box.getBoundingClientRect(), 'xy');
  });
  each('.step-number', (dot) => {
    if (dot.textContent) judge('number in ' + dot.className, rangeOf(dot), dot.getBoundingClientRect(), 'xy');
  });
  each('.tick', (tick) => {
    const box = tick.closest('.button,.entry-field,.remember');
    if (box) judge('tick', tick.getBoundingClientRect(), box.getBoundingClientRect(), 'y');
  });
  each('.caret', (caret) => {
    const box = caret.closest('.entry-field,.pan,.bk-field,.code-box');
    if (box) judge('caret in ' + box.className, caret.getBoundingClientRect(), box.getBoundingClientRect(), 'y');
  });
  each('.header .mark,.header .house,.header .ribbon,.header .clock,.header .due', (part) => {
    judge('header ' + part.className, part.getBoundingClientRect(), (part.closest('.header') as HTMLElement).getBoundingClientRect(), 'y');
  });
  return wrong;
}

for (const [size, elder] of [
  ['hd', false],
  ['hd', true],
  ['sd', false],
  ['sd', true],
] as const)
  test(size + (elder ? ' elder' : '') + ': within a pixel', async ({ page }) => {
    test.setTimeout(120_000);
    const [width, height] = SCREEN[size];
    await page.setViewportSize({ width, height });
    const wrong: string[] = [];
    for (const [name, keys = ''] of SCREENS) {
      await page.goto(fixtures.page({ name, size, lang: 'zh-CN', elder }));
      await page.locator('#app .footer').waitFor({ state: 'attached' });
      if (keys) await page.locator('.focused').first().waitFor({ state: 'attached' });
      for (const key of keys) {
        await page.keyboard.press(key, { delay: 30 });
        await page.waitForTimeout(130);
      }
      wrong.push(...(await page.evaluate(offCentre, 1)).map((text) => name + ': ' + text));
    }
    expect(wrong).toEqual([]);
  });
