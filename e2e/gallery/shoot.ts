/**
 * Pictures of every screen, from the very files a box gets: `node e2e/gallery/shoot.ts [folder] [name...]`.
 * Writes PNGs to the folder (a new temporary one by default) and says where; a name picks screens that begin with it.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { SCREEN as DRAWN } from '../../src/tv/ui/sizes.ts';
import { steps } from '../../src/cashier/fixtures.ts';
import type { Lang } from '../../src/protocol/order.ts';
import { cutTexts } from './cut-texts.ts';
import { startFixtures } from './fixture-server.ts';
import type { Size } from './fixture-server.ts';
import { PRESSED } from './pressed.ts';

const SCREEN = { ...DRAWN, fhd: [1920, 1080] } as const;

const SETS: readonly (readonly [Size, Lang, elder: boolean])[] = [
  ['hd', 'zh-CN', false],
  ['hd', 'en', false],
  ['hd', 'zh-CN', true],
  ['hd', 'en', true],
  ['hd', 'zh-TW', false],
  ['sd', 'zh-CN', false],
  ['sd', 'en', false],
  ['sd', 'zh-CN', true],
  ['fhd', 'zh-CN', false],
];

const [out = await mkdtemp(join(tmpdir(), 'gallery-')), ...only] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const fixtures = await startFixtures();

const profile = await mkdtemp(join(tmpdir(), 'gallery-profile-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

async function shoot(page: Page, name: string, set: (typeof SETS)[number]): Promise<void> {
  const [size, lang, elder] = set;
  const file = [name, size, lang, ...(elder ? ['elder'] : [])].join('_') + '.png';
  if (only.length > 0 && !only.some((one) => file.startsWith(one))) return;
  const offline = name === 'offline';
  const [screen, keys, then] = PRESSED[name] ?? [offline ? 'scan' : name, []];
  const [width, height] = SCREEN[size];
  await page.setViewportSize({ width, height });
  await page.goto(fixtures.page({ name: screen, size, lang, elder, offline, next: then }));
  // The second script comes a moment after the first paint.
  if (/^(card|sms|pay-|bank-)/.test(screen)) await page.waitForFunction(() => !!document.querySelector('.focused'));
  for (const key of keys) {
    await page.keyboard.press(key, { delay: 30 });
    await page.waitForTimeout(130);
  }
  await page.waitForTimeout(offline ? 400 : then ? 300 : 60);
  await page.screenshot({ path: join(out, file) });
  for (const text of await page.evaluate(cutTexts)) {
    console.error(file + ': cut off: ' + text);
    process.exitCode = 1;
  }
}

try {
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    console.error(page.url(), error);
    process.exitCode = 1;
  });
  const names = [...Object.keys(steps('zh-CN')), ...Object.keys(PRESSED), 'offline'];
  for (const set of SETS) for (const name of names) await shoot(page, name, set);
  console.log(out);
} finally {
  await context.close();
  fixtures.close();
  await rm(profile, { recursive: true, force: true });
}
