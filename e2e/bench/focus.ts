/**
 * npm run bench -- focus [--rounds 7] [--moves 24] [--sizes 12,50,200] [--rates 1,20]
 * One directional move, key to decision to re-render through forced style and layout, beside other engines: the same boxes,
 * keys and 20 ms idle gap for all, in turns within one run. Every move must land on the expected box. Last line JSON.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/test/chromium.ts';
import { bundle, installPeers } from './bundle.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    moves: { type: 'string', default: '24' },
    sizes: { type: 'string', default: '12,50,200' },
    rates: { type: 'string', default: '1,20' },
  },
});
const [rounds, moves] = [Number(values.rounds), Number(values.moves)];

interface Contestant {
  name: string;
  file: string;
  native: boolean;
}
const CONTESTANTS: readonly Contestant[] = [
  { name: 'ours', file: 'ours', native: false },
  { name: 'floor (class only)', file: 'floor', native: false },
  { name: 'floor + focus()', file: 'floor', native: true },
  { name: 'lrud-spatial + focus()', file: 'lrud-spatial', native: true },
  { name: 'lrud-spatial', file: 'lrud-spatial', native: false },
  { name: 'lrud + focus()', file: 'lrud', native: true },
  { name: 'lrud', file: 'lrud', native: false },
  { name: 'js-spatial-nav + focus()', file: 'js-spatial-navigation', native: true },
  { name: 'norigin + React + focus()', file: 'norigin', native: true },
  { name: 'norigin + React', file: 'norigin', native: false },
];
const COLUMNS: { readonly [n: string]: number } = { '12': 4, '50': 10, '200': 20 };
const SIZES = values.sizes.split(',').map((n): [n: number, columns: number] => [Number(n), COLUMNS[n] ?? 10]);
const RATES = values.rates.split(',').map(Number);

const STYLE = `body{margin:0;background:#0b1622;color:#e8eef5;font:16px sans-serif}.box{position:absolute;background:#14253a;border:4px solid #14253a;box-sizing:border-box;outline:none}
.box.focused{background:#23405f;border-color:#f5a623}`;

/** Runs in the page: presses keys, waits until the expected box is marked, forces layout, and says how long each took. */
async function inPage({ keys, expected, gap_ms }: { keys: number[]; expected: string[]; gap_ms: number }): Promise<number[]> {
  const channel = new MessageChannel();
  const task = (): Promise<void> =>
    new Promise((done) => {
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(0);
    });
  const marked = (): string => document.querySelector('.focused')?.id ?? '';
  const took: number[] = [];
  for (let i = 0; i < keys.length; i++) {
    await new Promise((done) => setTimeout(done, gap_ms));
    const event = new KeyboardEvent('keydown', { bubbles: true });
    Object.defineProperty(event, 'keyCode', { value: keys[i] });
    Object.defineProperty(event, 'which', { value: keys[i] });
    const started = performance.now();
    document.body.dispatchEvent(event);
    for (let tries = 0; marked() !== expected[i]; tries++) {
      if (tries > 2000) throw new Error('move ' + i + ' went to ' + marked() + ', not ' + expected[i]);
      await (tries < 20 ? Promise.resolve() : task());
    }
    void document.body.offsetHeight;
    void getComputedStyle(document.querySelector('.focused') as Element).borderTopColor;
    took.push(performance.now() - started);
  }
  return took;
}

/** A walk that never leaves the grid: right, right, down, left, up, and so on around its middle. */
function path(n: number, columns: number): { start: number; keys: number[]; expected: string[] } {
  const turn = [39, 40, 37, 38, 39, 39, 40, 37, 37, 38];
  let at = Math.floor(n / columns / 2) * columns - columns + Math.floor(columns / 2) - 1;
  const start = at;
  const keys: number[] = [];
  const expected: string[] = [];
  for (let i = 0; i < moves; i++) {
    const key = turn[i % turn.length] as number;
    at += key === 39 ? 1 : key === 37 ? -1 : key === 40 ? columns : -columns;
    keys.push(key);
    expected.push('b' + at);
  }
  return { start, keys, expected };
}

