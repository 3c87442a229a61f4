/** Today's Chromium for the page benchmarks. */
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { findChromium } from '../../scripts/test/chromium.ts';

export function startBrowser(executablePath = findChromium()): Promise<Browser> {
  if (!executablePath) throw new Error('There is no Chromium, and none could be installed: set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/**
 * Processor time of the page's main thread so far, in microseconds, from now on also over loads. Other work on the machine
 * hardly changes it; a slowed processor does, as the slowing itself takes the thread's time.
 */
export async function mainThread(page: Page): Promise<() => Promise<number>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return (metrics.find((one) => one.name === 'TaskDuration')?.value ?? NaN) * 1_000_000;
  };
}
