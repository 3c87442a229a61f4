/** Every engine the page must run on, oldest first. */
import { startChromium } from './cdp.ts';
import type { Engine } from './engine.ts';
import { CHROME_64 } from './install.ts';
import { startPhantom } from './phantom.ts';
import { startQtWebKit } from './qtwebkit.ts';

export function engines(chromium: string): { name: string; start: () => Promise<Engine> }[] {
  return [
    { name: 'webkit-534', start: () => startPhantom('webkit-534', 'phantomjs-198') },
    { name: 'webkit-538', start: () => startPhantom('webkit-538', 'phantomjs-211') },
    { name: 'webkit-602', start: () => startQtWebKit('webkit-602') },
    { name: 'chromium-64', start: () => startChromium('chromium-64', CHROME_64) },
    { name: 'chromium', start: () => startChromium('chromium', chromium) },
  ];
}
