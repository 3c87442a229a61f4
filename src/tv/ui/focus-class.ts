import { effect } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

/** The part of the focus store that is used. */
interface Focused {
  isFocused(id: string): ReadonlySignal<boolean>;
}

/**
 * A ref: its element has the classes `look`, and `focused` beside them while `id` has the focus. A move then changes two class names
 * and draws nothing again. The element takes no `class` of its own.
 */
export function focusClass(focus: Focused, id: string, look: string): (element: HTMLElement | null) => void {
  let stop: (() => void) | undefined;
  return (element) => {
    if (stop) stop();
    stop =
      element === null
        ? undefined
        : effect(() => {
            element.className = focus.isFocused(id).value ? look + ' focused' : look;
          });
  };
}
