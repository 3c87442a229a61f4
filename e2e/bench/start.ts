/**
 * npm run bench -- start [--rounds 9] [--rate 20]
 * Script start to first focusable painted, the same server-prepared screen for all, in another order every round, in today's
 * Chromium and in Chromium 64. Last line JSON.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { startChromium } from '../engines/cdp.ts';
import { CHROME_64, installEngines } from '../engines/install.ts';
import { until } from '../engines/ports.ts';
import { installPeers } from './bundle.ts';
import { CONTESTANTS, noResults, servePages } from './pages.ts';
import type { Contestant, Results } from './pages.ts';
import { hundredths, median, shuffled, spread } from './statistics.ts';

/** In the page, before its scripts: when the first focused thing is in the document, and when its frame is done. */
function watch(): void {
  const seen = window as unknown as { there?: number; painted?: number };
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector('.focused')) return;
    observer.disconnect();
    seen.there = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => (seen.painted = performance.now());
      channel.port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
}

/** Milliseconds from the start of the script. */
interface Times {
  there: number;
  painted: number;
}

const READ = 'window.painted && window.there ? { there: window.there - window.t0, painted: window.painted - window.t0 } : null';
const PAINTED_WITHIN_MS = 60_000;

async function today(browser: Browser, url: string, rate: number): Promise<Times> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.addInitScript(watch);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await page.goto(url, { timeout: PAINTED_WITHIN_MS });
    const times = await page.waitForFunction<Times | null>(READ, undefined, { polling: 50, timeout: PAINTED_WITHIN_MS });
    return (await times.jsonValue()) as Times;
  } finally {
    await page.context().close();
  }
}

/** The oldest Blink there is here. */
async function in64(url: string, rate: number): Promise<Times> {
  const engine = await startChromium('chromium-64', CHROME_64);
  try {
    await engine.viewport(1280, 720);
    await engine.cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watch.toString()})()` });
    await engine.cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await engine.open(url);
    let times: Times | null = null;
    await until(async () => (times = await engine.eval<Times | null>(READ)) !== null, PAINTED_WITHIN_MS, url + ' was never painted');
    return times as unknown as Times;
  } finally {
    await engine.close();
  }
}

interface Lab {
  readonly name: string;
  readonly painted: Results;
  readonly there: Results;
  measure(url: string): Promise<Times>;
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' }, rate: { type: 'string', default: '20' } } });
const [rounds, rate] = [Number(values.rounds), Number(values.rate)];
installPeers();
const browser = await chromium.launch({ executablePath: installEngines(), args: ['--no-sandbox', '--disable-gpu'] });
const pages = await servePages(browser);
const labs: readonly Lab[] = [
  { name: "today's Chromium", painted: noResults(), there: noResults(), measure: (url) => today(browser, url, rate) },
  { name: 'Chromium 64', painted: noResults(), there: noResults(), measure: (url) => in64(url, rate) },
];

// Round 0 is thrown away: the first load of all finds nothing in the disk's cache.
for (let round = 0; round <= rounds; round++) {
  for (const lab of labs) {
    for (const contestant of shuffled(CONTESTANTS, Math.random)) {
      const { painted, there } = await lab.measure(pages.url(contestant));
      if (round === 0) continue;
      lab.painted[contestant].push(painted);
      lab.there[contestant].push(there);
    }
  }
  if (round > 0) console.log(`round ${round} of ${rounds}`);
}
await browser.close();
pages.stop();

console.log(`\nms from script start at ${rate}x, median (smallest-largest)`);
for (const { name, painted, there } of labs)
  for (const contestant of CONTESTANTS)
    console.log(
      name.padEnd(18) +
        contestant.padEnd(7) +
        'painted ' +
        spread(painted[contestant], 0).padEnd(20) +
        'in the document ' +
        spread(there[contestant], 0),
    );

const over = (results: Results, other: Contestant): number => hundredths(median(results.ours) / median(results[other]));
const [now, old] = labs as [Lab, Lab];
console.log(
  '\n' +
    JSON.stringify({
      bench: 'start',
      ratio: over(now.painted, 'plain'),
      react_ratio: over(now.painted, 'react'),
      dom_ratio: over(now.there, 'plain'),
      dom_react_ratio: over(now.there, 'react'),
      ratio_64: over(old.painted, 'plain'),
      react_ratio_64: over(old.painted, 'react'),
      dom_ratio_64: over(old.there, 'plain'),
      dom_react_ratio_64: over(old.there, 'react'),
      rate,
      rounds,
    }),
);
