import { drawControls } from '../../tv/ui/control.tsx';
import { live } from '../../tv/ui/live.ts';
import type { Cashier } from '../contract.ts';

/** The dialog that is open, if any. */
export const OpenDialog = live(({ on }: { on: Cashier }) => {
  const dialog = on.dialog();
  return dialog ? dialog.draw(drawControls(on, dialog.controls)) : null;
});
