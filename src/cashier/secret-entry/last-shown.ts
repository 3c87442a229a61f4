/** A password as dots; the character typed last is seen for a second, by which a slip of the thumb is found. */
import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Clock } from '../../tv/clock.ts';

export const SHOWN_MS = 1_000;

/** True while the last character is to be seen. */
export function createLastShown(clock: Clock, text: ReadonlySignal<string>): ReadonlySignal<boolean> {
  const open = signal(false);
  let before = '';
  let cancel: (() => void) | undefined;
  effect(() => {
    const now = text.value;
    const grew = now.length > before.length || (now.length === before.length && now !== before && now !== '');
    before = now;
    if (cancel) cancel();
    open.value = grew;
    if (grew) cancel = clock.after(SHOWN_MS, () => (open.value = false));
  });
  return open;
}
