/**
 * Pictures of every screen, from the very files a box gets: `node e2e/gallery/shoot.ts [folder] [name...]`.
 * Writes PNGs to the folder (a new temporary one by default) and says where; a name picks screens that begin with it.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { buildBox } from '../../scripts/build-box.ts';
import { SCREEN as DRAWN } from '../../src/tv/ui/sizes.ts';
import { bootOf, pageWords, steps } from '../../src/cashier/fixtures.ts';
import type { Lang } from '../../src/protocol/order.ts';
import { BOX_PATH, fillPage, VIEW_SIZES } from '../../src/protocol/page.ts';
import type { Step } from '../../src/protocol/step.ts';

type Size = 'hd' | 'fhd' | 'sd';
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

/** Keys pressed after the page is there, for pictures of dialogs. */
const PRESSED: { readonly [name: string]: readonly [screen: string, keys: readonly string[]] } = {
  leave: ['choose', ['Backspace']],
  help: ['choose', ['b']],
  'help-wechat': ['scan', ['b']],
  'help-alipay': ['scan-note', ['b']],
  'scan-moved': ['scan', ['ArrowRight', 'ArrowDown']],
  'card-list-moved': ['card-list', ['ArrowRight', 'ArrowDown']],
  'card-list-forget': ['card-list', ['ArrowRight', 'Enter']],
  'card-number-some': ['card-number', [...'62170033100265']],
  'card-number-full': ['card-number', [...'6217003310026512345']],
  'card-number-mistyped': ['card-number', [...'6217003310026514', 'Enter']],
  'card-number-short': ['card-number', [...'6217', 'ArrowDown', 'Enter']],
  'card-number-pad': ['card-number', [...'6217003', 'ArrowDown', 'ArrowRight', 'Enter']],
  'card-number-help': ['card-number', [...'6217003', 'b']],
  'card-check-typed': ['card-check-credit', [...'0827', ...'12', 'ArrowDown', ...'138']],
  'card-check-right': ['card-check-credit', [...'0829', ...'123', ...'13800138000', 'ArrowUp', 'Enter']],
  'card-check-wrong': ['card-check-credit', [...'1325', ...'1', 'ArrowDown', ...'238', 'ArrowDown', 'ArrowDown', 'Enter']],
  'card-check-pad': ['card-check-id', [...'11010519491231002', 'Enter']],
  'card-check-all-typed': [
    'card-check-all',
    [...'13800138000', ...'110105194912', 'ArrowDown', ...'0023', 'ArrowDown', ...'0829', ...'12', 'ArrowDown', ...'123'],
  ],
  'card-check-code': ['card-check-phone', ['ArrowUp', 'Enter']],
  'help-expiry': ['card-check-credit', ['b']],
  'help-cvn2': ['card-check-credit', ['ArrowDown', 'b']],
  'help-phone': ['card-check', ['b']],
  'help-id': ['card-check-id', ['b']],
  'help-pin': ['card-check-all', ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'b']],
  'help-code': ['sms-code', ['b']],
  'bank-static-typed': ['bank-static', [...'12345678']],
  'bank-static-board': ['bank-static', [...'123', 'Enter']],
  'bank-coordinates-typed': ['bank-coordinates', [...'1234']],
  'bank-coordinates-full': ['bank-coordinates', [...'123456']],
  'bank-token-typed': ['bank-token', [...'123']],
  'bank-sms-pad': ['bank-sms', [...'12', 'Enter']],
  'sms-code-some': ['sms-code', [...'528']],
  'sms-code-full': ['sms-code', [...'528174']],
  'sms-code-pad': ['sms-code', [...'52', 'Enter']],
};

const [out = await mkdtemp(join(tmpdir(), 'gallery-')), ...only] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const { manifest, files, pictures } = await buildBox();

/** `/page?name=..&size=..&lang=..&elder=..`, the assets, and a BFF that never answers or always fails. */
function answer(url: URL): { type: string; body: string | Uint8Array } | undefined {
  if (url.pathname.startsWith(BOX_PATH)) {
    const picture = pictures[url.pathname.slice(BOX_PATH.length)];
    if (picture) return { type: 'image/png', body: picture };
    const body = files[url.pathname.slice(BOX_PATH.length)];
    return body === undefined ? undefined : { type: url.pathname.endsWith('.css') ? 'text/css' : 'text/javascript', body };
  }
  if (url.pathname !== '/page') return undefined;
  const at = (name: string) => url.searchParams.get(name) ?? '';
  const lang = at('lang') as Lang;
  const size = at('size') as Size;
  const elder = at('elder') === '1';
  const step = steps(lang)[at('name')] as Step;
  const stay =
    'return_to' in step && step.return_to ? { ...step, return_to: { ...step.return_to, after_ms: step.return_to.after_ms + 900 } } : step;
  const boot = bootOf(stay, {
    size,
    elder,
    card_script: manifest.card_script,
    ...(at('offline') ? { poll: { give_up_ms: 50, again_ms: 10 } } : {}),
  });
  const html = fillPage(files[manifest.html] ?? '', {
    lang,
    ...pageWords(lang),
    look: (size === 'sd' ? 'sd' : 'hd') + (elder ? ' elder' : ''),
    view_size: VIEW_SIZES[size],
    boot: JSON.stringify(boot),
  });
  return { type: 'text/html; charset=utf-8', body: html };
}

const server = createServer((request, response) => {
  const found = answer(new URL(request.url ?? '/', 'http://localhost'));
  // A poll is held for ever.
  if (!found && (request.url ?? '').startsWith('/c/')) return;
  response.writeHead(found ? 200 : 404, {
    'content-type': (found?.type ?? 'text/plain') + (/charset|png/.test(found?.type ?? '') ? '' : '; charset=utf-8'),
  });
  response.end(found?.body ?? '');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = 'http://127.0.0.1:' + (server.address() as AddressInfo).port;

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

/** Texts that their box cuts off: what a merchant or a bank names may be of any length, what we say may not. */
function cutTexts(): string[] {
  const ours = [
    ...document.querySelectorAll<HTMLElement>('#app .line, #app .button, #app .pill, #app .title, #app .key-hints, #app .hint'),
  ];
  return ours
    .filter((one) => one.offsetWidth > 0 && !one.querySelector('.art,.mark') && !/order-|field |code-boxes/.test(one.className))
    .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 6)
    .map((one) => one.className + ': ' + (one.textContent ?? ''));
}

async function shoot(page: Page, name: string, set: (typeof SETS)[number]): Promise<void> {
  const [size, lang, elder] = set;
  const file = [name, size, lang, ...(elder ? ['elder'] : [])].join('_') + '.png';
  if (only.length > 0 && !only.some((one) => file.startsWith(one))) return;
  const offline = name === 'offline';
  const [screen, keys] = PRESSED[name] ?? [offline ? 'scan' : name, []];
  const [width, height] = SCREEN[size];
  await page.setViewportSize({ width, height });
  await page.goto(`${origin}/page?name=${screen}&size=${size}&lang=${lang}&elder=${elder ? 1 : 0}${offline ? '&offline=1' : ''}`);
  // The second script comes a moment after the first paint.
  if (/^(card|sms)/.test(screen)) await page.waitForFunction(() => !!document.querySelector('.focused'));
  for (const key of keys) {
    await page.keyboard.press(key, { delay: 30 });
    await page.waitForTimeout(130);
  }
  await page.waitForTimeout(offline ? 400 : 60);
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
  server.closeAllConnections();
  server.close();
  await rm(profile, { recursive: true, force: true });
}
