/** Where the time of a start goes: our page beside plain DOM, at full speed and slowed, in today's Chromium and in Chromium 64. */
import { existsSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { findChromium } from '../../scripts/test/chromium.ts';
import { CHROME_64 } from '../engines/install.ts';
import { servePages } from './pages.ts';
import type { Pages } from './pages.ts';
import { hundredths, median, shuffled } from './statistics.ts';
import { traceStart } from './start-trace.ts';
import type { Phases } from './start-trace.ts';

const NAMES = ['ours', 'plain'] as const;
const PHASES = ['compile', 'evaluate', 'arrange', 'render', 'rest', 'paint', 'lazy_compile', 'forced', 'collect'] as const;
const MEANS: { readonly [phase in (typeof PHASES)[number] | 'all']: string } = {
  compile: 'the script is parsed and compiled',
  evaluate: 'modules are evaluated, top level',
  arrange: 'the data is read, until the first element is made',
  render: 'the first render, until it is in the document',
  rest: 'the script after that',
  paint: 'after the script: style, layout, paint',
  all: 'all of these',
  lazy_compile: '  of it functions compiled when first called',
  forced: '  of it style and layout that the script forces',
  collect: '  of it garbage collection',
};

type Seen = { readonly [name in (typeof NAMES)[number]]: readonly Phases[] };

async function load(served: Pages, engine: string, binary: string, rounds: number, rate: number): Promise<Seen> {
  const seen: { [name in (typeof NAMES)[number]]: Phases[] } = { ours: [], plain: [] };
  for (let round = 0; round < rounds; round++)
    for (const name of shuffled(NAMES, Math.random))
      seen[name].push(await traceStart(engine, binary, served.url(name), served.script(name), rate));
  return seen;
}

const all = (one: Phases): number => one.there + one.paint;
const mid = (list: readonly Phases[], of: (one: Phases) => number): number => median(list.map(of));

function print(title: string, { ours, plain }: Seen): void {
  console.log('\n' + title.padEnd(58) + 'ours'.padStart(9) + 'plain'.padStart(9));
  const row = (name: keyof typeof MEANS, of: (one: Phases) => number): void =>
    console.log('  ' + MEANS[name].padEnd(56) + mid(ours, of).toFixed(1).padStart(9) + mid(plain, of).toFixed(1).padStart(9));
  for (const phase of PHASES.slice(0, 6)) row(phase, (one) => one[phase]);
  row('all', all);
  for (const phase of PHASES.slice(6)) row(phase, (one) => one[phase]);
}

/** Prints the phases; returns ours over plain, of all phases together. */
export async function profileStart(browser: Browser, rounds: number, slowed: number): Promise<{ [ratio: string]: number }> {
  const served = await servePages(browser, NAMES);
  const old = existsSync(CHROME_64) ? [{ name: 'Chromium 64', suffix: '_64', binary: CHROME_64 }] : [];
  const ratios: { [ratio: string]: number } = {};
  console.log("ms of the main thread's processor time, medians of " + rounds + ' loads');
  for (const { name, suffix, binary } of [{ name: "today's Chromium", suffix: '', binary: findChromium() ?? '' }, ...old])
    for (const rate of [1, slowed]) {
      const seen = await load(served, name.replace(/\W+/g, '-'), binary, rounds, rate);
      print(name + ', ' + rate + 'x', seen);
      ratios[`cpu_ratio_${rate}x${suffix}`] = hundredths(mid(seen.ours, all) / mid(seen.plain, all));
    }
  served.stop();
  return ratios;
}
