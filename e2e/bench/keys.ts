/**
 * npm run bench -- keys [--rounds 7] [--presses 30] [--rate 6]
 * Key press to painted on the choose screen, ours beside plain DOM and React with Norigin, in turns within one run.
 * Digits into the card field come with card entry. Last line JSON.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/test/chromium.ts';
import { installPeers } from './bundle.ts';
import { median, spread } from './statistics.ts';
import { CONTESTANTS, servePages } from './pages.ts';
import type { Contestant } from './pages.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, presses: { type: 'string', default: '30' }, rate: { type: 'string', default: '6' } },
});
installPeers();
const executablePath = findChromium();
if (!executablePath) process.exit(1);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const pages = await servePages();
const first = await browser.newPage();
await pages.learn(first);
await first.close();

/** Each press: from the event's own time stamp to the end of the frame that shows the focus elsewhere. */
function listen(): void {
  const took: number[] = ((window as unknown as { took: number[] }).took = []);
  document.addEventListener(
    'keydown',
    (event) => {
      const before = document.querySelector('.focused');
      const wait = (): void => {
        if (document.querySelector('.focused') === before) return void requestAnimationFrame(wait);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => took.push(performance.now() - event.timeStamp);
        requestAnimationFrame(() => channel.port2.postMessage(0));
      };
      requestAnimationFrame(wait);
    },
    true,
  );
}

async function once(contestant: Contestant): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(pages.url(contestant));
  await page.waitForSelector('.tile.focused');
  await page.evaluate(listen);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(values.rate) });
  for (let i = 0; i < Number(values.presses); i++) {
    await page.keyboard.press(i % 2 ? 'ArrowUp' : 'ArrowDown');
    await page.waitForTimeout(150);
  }
  const took = await page.evaluate(() => (window as unknown as { took: number[] }).took);
  await page.close();
  if (took.length < Number(values.presses) - 1) throw new Error(contestant + ' answered only ' + took.length + ' presses');
  return took;
}

const all: { [name in Contestant]: number[] } = { ours: [], plain: [], react: [] };
const means: { [name in Contestant]: number[] } = { ours: [], plain: [], react: [] };
for (let round = 0; round < Number(values.rounds); round++) {
  for (let i = 0; i < CONTESTANTS.length; i++) {
    const name = CONTESTANTS[(i + round) % CONTESTANTS.length] as Contestant;
    const took = await once(name);
    all[name].push(...took);
    means[name].push(took.reduce((sum, ms) => sum + ms, 0) / took.length);
  }
  console.log('round ' + (round + 1) + ' of ' + values.rounds);
}
await browser.close();
pages.stop();
const at = (list: readonly number[], part: number): number => [...list].sort((a, b) => a - b)[Math.floor(list.length * part)] ?? NaN;
for (const name of CONTESTANTS)
  console.log(
    name.padEnd(7) +
      'mean ' +
      spread(means[name]) +
      ' ms   p50 ' +
      at(all[name], 0.5).toFixed(1) +
      '   p95 ' +
      at(all[name], 0.95).toFixed(1),
  );
const two = (x: number): number => Math.round(x * 100) / 100;
console.log(
  JSON.stringify({
    bench: 'keys',
    ratio: two(median(means.ours) / median(means.plain)),
    react_ratio: two(median(means.ours) / median(means.react)),
    p50_ms: two(at(all.ours, 0.5)),
    p95_ms: two(at(all.ours, 0.95)),
    rate: Number(values.rate),
    rounds: Number(values.rounds),
  }),
);
