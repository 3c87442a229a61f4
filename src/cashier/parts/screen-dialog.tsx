import type { Cashier } from '../controller.ts';
import { live } from '../../tv/ui/live.ts';

/** The screen's own dialog, while one is open. */
export const ScreenDialog = live(({ on }: { on: Cashier }) => {
  const dialog = on.screenDialog();
  return dialog ? dialog.draw() : null;
});
