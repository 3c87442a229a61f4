import type { Cashier } from '../cashier.ts';
import { live } from './live.ts';

/** The screen's own dialog, while one is open. */
export const Own = live(({ on }: { on: Cashier }) => {
  const dialog = on.own();
  return dialog ? dialog.draw() : null;
});
