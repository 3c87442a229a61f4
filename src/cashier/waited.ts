/** Something that lives while an answer or a bank is waited for: counts half seconds, from 0 whenever another wait begins. */
import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Clock } from '../tv/clock.ts';

const HALF_S = 500;

/** `waits` names what is waited for now; undefined: nothing is, and nothing counts. Read as signals. */
export function createWaited(clock: Clock, waits: () => unknown): ReadonlySignal<number> {
  const halves = signal(0);
  let cancel: (() => void) | undefined;
  let now: unknown;

  function tick(): void {
    halves.value++;
    cancel = clock.after(HALF_S, tick);
  }

  effect(() => {
    const next = waits();
    if (next === now) return;
    now = next;
    if (cancel) cancel();
    cancel = undefined;
    halves.value = 0;
    if (next !== undefined) cancel = clock.after(HALF_S, tick);
  });
  return halves;
}
