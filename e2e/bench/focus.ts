/**
 * npm run bench -- focus [--rounds 7] [--moves 16] [--sizes 12,50,200] [--rates 1,20] [--offline]
 * One directional move, key to decision to re-render through forced style and layout, beside other engines: the same boxes,
 * keys and idle gap for all, in another order every round. Every move must land on the expected box. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { startBrowser } from './browser.ts';
import { bundle, hasPeers } from './bundle.ts';
import { measureLayouts } from './focus-layouts.ts';
import { press, STYLE, walk } from './focus-page.ts';
import { hundredths, mean, median, shuffled, spread } from './statistics.ts';

interface Contestant {
  readonly name: string;
  readonly file: string;
  /** Whether it moves the browser's own focus too. */
  readonly native: boolean;
  readonly kind: 'ours' | 'floor' | 'peer' | 'react';
}

const CONTESTANTS: readonly Contestant[] = [
  { name: 'ours', file: 'ours', native: false, kind: 'ours' },
  { name: 'ours, rows', file: 'ours-rows', native: false, kind: 'ours' },
  { name: 'cached rects, class', file: 'floor', native: false, kind: 'floor' },
  { name: 'cached rects + focus()', file: 'floor', native: true, kind: 'floor' },
  { name: 'lrud-spatial + focus()', file: 'lrud-spatial', native: true, kind: 'peer' },
  { name: 'lrud-spatial', file: 'lrud-spatial', native: false, kind: 'peer' },
  { name: 'lrud + focus()', file: 'lrud', native: true, kind: 'peer' },
  { name: 'lrud', file: 'lrud', native: false, kind: 'peer' },
  { name: 'js-spatial-nav + focus()', file: 'js-spatial-navigation', native: true, kind: 'peer' },
  { name: 'Enact + focus()', file: 'enact', native: true, kind: 'peer' },
  { name: 'Norigin+React + focus()', file: 'norigin', native: true, kind: 'react' },
  { name: 'Norigin+React', file: 'norigin', native: false, kind: 'react' },
];
const COLUMNS: { readonly [n: number]: number } = { 12: 4, 50: 10, 200: 20 };
const MAIN_SIZE = 50;

/** A contestant with its boxes on a page of its own, from the first round to the last. */
interface Runner {
  readonly contestant: Contestant;
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly next: ReturnType<typeof walk>['next'];
}

async function open(browser: Browser, contestant: Contestant, script: string, n: number): Promise<Runner> {
  const columns = COLUMNS[n] ?? 10;
  const { start, next } = walk(n, columns);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.setContent('<style>' + STYLE + '</style><div id="root"></div>');
  await page.addScriptTag({ content: script });
  await page.evaluate(
    ([count, wide, first, native]) => {
      (window as unknown as { mount: (...args: unknown[]) => void }).mount(document.getElementById('root'), count, wide, first, native);
    },
    [n, columns, start, contestant.native] as const,
  );
  await page.waitForSelector('#b' + start + '.focused');
  const cdp = await page.context().newCDPSession(page);
  const runner = { contestant, page, cdp, next };
  await run(runner, 1, 10);
  return runner;
}

/** Mean milliseconds of a move: at 20x single moves read as 1x or as a big spike, only means say anything. */
async function run({ contestant, page, cdp, next }: Runner, rate: number, moves: number): Promise<number> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  try {
    return mean(await press(page, next(moves)));
  } catch (error) {
    throw new Error(contestant.name + ': ' + (error as Error).message, { cause: error });
  } finally {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  }
}

const HELP = `npm run bench -- focus [--rounds 7] [--moves 16] [--sizes 12,50,200] [--rates 1,20] [--offline]
  --rounds    turns of each contestant
  --moves     moves a turn among 50 boxes at full speed; half among other numbers, half of that on a slowed processor
  --sizes     numbers of boxes
  --rates     how many times slower the processor is made
  --offline   installs no peers: when they are missing, ours is measured beside the floor alone`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    moves: { type: 'string', default: '16' },
    sizes: { type: 'string', default: '12,50,200' },
    rates: { type: 'string', default: '1,20' },
    offline: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [rounds, moves] = [Number(values.rounds), Number(values.moves)];
