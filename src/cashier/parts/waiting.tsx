import { fill } from '../../protocol/texts/fill.ts';
import { live } from '../../tv/ui/live.ts';
import type { Cashier } from '../contract.ts';

const LONG_HALVES = 8;

/** The ring moves twice a second; nothing else is drawn again. */
export const Ring = live(({ on }: { on: Cashier }) => <span class={'ring r-' + (on.waited.value % 8)} />);

/** Below a text: the ring, and after four seconds a sentence. */
export const Waiting = live(({ on }: { on: Cashier }) => (
  <div class="quiet">
    <Ring on={on} />
    <div>{on.waited.value < LONG_HALVES ? '' : on.boot.words.wait_long}</div>
  </div>
));

/** "已等 32 秒，不用按键" */
export const Waited = live(({ on }: { on: Cashier }) => (
  <span class="quiet">{fill(on.boot.words.waited, { s: Math.floor(on.waited.value / 2) })}</span>
));
