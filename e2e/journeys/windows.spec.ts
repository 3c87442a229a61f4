/** Windows of boxes, sets and browsers: the code is read off each, and nothing that can be pressed or read lies outside. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { readBits } from '../../src/sandbox/phone/tv-code.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { tvOf } from '../support/tv.ts';

/** A CommonJS package: its function is `default` by Node's rules, or itself by a bundler's. */
const decode = (typeof jsqr === 'function' ? jsqr : jsqr.default) as typeof jsqr.default;

let stack: Stack;
test.beforeAll(async () => void (stack = await startStack({})));
test.afterAll(() => stack.stop());

/** Width, height, device pixels to one of the page's. */
const WINDOWS = [
  [640, 480, 1],
  [854, 480, 1],
  [1024, 768, 1],
  [1366, 640, 1],
  [960, 540, 2],
  [1600, 900, 1],
  [3840, 2160, 1],
] as const;

/** As a phone sees the code's panel, at most a few million pixels of it. */
async function readOff(page: Page): Promise<string | undefined> {
  const png = PNG.sync.read(await page.locator('.one-code').screenshot());
  return decode(new Uint8ClampedArray(png.data), png.width, png.height)?.data;
}

/** Runs in the page. */
function outside(): string[] {
  const shown = [
    ...document.querySelectorAll<HTMLElement>('#app .button, #app .tile, #app .pill, #app .one-code, #app .header, #app .footer'),
  ];
  return shown
    .filter((one) => one.offsetWidth > 0)
    .filter((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      return left < -0.5 || top < -0.5 || right > window.innerWidth + 0.5 || bottom > window.innerHeight + 0.5;
    })
    .map((one) => one.className);
}

for (const [width, height, ratio] of WINDOWS)
  for (const mode of ['', 'elder']) {
    test([width, 'x', height, ' at ', ratio, mode ? ' ' + mode : ''].join(''), async ({ browser }) => {
      const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: ratio, locale: 'zh-CN' });
      const page = await context.newPage();
      const tv = tvOf(page, stack);
      await tv.open(mode ? { mode } : {});
      const step = await tv.step();
      const address = readBits(step.kind === 'choose' ? (step.qr?.rows ?? []) : []);
      expect(address).toMatch(/^HTTP:\/\/.*\/S\//);
      await expect.poll(() => readOff(page)).toBe(address);
      expect(await page.evaluate(outside)).toEqual([]);
      await context.close();
    });
  }
