/**
 * npm run bench -- rail [--rounds 9] [--moves 40] [--long 10000] [--offline]
 * One move along a rail, key to style and layout done: a rail of 12 beside one of 10,000, in turns. Then eight moves a second: whether every
 * frame shows the focused title. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { RAIL_LOOK, railRules } from '../../src/tv/ui/rail-rules.ts';
import { sheetUnder } from '../../src/tv/ui/sheet.ts';
import { startBrowser } from './browser.ts';
import { bundle, hasPeers } from './bundle.ts';
import { press, STYLE, walk } from './focus-page.ts';
import { hundredths, mean, median, spread } from './statistics.ts';

const HELP = `npm run bench -- rail [--rounds 9] [--moves 40] [--long 10000] [--offline]
  --rounds    turns of each rail
  --moves     moves a turn
  --long      titles of the long rail
  --offline   installs no peers: Norigin's 200 boxes are left out when they are missing`;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    moves: { type: 'string', default: '40' },
    long: { type: 'string', default: '10000' },
    offline: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [rounds, moves, long] = [Number(values.rounds), Number(values.moves), Number(values.long)];
const SHORT = 12;
const A_SECOND = 8;
/** One grey pixel, so that no network is measured. */
const PICTURE = 'data:image/gif;base64,R0lGODlhAQABAIAAAISEhAAAACwAAAAAAQABAAACAkQBADs=';

const sheet = sheetUnder('.hd');
railRules(sheet, 'hd');

async function open(browser: Browser, script: string, count: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.setContent(
    `<style>${RAIL_LOOK}${sheet.text()}</style><body class="hd"><div class="rail" style="left:64px;top:326px" id="root"></div>`,
  );
  await page.addScriptTag({ content: script });
  await page.evaluate(
    ([n, picture]) => {
      (window as unknown as { mountRail: (...args: unknown[]) => void }).mountRail(document.getElementById('root'), n, picture);
    },
    [count, PICTURE] as const,
  );
  return page;
}

/** Mean milliseconds of a move to the right and back again, with an idle gap before each. */
function run(page: Page, count: number): Promise<number> {
  return page.evaluate(async (n) => {
    const plate = document.querySelector('.rail-plate') as HTMLElement;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const event = new KeyboardEvent('keydown', { bubbles: true });
      // Four to the right, four back: a rail of twelve has room for it.
      Object.defineProperty(event, 'keyCode', { value: i % 8 < 4 ? 39 : 37 });
      await new Promise((done) => setTimeout(done, 20));
      const started = performance.now();
      document.dispatchEvent(event);
      void plate.offsetHeight;
      sum += performance.now() - started;
    }
    return sum / n;
  }, count);
}

/** Frames in which the plate did not say the focused title, while the key is held at eight moves a second. */
function wrongFrames(page: Page, ms: number, every_ms: number): Promise<{ frames: number; wrong: number; moved: number }> {
  return page.evaluate(
    ({ ms, every_ms }) =>
      new Promise((done) => {
        const plate = document.querySelector('.rail-plate') as HTMLElement;
        const { rail } = window as unknown as { rail: { index: number } };
        const began = performance.now();
        const from = rail.index;
        let [frames, wrong] = [0, 0];
        const key = setInterval(() => {
          const event = new KeyboardEvent('keydown', { bubbles: true });
          Object.defineProperty(event, 'keyCode', { value: 39 });
          document.dispatchEvent(event);
        }, every_ms);
        const frame = (): void => {
          frames++;
          if (!plate.innerText.endsWith(' / ' + rail.index)) wrong++;
          if (performance.now() - began < ms) return void requestAnimationFrame(frame);
          clearInterval(key);
          done({ frames, wrong, moved: rail.index - from });
        };
        requestAnimationFrame(frame);
      }),
    { ms, every_ms },
  );
}

/** Another engine at 200 boxes, for the size of the thing: it draws all of them. */
async function norigin(browser: Browser): Promise<number> {
  const [n, columns] = [200, 20];
  const { start, next } = walk(n, columns);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.setContent('<style>' + STYLE + '</style><div id="root"></div>');
  await page.addScriptTag({ content: await bundle('norigin') });
  await page.evaluate(
    ([count, wide, first]) => {
      (window as unknown as { mount: (...args: unknown[]) => void }).mount(document.getElementById('root'), count, wide, first, false);
    },
    [n, columns, start] as const,
  );
  await page.waitForSelector('#b' + start + '.focused');
  await press(page, next(10));
  return mean(await press(page, next(moves)));
}

const script = await bundle('ours-rail');
const browser = await startBrowser();
const pages = { short: await open(browser, script, SHORT), long: await open(browser, script, long) };
const took = { short: [] as number[], long: [] as number[] };
for (const page of Object.values(pages)) await run(page, 16);
for (let round = 0; round < rounds; round++)
  for (const name of round % 2 ? (['long', 'short'] as const) : (['short', 'long'] as const))
    took[name].push(await run(pages[name], moves));
const nodes = await pages.long.evaluate(() => document.querySelectorAll('#root *').length);
const shown = await wrongFrames(pages.long, 3_000, 1_000 / A_SECOND);
const peer_ms = hasPeers(values.offline) ? await norigin(browser) : undefined;
await browser.close();

console.log(`\nms a move, median of the rounds' means (smallest-largest)`);
console.log('rail of ' + SHORT + ': ' + spread(took.short, 3) + '   rail of ' + long + ': ' + spread(took.long, 3));
if (peer_ms !== undefined) console.log('Norigin+React, 200 boxes: ' + peer_ms.toFixed(3));
console.log(
  shown.frames + ' frames at ' + A_SECOND + ' moves a second, ' + shown.moved + ' moves, the focused title missing in ' + shown.wrong,
);
console.log(
  '\n' +
    JSON.stringify({
      bench: 'rail',
      ratio: hundredths(median(took.long) / median(took.short)),
      nodes,
      wrong_frames: shown.wrong,
      ...(peer_ms === undefined ? { peers: 'not installed' } : { norigin_ratio: hundredths(median(took.long) / peer_ms) }),
      titles: long,
      rounds,
    }),
);
