/**
 * npm run bench -- keys [--rounds 7] [--presses 20] [--rate 6] [--offline] [--against DIR]
 * Key press to painted on the choose screen, beside plain DOM and React with Norigin; then digits into the card number and
 * out again, beside plain DOM. With --against: both beside the page of another checkout. The last line is JSON; `ratio` is of
 * both screens together.
 */
import { parseArgs } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { startBrowser } from './browser.ts';
import { hasPeers } from './bundle.ts';
import { serveCheckout } from './checkout-page.ts';
import { ourCheckout, requireCheckout, theirCheckout } from './checkout.ts';
import { contestants, noResults, servePages } from './pages.ts';
import type { Contestant } from './pages.ts';
import { alternate, compare, pairsOf } from './pairs.ts';
import { burst, DIGITS, MOVES, openPage, pressCpu } from './press-page.ts';
import type { PressBench } from './press-page.ts';
import { hundredths, mean, median, quantile, shuffled, spread } from './statistics.ts';

const HELP = `npm run bench -- keys [--rounds 7] [--presses 20] [--rate 6] [--offline] [--against DIR]
  --rounds    turns of each contestant
  --presses   keys a turn and screen, an even number
  --rate      how many times slower the processor is made
  --offline   installs no peers: those that are missing are left out
  --against   another checkout of this project; \`ratio\` is above 1 where ours is faster,
              \`cpu_ratio\` the same of the main thread's processor time at full speed. Then 9 rounds`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    presses: { type: 'string', default: '20' },
    rate: { type: 'string', default: '6' },
    offline: { type: 'boolean', default: false },
    against: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
requireCheckout(values.against);
const rounds = Number(values.rounds ?? (values.against === undefined ? 7 : 9));
const [presses, rate] = [Number(values.presses), Number(values.rate)];
if (presses % 2) throw new Error('--presses must be even: the focus comes back to where it was');

const open = async (browser: Browser, url: string, bench: PressBench): Promise<Page> =>
  openPage(await browser.newPage({ viewport: { width: 1280, height: 720 } }), url, bench);

const TYPISTS = ['ours', 'plain'] as const;

async function alone(browser: Browser): Promise<object> {
  const peers = hasPeers(values.offline);
  const names = contestants(peers);
  const served = await servePages(browser, names);
  const pages = new Map<Contestant, Page>();
  for (const name of names) pages.set(name, await open(browser, served.url(name), MOVES));
  const cards = new Map<Contestant, Page>();
  for (const name of TYPISTS) cards.set(name, await open(browser, served.card(name), DIGITS));
  const [all, means, typed, typed_means] = [noResults(), noResults(), noResults(), noResults()];
  for (let round = 0; round < rounds; round++) {
    for (const [name, page] of shuffled([...pages], Math.random)) {
      const took = await burst(page, MOVES, presses, rate);
      all[name].push(...took);
      means[name].push(mean(took));
    }
    for (const [name, page] of shuffled([...cards], Math.random)) {
      const took = await burst(page, DIGITS, presses, rate);
      typed[name].push(...took);
      typed_means[name].push(mean(took));
    }
    console.log(`round ${round + 1} of ${rounds}`);
  }
  served.stop();

  console.log(`\nms from key to painted at ${rate}x; mean: median of the rounds (smallest-largest)`);
  const row = (name: string, rounds_ms: number[], presses_ms: number[]): void => {
    const [p50, p95] = [0.5, 0.95].map((part) => quantile(presses_ms, part).toFixed(1));
    console.log(`${name.padEnd(15)}mean ${spread(rounds_ms)}   p50 ${p50}   p95 ${p95}`);
  };
  for (const name of names) row(name, means[name], all[name]);
  for (const name of TYPISTS) row(name + ', digits', typed_means[name], typed[name]);
  const both = (name: 'ours' | 'plain'): number => median(means[name]) + median(typed_means[name]);
  return {
    ratio: hundredths(both('ours') / both('plain')),
    moves_ratio: hundredths(median(means.ours) / median(means.plain)),
    digits_ratio: hundredths(median(typed_means.ours) / median(typed_means.plain)),
    ...(peers ? { react_ratio: hundredths(median(means.ours) / median(means.react)) } : { peers: 'not installed' }),
    p50_ms: hundredths(quantile([...all.ours, ...typed.ours], 0.5)),
    p95_ms: hundredths(quantile([...all.ours, ...typed.ours], 0.95)),
  };
}

/** On pages of its own: a page keeps its place between the frames, and with it a bias of up to a frame, as long as it lives. */
async function turn(browser: Browser, urls: { choose: string; card: string }) {
  const choose = await open(browser, urls.choose, MOVES);
  const card = await open(browser, urls.card, DIGITS);
  try {
    return {
      moves_ms: mean(await burst(choose, MOVES, presses, rate)),
      digits_ms: mean(await burst(card, DIGITS, presses, rate)),
      cpu_us: (await pressCpu(choose, MOVES, presses)) + (await pressCpu(card, DIGITS, presses)),
    };
  } finally {
    for (const page of [choose, card]) await page.context().close();
  }
}

async function against(browser: Browser, path: string): Promise<object> {
  const theirs = theirCheckout(path);
  try {
    const turnOf = async (checkout: typeof theirs) => {
      const served = await serveCheckout(checkout);
      return { stop: served.stop, turn: () => turn(browser, served) };
    };
    const [a, b] = [await turnOf(ourCheckout()), await turnOf(theirs)];
    const said = (one: { moves_ms: number; digits_ms: number }): string => `${one.moves_ms.toFixed(1)} and ${one.digits_ms.toFixed(1)} ms`;
    const turns = await alternate(rounds, a.turn, b.turn, said);
    a.stop();
    b.stop();
    return {
      against: true,
      ...compare([
        { name: 'moves', unit: 'ms', counts: true, pairs: pairsOf(turns, (one) => one.moves_ms) },
        { name: 'digits', unit: 'ms', counts: true, pairs: pairsOf(turns, (one) => one.digits_ms) },
        { name: 'cpu', unit: 'us', counts: false, pairs: pairsOf(turns, (one) => one.cpu_us) },
      ]),
    };
  } finally {
    theirs.close();
  }
}

const browser = await startBrowser();
try {
  const result = values.against === undefined ? await alone(browser) : await against(browser, values.against);
  console.log('\n' + JSON.stringify({ bench: 'keys', ...result, rate, presses, rounds }));
} finally {
  await browser.close();
}
