/** Something drawn that keys and a pointer act on. */
import type { ReadonlySignal } from '@preact/signals';
import type { RemoteKey } from '../../protocol/keymap.ts';
import { isMove } from '../remote/presses.ts';
import type { Direction } from '../spatial/types.ts';
import { controlOf } from './control-rows.ts';
import type { ControlRows } from './control-rows.ts';

/** What controls are drawn on. */
export interface Surface {
  readonly focus: { isFocused(id: string): ReadonlySignal<boolean> };
  /** The text that a control's label names. */
  word(label: string): string;
  /** The pointer's OK. */
  press(id: string): void;
  /** The pointer is over it: where it moves, and does not rest, it takes the focus with it. */
  hover(id: string, at: { screenX: number; screenY: number }): void;
}

interface Focus {
  readonly current: ReadonlySignal<string | undefined>;
  isFocused(id: string): ReadonlySignal<boolean>;
  set(id: string): boolean;
  move(dir: Direction): boolean;
  pop(): boolean;
}

export interface SurfaceParts<Act> {
  focus: Focus;
  /** What can be pressed now: the open dialog's controls, else the screen's. */
  rows(): ControlRows<{ id: string; act?: Act }>;
  act(what: Act): void;
  word(label: string): string;
}

export interface KeyedSurface extends Surface {
  ok(): void;
  /** Moves and OK. False: another key. */
  key(key: RemoteKey): boolean;
}

/** `const on = createSurface({ focus, rows: () => screen.rows, act: (run) => run(), word: (text) => text })`; the remote's keys go to `on.key`. */
export function createSurface<Act>({ focus, rows, act, word }: SurfaceParts<Act>): KeyedSurface {
  let pointer: string | undefined;

  function ok(): void {
    const one = controlOf(rows(), focus.current.peek());
    if (one && one.act !== undefined) act(one.act);
  }

  return {
    focus,
    word,
    ok,
    key(key) {
      if (isMove(key)) focus.move(key);
      else if (key === 'OK') ok();
      else return false;
      return true;
    },
    press(id) {
      // Over a dialog that leaves the screen in sight a click closes the dialog first.
      do {
        if (controlOf(rows(), id) && focus.set(id)) return ok();
      } while (focus.pop());
    },
    hover(id, { screenX, screenY }) {
      // Engines report a pointer that rests whenever something is drawn under it.
      const before = pointer;
      pointer = screenX + ',' + screenY;
      if (before && before !== pointer && controlOf(rows(), id)) focus.set(id);
    },
  };
}
