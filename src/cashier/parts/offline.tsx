import { live } from '../../tv/ui/live.ts';
import type { Cashier } from '../contract.ts';

/** Over the footer, so that a code on the screen can still be paid: the phone has a network of its own. */
export const Offline = live(({ on }: { on: Cashier }) => {
  const { words } = on.boot;
  if (!on.offline.value) return null;
  return (
    <div class="offline">
      <div>{words.away_title}</div>
      <div class="quiet">{words.away_text}</div>
    </div>
  );
});
