import { fill } from '../../protocol/texts/fill.ts';
import { live } from '../../tv/ui/live.ts';
import type { Cashier } from '../contract.ts';
import { returnTo } from '../return-to.ts';

/** "返回芒果TV（5）": counts down, and only it is drawn again each second. */
export const ReturnLabel = live(({ on }: { on: Cashier }) => {
  const { words } = on.boot;
  const s = on.leave.seconds.value;
  const to = returnTo(on.step.value);
  const app = (to && to.app_name) || words.the_app;
  return <span>{s === undefined ? fill(words.button_return, { app }) : fill(words.button_return_in, { app, s })}</span>;
});