const sizes = values.sizes.split(',').map(Number);
const rates = values.rates.split(',').map(Number);
const movesOf = (n: number, rate: number): number => Math.ceil((n === MAIN_SIZE ? moves : moves / 2) / (rate > 1 ? 2 : 1));

const has_peers = hasPeers(values.offline);
const contestants = CONTESTANTS.filter(({ kind }) => has_peers || kind === 'ours' || kind === 'floor');
const scripts: { [file: string]: string } = {};
for (const { file } of contestants) scripts[file] ??= await bundle(file);
const browser = await startBrowser();
const took: { [key: string]: number[] } = {};
const keyOf = (name: string, n: number, rate: number): string => `${name} ${n} ${rate}`;

for (const n of sizes) {
  const runners: Runner[] = [];
  for (const contestant of contestants) runners.push(await open(browser, contestant, scripts[contestant.file] ?? '', n));
  for (let round = 0; round < rounds; round++)
    for (const rate of rates)
      for (const runner of shuffled(runners, Math.random))
        (took[keyOf(runner.contestant.name, n, rate)] ??= []).push(await run(runner, rate, movesOf(n, rate)));
  for (const { page } of runners) await page.context().close();
  console.log(`${n} boxes: ${rounds} rounds done`);
}
await browser.close();

const of = (name: string, n: number, rate: number): number[] => took[keyOf(name, n, rate)] ?? [];
const middle = (name: string, n: number, rate: number): number => median(of(name, n, rate));
for (const rate of rates) {
  console.log(`\nms a move at ${rate}x, median of the rounds' means (smallest-largest)`);
  console.log(' '.repeat(26) + sizes.map((n) => (n + ' boxes').padEnd(24)).join(''));
  for (const { name } of contestants)
    console.log(name.padEnd(26) + sizes.map((n) => spread(of(name, n, rate), rate > 1 ? 1 : 2).padEnd(24)).join(''));
}

const layouts = measureLayouts(sizes);
console.log('\nours alone on layouts that are no grid, ms');
for (const { layout, boxes, compile_ms, press_ms } of layouts)
  console.log(`${layout.padEnd(12)}${(boxes + ' boxes').padEnd(14)}a press ${press_ms.toFixed(3)}   a layout ${compile_ms.toFixed(1)}`);

/** Ours over the fastest of `others`. */
const ratio = (others: readonly Contestant[], n: number, rate: number, name = 'ours'): number =>
  hundredths(middle(name, n, rate) / Math.min(...others.map((other) => middle(other.name, n, rate))));
const peers = contestants.filter(({ kind, native }) => kind === 'peer' && native);
const react = contestants.filter(({ kind, native }) => kind === 'react' && native);
const floor = contestants.filter(({ kind, native }) => kind === 'floor' && !native);
const n = sizes.includes(MAIN_SIZE) ? MAIN_SIZE : (sizes[0] as number);
const first = rates[0] as number;
const slow = rates.at(-1) as number;
console.log(
  '\n' +
    JSON.stringify({
      bench: 'focus',
      floor_ratio: ratio(floor, n, first),
      rows_floor_ratio: ratio(floor, n, first, 'ours, rows'),
      floor_ratio_slow: ratio(floor, n, slow),
      ...(has_peers
        ? {
            ratio: ratio(peers, n, first),
            react_ratio: ratio(react, n, first),
            rows_ratio: ratio(peers, n, first, 'ours, rows'),
            ratio_slow: ratio(peers, n, slow),
            react_ratio_slow: ratio(react, n, slow),
          }
        : { peers: 'not installed' }),
      layouts_press_ms: hundredths(Math.max(...layouts.map(({ press_ms }) => press_ms))),
      boxes: n,
      rates,
      rounds,
    }),
);
