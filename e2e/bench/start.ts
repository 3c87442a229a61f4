/**
 * npm run bench -- start [--rounds 9] [--rate 20]
 * Script start to first focusable painted, the same server-prepared screen for all, in turns within one run, in today's Chromium
 * and in Chromium 64. Last line JSON.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/test/chromium.ts';
import { installPeers } from './bundle.ts';
import { median, spread } from './statistics.ts';
import { startChromium } from '../engines/cdp.ts';
import { CHROME_64, installEngines } from '../engines/install.ts';
import { until } from '../engines/ports.ts';
import { CONTESTANTS, servePages } from './pages.ts';
import type { Contestant } from './pages.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' }, rate: { type: 'string', default: '20' } } });
installPeers();
const executablePath = findChromium();
if (!executablePath) process.exit(1);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const pages = await servePages();
const first = await browser.newPage();
await pages.learn(first);
await first.close();

/** In the page, before its scripts: the first focused thing, when it is in the document and when its frame is done. */
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

async function once(contestant: Contestant): Promise<{ there: number; painted: number }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.addInitScript(watch);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(values.rate) });
  await page.goto(pages.url(contestant));
  const times = await page.waitForFunction(() => {
    const seen = window as unknown as { there?: number; painted?: number; t0: number };
    return seen.painted && seen.there ? { there: seen.there - seen.t0, painted: seen.painted - seen.t0 } : null;
  });
  const value = (await times.jsonValue()) as { there: number; painted: number };
  await page.close();
  return value;
}

type Times = { there: number; painted: number };
const READ = 'window.painted && window.there ? { there: window.there - window.t0, painted: window.painted - window.t0 } : null';

/** The oldest Blink there is here, by raw CDP: today's clients cannot drive it. */
async function once64(contestant: Contestant): Promise<Times> {
  const engine = await startChromium('chromium-64', CHROME_64);
  try {
    await engine.viewport(1280, 720);
    await engine.cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: '(' + watch.toString() + ')()' });
    await engine.open('about:blank');
    await engine.cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(values.rate) });
    await engine.open(pages.url(contestant));
    let times: Times | null = null;
    await until(async () => (times = await engine.eval<Times | null>(READ)) !== null, 30_000, contestant + ' was never painted');
    return times as unknown as Times;
  } finally {
    await engine.close();
  }
}

const painted: { [name in Contestant]: number[] } = { ours: [], plain: [], react: [] };
const there: { [name in Contestant]: number[] } = { ours: [], plain: [], react: [] };
const painted64: { [name in Contestant]: number[] } = { ours: [], plain: [], react: [] };
for (const name of CONTESTANTS) await once(name);
installEngines();
for (let round = 0; round < Number(values.rounds); round++) {
  for (let i = 0; i < CONTESTANTS.length; i++) {
    const name = CONTESTANTS[(i + round) % CONTESTANTS.length] as Contestant;
    const took = await once(name);
    painted[name].push(took.painted);
    there[name].push(took.there);
    painted64[name].push((await once64(name)).painted);
  }
  console.log('round ' + (round + 1) + ' of ' + values.rounds);
}
await browser.close();
pages.stop();
for (const name of CONTESTANTS)
  console.log(
    name.padEnd(7) +
      'painted ' +
      spread(painted[name]) +
      ' ms   in the document ' +
      spread(there[name]) +
      ' ms   Chromium 64 painted ' +
      spread(painted64[name]) +
      ' ms',
  );
const two = (x: number): number => Math.round(x * 100) / 100;
console.log(
  JSON.stringify({
    bench: 'start',
    ratio: two(median(painted.ours) / median(painted.plain)),
    react_ratio: two(median(painted.ours) / median(painted.react)),
    ratio_64: two(median(painted64.ours) / median(painted64.plain)),
    react_ratio_64: two(median(painted64.ours) / median(painted64.react)),
    dom_ratio: two(median(there.ours) / median(there.plain)),
    rate: Number(values.rate),
    rounds: Number(values.rounds),
  }),
);
