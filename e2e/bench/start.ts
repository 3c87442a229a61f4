/**
 * npm run bench -- start [--rounds 9] [--rate 20] [--offline] [--against DIR | --profile]
 * Script start to first focusable painted, the same server-prepared screen for all, in another order every round, in today's
 * Chromium and in Chromium 64. With --against: in today's Chromium, beside the page of another checkout. With --profile: where
 * the time goes. The last line is JSON.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Browser } from '@playwright/test';
import { CHROME_64, installEngines } from '../engines/install.ts';
import { startBrowser } from './browser.ts';
import { hasPeers } from './bundle.ts';
import { serveCheckout } from './checkout-page.ts';
import { ourCheckout, requireCheckout, theirCheckout } from './checkout.ts';
import { contestants, noResults, servePages } from './pages.ts';
import type { Contestant, Results } from './pages.ts';
import { loadCpu, paint64, paintToday } from './paint-page.ts';
import type { Times } from './paint-page.ts';
import { alternate, compare, pairsOf } from './pairs.ts';
import { profileStart } from './start-profile.ts';
import { hundredths, median, shuffled, spread } from './statistics.ts';

const HELP = `npm run bench -- start [--rounds 9] [--rate 20] [--offline] [--against DIR | --profile]
  --rounds    loads of each contestant
  --rate      how many times slower the processor is made
  --offline   installs no peers and no old engine: those that are missing are left out
  --against   another checkout of this project; \`ratio\` is above 1 where ours is faster,
              \`cpu_ratio\` the same of the main thread's processor time at full speed. Then 21 rounds
  --profile   prints processor time phase by phase, ours beside plain DOM, at full speed and slowed`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    rate: { type: 'string', default: '20' },
    offline: { type: 'boolean', default: false },
    against: { type: 'string' },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
requireCheckout(values.against);
const rounds = Number(values.rounds ?? (values.against === undefined ? 9 : 21));
const rate = Number(values.rate);

interface Lab {
  readonly name: string;
  /** Behind each of its ratios in the JSON line. */
  readonly suffix: string;
  readonly painted: Results;
  readonly there: Results;
  measure(url: string): Promise<Times>;
}

async function alone(browser: Browser): Promise<object> {
  const peers = hasPeers(values.offline);
  const names = contestants(peers);
  const served = await servePages(browser, names);
  const lab = (name: string, suffix: string, measure: Lab['measure']): Lab => ({
    name,
    suffix,
    painted: noResults(),
    there: noResults(),
    measure,
  });
  const old = existsSync(CHROME_64);
  const labs = [
    lab("today's Chromium", '', (url) => paintToday(browser, url, rate)),
    ...(old ? [lab('Chromium 64', '_64', (url) => paint64(url, rate))] : []),
  ];
  // Round 0 is thrown away: the first load of all finds nothing in the disk's cache.
  for (let round = 0; round <= rounds; round++) {
    for (const { painted, there, measure } of labs) {
      for (const name of shuffled(names, Math.random)) {
        const times = await measure(served.url(name));
        if (round === 0) continue;
        painted[name].push(times.painted);
        there[name].push(times.there);
      }
    }
    if (round > 0) console.log(`round ${round} of ${rounds}`);
  }
  served.stop();

  console.log(`\nms from script start at ${rate}x, median (smallest-largest)`);
  for (const { name, painted, there } of labs)
    for (const contestant of names)
      console.log(
        `${name.padEnd(18)}${contestant.padEnd(7)}painted ${spread(painted[contestant], 0).padEnd(20)}in the document ${spread(there[contestant], 0)}`,
      );
  const over = (results: Results, other: Contestant): number => hundredths(median(results.ours) / median(results[other]));
  const ratios = labs.flatMap(({ suffix, painted, there }) => [
    ['ratio' + suffix, over(painted, 'plain')],
    ['dom_ratio' + suffix, over(there, 'plain')],
    ...(peers
      ? [
          ['react_ratio' + suffix, over(painted, 'react')],
          ['dom_react_ratio' + suffix, over(there, 'react')],
        ]
      : []),
  ]);
  return {
    ...(Object.fromEntries(ratios) as object),
    ...(peers ? {} : { peers: 'not installed' }),
    ...(old ? {} : { chromium_64: 'not installed' }),
  };
}

async function against(browser: Browser, path: string): Promise<object> {
  const theirs = theirCheckout(path);
  try {
    const [a, b] = [await serveCheckout(ourCheckout()), await serveCheckout(theirs)];
    const turn = (url: string) => async () => ({ ...(await paintToday(browser, url, rate)), cpu_us: await loadCpu(browser, url) });
    // Thrown away: the first loads find nothing in the disk's cache.
    for (const { choose } of [a, b]) await turn(choose)();
    const turns = await alternate(rounds, turn(a.choose), turn(b.choose), (one) => Math.round(one.painted) + ' ms');
    a.stop();
    b.stop();
    return {
      against: true,
      ...compare([
        { name: 'painted', unit: 'ms', counts: true, pairs: pairsOf(turns, (one) => one.painted) },
        { name: 'dom', unit: 'ms', counts: false, pairs: pairsOf(turns, (one) => one.there) },
        { name: 'cpu', unit: 'us', counts: false, pairs: pairsOf(turns, (one) => one.cpu_us) },
      ]),
    };
  } finally {
    theirs.close();
  }
}

const needs_engines = values.against === undefined && !values.offline;
const browser = await startBrowser(needs_engines ? installEngines() : undefined);
try {
  const result = values.profile
    ? { profile: true, ...(await profileStart(browser, rounds, rate)) }
    : values.against === undefined
      ? await alone(browser)
      : await against(browser, values.against);
  console.log('\n' + JSON.stringify({ bench: 'start', ...result, rate, rounds }));
} finally {
  await browser.close();
}
