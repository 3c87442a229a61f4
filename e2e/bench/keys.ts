/**
 * npm run bench -- keys [--rounds 7] [--presses 20] [--rate 6]
 * Key press to painted on the choose screen, ours beside plain DOM and React with Norigin, in another order every round.
 * Then digits into the card number and out again, beside plain DOM. Last line JSON; `ratio` is of both together.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { findChromium } from '../../scripts/test/chromium.ts';
import { installPeers } from './bundle.ts';
import { CONTESTANTS, noResults, servePages } from './pages.ts';
import type { Contestant } from './pages.ts';
import { hundredths, mean, median, quantile, shuffled, spread } from './statistics.ts';

/** Between presses: not a whole number of frames, so that presses fall anywhere in one. */
const GAP_MS = [120, 180] as const;

/** In the page: from each press's own time stamp to the end of the first frame that shows the focus elsewhere. */
function watchPresses(): void {
  const took: number[] = ((window as unknown as { took: number[] }).took = []);
  document.addEventListener(
    'keydown',
    (event) => {
      const before = document.querySelector('.focused');
      const look = (): void => {
        if (document.querySelector('.focused') === before) return void requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => took.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(0);
      };
      requestAnimationFrame(look);
    },
    true,
  );
}

/** The same for what is typed: from the press to the end of the first frame that shows another number. */
function watchDigits(): void {
  const took: number[] = ((window as unknown as { took: number[] }).took = []);
  const shown = (): string => document.querySelector('.pan')?.textContent ?? '';
  document.addEventListener(
    'keydown',
    (event) => {
      const before = shown();
      const look = (): void => {
        if (shown() === before) return void requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => took.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(0);
      };
      requestAnimationFrame(look);
    },
    true,
  );
}

/** A press of down, then of up, and so on: milliseconds of each. */
async function burst(name: string, page: Page, presses: number, rate: number, keyAt: (i: number) => string): Promise<number[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  await page.evaluate(() => void ((window as unknown as { took: number[] }).took.length = 0));
  for (let i = 0; i < presses; i++) {
    await page.keyboard.press(keyAt(i));
    await page.waitForTimeout(GAP_MS[0] + Math.random() * (GAP_MS[1] - GAP_MS[0]));
    await page.waitForFunction((count) => (window as unknown as { took: number[] }).took.length >= count, i + 1, { timeout: 10_000 });
  }
  const took = await page.evaluate(() => [...(window as unknown as { took: number[] }).took]);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await cdp.detach();
  if (took.length !== presses) throw new Error(`${name}: ${presses} presses, ${took.length} moves`);
  return took;
}

const TYPISTS = ['ours', 'plain'] as const;
const move = (i: number): string => (i % 2 ? 'ArrowUp' : 'ArrowDown');
/** Half of the presses type, the other half take away again. */
const digit =
  (presses: number) =>
  (i: number): string =>
    i < presses / 2 ? String((i * 7 + 6) % 10) : 'Delete';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, presses: { type: 'string', default: '20' }, rate: { type: 'string', default: '6' } },
});
const [rounds, presses, rate] = [Number(values.rounds), Number(values.presses), Number(values.rate)];
if (presses % 2) throw new Error('--presses must be even: the focus comes back to where it was');

installPeers();
const executablePath = findChromium();
if (!executablePath) throw new Error('no Chromium');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const served = await servePages(browser);
const open: { [name in Contestant]?: Page } = {};
for (const name of CONTESTANTS) {
  const page = (open[name] = await browser.newPage({ viewport: { width: 1280, height: 720 } }));
  await page.goto(served.url(name));
  await page.waitForSelector('.tile.focused');
  await page.evaluate(watchPresses);
  await burst(name, page, 4, 1, move);
}
const cards: { [name in (typeof TYPISTS)[number]]?: Page } = {};
for (const name of TYPISTS) {
  const page = (cards[name] = await browser.newPage({ viewport: { width: 1280, height: 720 } }));
  await page.goto(served.card(name));
  await page.waitForSelector('.pan');
  await page.evaluate(watchDigits);
  await burst(name, page, 4, 1, digit(4));
}

const all = noResults();
const means = noResults();
const typed = { ours: [] as number[], plain: [] as number[] };
const typedMeans = { ours: [] as number[], plain: [] as number[] };
for (let round = 0; round < rounds; round++) {
  for (const name of shuffled(CONTESTANTS, Math.random)) {
    const took = await burst(name, open[name] as Page, presses, rate, move);
    all[name].push(...took);
    means[name].push(mean(took));
  }
  for (const name of shuffled(TYPISTS, Math.random)) {
    const took = await burst(name, cards[name] as Page, presses, rate, digit(presses));
    typed[name].push(...took);
    typedMeans[name].push(mean(took));
  }
  console.log(`round ${round + 1} of ${rounds}`);
}
await browser.close();
served.stop();

console.log(`\nms from key to painted at ${rate}x; mean: median of the rounds (smallest-largest)`);
for (const name of CONTESTANTS) {
  const [p50, p95] = [0.5, 0.95].map((part) => quantile(all[name], part).toFixed(1));
  console.log(`${name.padEnd(7)}mean ${spread(means[name])}   p50 ${p50}   p95 ${p95}`);
}
for (const name of TYPISTS) {
  const [p50, p95] = [0.5, 0.95].map((part) => quantile(typed[name], part).toFixed(1));
  console.log(`${(name + ', digits').padEnd(15)}mean ${spread(typedMeans[name])}   p50 ${p50}   p95 ${p95}`);
}
const both = (name: 'ours' | 'plain'): number => median(means[name]) + median(typedMeans[name]);
console.log(
  '\n' +
    JSON.stringify({
      bench: 'keys',
      ratio: hundredths(both('ours') / both('plain')),
      moves_ratio: hundredths(median(means.ours) / median(means.plain)),
      digits_ratio: hundredths(median(typedMeans.ours) / median(typedMeans.plain)),
      react_ratio: hundredths(median(means.ours) / median(means.react)),
      p50_ms: hundredths(quantile([...all.ours, ...typed.ours], 0.5)),
      p95_ms: hundredths(quantile([...all.ours, ...typed.ours], 0.95)),
      rate,
      presses,
      rounds,
    }),
);
