/** What the focus benchmark runs inside a page, and the way its keys lead. */
import type { Page } from '@playwright/test';

export const STYLE = `body{margin:0;background:#0b1622;color:#e8eef5;font:16px sans-serif}
.box{position:absolute;background:#14253a;border:4px solid #14253a;box-sizing:border-box;outline:none}
.box.focused{background:#23405f;border-color:#f5a623}`;

/** The same for all: without it engines that are measured back to back look ten times faster than any viewer makes them. */
const GAP_MS = 20;

export interface Move {
  code: number;
  /** The id of the box it must land on. */
  to: string;
}

/** Ten moves that come back to where they began, for ever; they never touch the edge of a grid of three rows and four columns. */
const TURN = [39, 40, 37, 38, 39, 39, 40, 37, 37, 38];

/** Around the middle of `n` boxes in rows. */
export function walk(n: number, columns: number): { start: number; next: (count: number) => Move[] } {
  const start = Math.floor(n / columns / 2) * columns - columns + Math.floor(columns / 2) - 1;
  let at = start;
  let turn = 0;
  return {
    start,
    next: (count) =>
      Array.from({ length: count }, () => {
        const code = TURN[turn++ % TURN.length] as number;
        at += code === 39 ? 1 : code === 37 ? -1 : code === 40 ? columns : -columns;
        return { code, to: 'b' + at };
      }),
  };
}

/** Milliseconds of each move, key to the new look with style and layout done. A move that goes elsewhere throws. */
export function press(page: Page, moves: Move[]): Promise<number[]> {
  return page.evaluate(
    async ({ moves: all, gap_ms }) => {
      const channel = new MessageChannel();
      const task = (): Promise<void> =>
        new Promise((done) => {
          channel.port1.onmessage = () => done();
          channel.port2.postMessage(0);
        });
      const took: number[] = [];
      for (const { code, to } of all) {
        const target = document.getElementById(to) as Element;
        const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true });
        Object.defineProperty(event, 'keyCode', { value: code });
        Object.defineProperty(event, 'which', { value: code });
        await new Promise((done) => setTimeout(done, gap_ms));
        const started = performance.now();
        document.body.dispatchEvent(event);
        for (let tries = 0; !target.classList.contains('focused'); tries++) {
          if (tries > 2000) throw new Error(document.querySelector('.focused')?.id + ' instead of ' + to);
          await (tries < 20 ? Promise.resolve() : task());
        }
        void document.body.offsetHeight;
        void getComputedStyle(target).borderTopColor;
        took.push(performance.now() - started);
        if (document.querySelectorAll('.focused').length !== 1) throw new Error('more than one box is marked after ' + to);
      }
      return took;
    },
    { moves, gap_ms: GAP_MS },
  );
}
