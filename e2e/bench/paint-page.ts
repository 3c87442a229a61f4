/** Milliseconds from a page's script start to its first focused element: in the document, and painted. */
import type { Browser } from '@playwright/test';
import { startChromium } from '../engines/cdp.ts';
import { CHROME_64 } from '../engines/install.ts';
import { until } from '../engines/until.ts';
import { mainThread } from './browser.ts';

export interface Times {
  there: number;
  painted: number;
}

/** The page's own. */
interface Watched extends Window {
  there?: number;
  painted?: number;
}

/** In the page, before its scripts. */
function watch(): void {
  const seen = window as unknown as Watched;
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

/** `t0` is set by the document right before its script (script-mark.ts). */
const READ = 'window.painted && window.there ? { there: window.there - window.t0, painted: window.painted - window.t0 } : null';
const PAINTED_WITHIN_MS = 60_000;

export async function paintToday(browser: Browser, url: string, rate: number): Promise<Times> {
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

/** Processor time of a whole load at full speed, up to the first focused element painted; in microseconds. */
export async function loadCpu(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.addInitScript(watch);
    const cpu_us = await mainThread(page);
    const before_us = await cpu_us();
    await page.goto(url, { timeout: PAINTED_WITHIN_MS });
    await page.waitForFunction(READ, undefined, { polling: 50, timeout: PAINTED_WITHIN_MS });
    return (await cpu_us()) - before_us;
  } finally {
    await page.context().close();
  }
}

/** The oldest Blink of e2e/engines. */
export async function paint64(url: string, rate: number): Promise<Times> {
  const engine = await startChromium('chromium-64', CHROME_64);
  try {
    await engine.viewport(1280, 720);
    await engine.cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watch.toString()})()` });
    await engine.cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await engine.open(url);
    const seen: Times[] = [];
    const read = async (): Promise<boolean> => {
      const times = await engine.eval<Times | null>(READ);
      if (times) seen.push(times);
      return times !== null;
    };
    await until(read, PAINTED_WITHIN_MS, url + ' was never painted');
    return seen[0] ?? { there: NaN, painted: NaN };
  } finally {
    await engine.close();
  }
}
