/** The way back to the app: at once on OK, by itself after the countdown, once. */
import type { ReadonlySignal } from '@preact/signals';
import type { ReturnTo } from '../protocol/step.ts';
import type { Clock } from '../tv/clock.ts';
import { createCountdown } from '../tv/ui/countdown.ts';

export interface Leave {
  /** Whole seconds until the page goes by itself. */
  readonly seconds: ReadonlySignal<number | undefined>;
  /** Starts counting; undefined stops. */
  plan(to: ReturnTo | undefined): void;
  go(): void;
  /** Stays until OK. */
  hold(): void;
  reset(): void;
}

/** An app that does not answer leaves the page standing: OK may try again after this. */
const RETRY_MS = 5_000;

/** `replace` is location.replace: Back in the app must not lead into a finished cashier. `times`: longer for elder viewers. */
export function createLeave(clock: Clock, replace: (url: string) => void, times = 1): Leave {
  let url: string | undefined;
  let going = false;
  const countdown = createCountdown(clock, go);

  function go(): void {
    if (url === undefined || going) return;
    going = true;
    clock.after(RETRY_MS, reset);
    replace(url);
  }

  function reset(): void {
    going = false;
  }

  return {
    seconds: countdown.seconds,
    plan(to) {
      // The same way back signed anew does not start the count again; one without a count goes at once.
      const counting = to && to.after_ms && url !== undefined;
      url = to && to.url;
      if (!counting) countdown.set(to && to.after_ms * times);
    },
    go,
    hold: () => countdown.set(undefined),
    reset,
  };
}
