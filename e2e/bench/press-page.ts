/** Key presses in a page: milliseconds from each press to the end of the first frame that shows its effect. */
import type { Page } from '@playwright/test';
import { mainThread } from './browser.ts';

/** Between presses: not a whole number of frames, so that presses fall anywhere in one. */
const GAP_MS = [120, 180] as const;

/** The page's own, set by `watch`. */
interface Watched extends Window {
  took: number[];
}

/** In the page. `focus`: another element has the focus class; `digits`: the card number shows another text. */
function watch(effect: 'focus' | 'digits'): void {
  const took: number[] = ((window as unknown as Watched).took = []);
  const shown = (): unknown =>
    effect === 'focus' ? document.querySelector('.focused') : (document.querySelector('.pan')?.textContent ?? '');
  document.addEventListener(
    'keydown',
    (event) => {
      const before = shown();
      const look = (): void => {
        if (shown() === before) return void requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => took.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(0);
      };
      requestAnimationFrame(look);
    },
    true,
  );
}

export interface PressBench {
  readonly effect: 'focus' | 'digits';
  /** Must be there before the first press. */
  readonly ready: string;
  /** The keys of a burst come back to where they began. */
  keyAt(i: number, presses: number): string;
}

export const MOVES: PressBench = { effect: 'focus', ready: '.focused', keyAt: (i) => (i % 2 ? 'ArrowUp' : 'ArrowDown') };
/** Half of the presses type, the other half delete. */
export const DIGITS: PressBench = {
  effect: 'digits',
  ready: '.pan',
  keyAt: (i, presses) => (i < presses / 2 ? String((i * 7 + 6) % 10) : 'Delete'),
};

/** Warmed up by four presses at full speed. */
export async function openPage(page: Page, url: string, bench: PressBench): Promise<Page> {
  await page.goto(url);
  await page.waitForSelector(bench.ready);
  await page.evaluate(watch, bench.effect);
  await burst(page, bench, 4, 1);
  return page;
}

/** Milliseconds of each press, with the processor slowed down by `rate`. */
export async function burst(page: Page, bench: PressBench, presses: number, rate: number): Promise<number[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  await page.evaluate(() => void ((window as unknown as Watched).took.length = 0));
  for (let i = 0; i < presses; i++) {
    await page.keyboard.press(bench.keyAt(i, presses));
    await page.waitForTimeout(GAP_MS[0] + Math.random() * (GAP_MS[1] - GAP_MS[0]));
    await page.waitForFunction((count) => (window as unknown as Watched).took.length >= count, i + 1, { timeout: 10_000 });
  }
  const took = await page.evaluate(() => [...(window as unknown as Watched).took]);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await cdp.detach();
  if (took.length !== presses) throw new Error(`${page.url()}: ${presses} presses, ${took.length} effects`);
  return took;
}

/** Processor time of the main thread a press, at full speed, in microseconds; the page's clock and countdown are in it. */
export async function pressCpu(page: Page, bench: PressBench, presses: number): Promise<number> {
  const cpu_us = await mainThread(page);
  const before_us = await cpu_us();
  await burst(page, bench, presses, 1);
  return ((await cpu_us()) - before_us) / presses;
}
