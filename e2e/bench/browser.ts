/** Today's Chromium for the page benchmarks. */
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { findChromium } from '../../scripts/test/chromium.ts';

export function startBrowser(executablePath = findChromium()): Promise<Browser> {
  if (!executablePath) throw new Error('There is no Chromium, and none could be installed: set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}
