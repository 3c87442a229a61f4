/**
 * The README's pictures, drawn anew into docs/pictures: `node e2e/gallery/readme.ts`. Screens of the apps and the walk-through come from
 * running programs, the cashier's from the gallery's fixtures. Build first. Needs pngquant, as the drawing of marks does.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { quantised } from '../../scripts/marks/raster.ts';
import { startApps } from '../support/apps.ts';
import { apng } from './apng.ts';
import { startFixtures } from './fixture-server.ts';
import { PRESSED } from './pressed.ts';
import { topUpWalk } from './walk-through.ts';

const OUT = fileURLToPath(new URL('../../docs/pictures', import.meta.url));
/** Names of pictures, and the fixture each shows. */
const CASHIER = {
  choose: 'choose-code',
  scan: 'scan',
  paid: 'paid-invoice',
  'card-number': 'card-number-some',
  'bank-card': 'bank-coordinates-typed',
  elder: 'choose-code',
} as const;
const WALK_MAX_BYTES = 1_500_000;

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const save = (name: string, bytes: Uint8Array): void => {
  writeFileSync(join(OUT, name), bytes);
  console.log(name.padEnd(20), bytes.length, 'bytes');
};
const picture = async (page: Page, name: string): Promise<void> =>
  save(name + '.png', quantised(PNG.sync.read(await page.screenshot()), 256));

async function cashier(page: Page): Promise<void> {
  const fixtures = await startFixtures();
  for (const [name, fixture] of Object.entries(CASHIER)) {
    const [screen, keys] = PRESSED[fixture] ?? [fixture, []];
    await page.goto(fixtures.page({ name: screen, size: 'hd', lang: 'zh-CN', elder: name === 'elder' }));
    await page.waitForFunction(() => !!document.querySelector('.focused'));
    for (const key of keys) {
      await page.keyboard.press(key, { delay: 30 });
      await page.waitForTimeout(130);
    }
    await page.waitForTimeout(200);
    await picture(page, name);
  }
  fixtures.close();
}

async function apps(page: Page): Promise<void> {
  const stack = await startApps();
  try {
    const bytes = apng(await topUpWalk(browser, page, stack, picture));
    if (bytes.length > WALK_MAX_BYTES) throw new Error('the walk-through has ' + bytes.length + ' bytes');
    save('walk-through.png', bytes);
    for (const [name, place, shown] of [
      ['film', 0, '.rail-focused'],
      ['hall', 3, '.hall-card'],
    ] as const) {
      await page.goto(stack.at.home + '/');
      await page.locator('.live-picture.focused').waitFor();
      for (const key of ['ArrowLeft', ...Array<string>(place).fill('ArrowRight'), 'Enter']) {
        await page.keyboard.press(key);
        await page.waitForTimeout(200);
      }
      await page.locator(shown).waitFor();
      await page.waitForTimeout(1_000);
      await picture(page, name);
    }
  } finally {
    await stack.stop();
  }
}

mkdirSync(OUT, { recursive: true });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await cashier(page);
  await apps(page);
} finally {
  await browser.close();
}