installPeers();
const executablePath = findChromium();
if (!executablePath) process.exit(1);
const scripts = new Map<string, string>();
for (const { file } of CONTESTANTS) if (!scripts.has(file)) scripts.set(file, await bundle(file));

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const seen = new Map<string, number[]>();

async function measure(contestant: Contestant, n: number, columns: number, rate: number): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.setContent('<style>' + STYLE + '</style><div id="root"></div>');
    await page.addScriptTag({ content: scripts.get(contestant.file) ?? '' });
    const { start, keys, expected } = path(n, columns);
    await page.evaluate(
      ([count, wide, first, native]) => {
        (window as unknown as { mount: (...args: unknown[]) => void }).mount(document.getElementById('root'), count, wide, first, native);
      },
      [n, columns, start, contestant.native] as const,
    );
    await page.waitForSelector('#b' + start + '.focused');
    await page.evaluate(inPage, {
      keys: [39, 37, 39, 37],
      expected: ['b' + (start + 1), 'b' + start, 'b' + (start + 1), 'b' + start],
      gap_ms: 20,
    });
    const cdp = await page.context().newCDPSession(page);
    if (rate > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    const took = await page.evaluate(inPage, { keys, expected, gap_ms: 20 });
    return took.reduce((sum, ms) => sum + ms, 0) / took.length;
  } catch (error) {
    throw new Error(contestant.name + ' with ' + n + ' boxes: ' + (error as Error).message, { cause: error });
  } finally {
    await page.close();
  }
}

for (let round = 0; round < rounds; round++) {
  for (const [n, columns] of SIZES) {
    for (const rate of RATES) {
      // Another one begins each time: what comes first must not always be the same.
      const order = [...CONTESTANTS.slice(round % CONTESTANTS.length), ...CONTESTANTS.slice(0, round % CONTESTANTS.length)];
      for (const contestant of order) {
        const key = contestant.name + ' ' + n + ' ' + rate;
        seen.set(key, [...(seen.get(key) ?? []), await measure(contestant, n, columns, rate)]);
      }
    }
  }
  console.log('round ' + (round + 1) + ' of ' + rounds);
}
await browser.close();

const median = (name: string, n: number, rate: number): number => {
  const list = [...(seen.get(name + ' ' + n + ' ' + rate) ?? [])].sort((a, b) => a - b);
  return list[Math.floor(list.length / 2)] ?? NaN;
};
console.log('\nmean ms a move, median of rounds (smallest - largest)');
for (const { name } of CONTESTANTS) {
  const cells = SIZES.flatMap(([n]) =>
    RATES.map((rate) => {
      const list = seen.get(name + ' ' + n + ' ' + rate) ?? [];
      return (
        n +
        '@' +
        rate +
        'x ' +
        median(name, n, rate).toFixed(2) +
        ' (' +
        Math.min(...list).toFixed(2) +
        '-' +
        Math.max(...list).toFixed(2) +
        ')'
      );
    }),
  );
  console.log(name.padEnd(27) + cells.join('  '));
}
const two = (x: number): number => Math.round(x * 100) / 100;
const ours = median('ours', 50, 1);
const native = CONTESTANTS.filter((c) => c.native && c.file !== 'floor' && c.file !== 'norigin').map((c) => median(c.name, 50, 1));
console.log(
  JSON.stringify({
    bench: 'focus',
    ratio: two(ours / Math.min(...native)),
    react_ratio: two(ours / median('norigin + React + focus()', 50, 1)),
    floor_ratio: two(ours / median('floor (class only)', 50, 1)),
    ratio_20x: two(
      median('ours', 50, 20) /
        Math.min(...CONTESTANTS.filter((c) => c.native && c.file !== 'floor' && c.file !== 'norigin').map((c) => median(c.name, 50, 20))),
    ),
    rounds,
  }),
);
