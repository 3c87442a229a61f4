/** Loads the second script. It reports itself by calling a global: old engines have no dependable onload. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Clock } from '../../tv/clock.ts';
import type { Step } from '../../protocol/step.ts';

export interface LoadDeps {
  clock: Clock;
  /** Undefined: it comes without being asked for. */
  url: string | undefined;
  /** Puts a script element into the page. */
  load: (url: string) => void;
  /** `failed` is another. */
  onChange: () => void;
}

export interface Load {
  /** It did not come; asking again helps perhaps. */
  readonly failed: ReadonlySignal<boolean>;
  /** Asks for it unless it is there or on its way. */
  want(): void;
  /** Called once it has run. */
  arrived(): void;
}

/** A request begun before the window's load event keeps that from coming in WebKit 534, and the first paint comes first. */
const FIRST_MS = 300;
/** Silence after which the script is asked for again, and then given up until somebody asks. */
const PATIENCE_MS: readonly number[] = [8_000, 20_000];

export function createLoad({ clock, url, load, onChange }: LoadDeps): Load {
  const failed = signal(false);
  let cancel: (() => void) | undefined;
  let here = false;
  let asked = 0;

  function fail(now: boolean): void {
    if (failed.peek() === now) return;
    failed.value = now;
    onChange();
  }

  function ask(time: number): void {
    // WebKit 534 does not ask twice for an address that failed: docs/television.md 3.
    if (url !== undefined) load(asked++ ? url + '?' + asked : url);
    cancel = clock.after(PATIENCE_MS[time] as number, () => {
      cancel = undefined;
      if (time + 1 < PATIENCE_MS.length) ask(time + 1);
      else fail(true);
    });
  }

  return {
    failed,
    want() {
      if (here || cancel) return;
      fail(false);
      cancel = clock.after(FIRST_MS, () => ask(0));
    },
    arrived() {
      here = true;
      if (cancel) cancel();
      cancel = undefined;
      fail(false);
    },
  };
}

/** Whether the viewer is about to type a card, or may be next. */
export function typesCards(step: Step): boolean {
  return step.kind === 'choose' ? step.channels.some((tile) => tile.types_card) : isCardStep(step.kind);
}

export function isCardStep(kind: string): boolean {
  return /^(card|sms|bank|pay)-/.test(kind);
}
