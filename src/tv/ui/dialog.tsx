/** A dialog stands over the screen, which goes on behind it; Back closes it. */
import type { ComponentChildren } from 'preact';
import { clauses } from './clauses.tsx';
import type { ControlRows } from './control-rows.ts';

export interface Dialog<C> {
  controls: ControlRows<C>;
  /** Puts the drawn controls into the dialog's frame. */
  draw(controls: ComponentChildren): ComponentChildren;
  /** Id of the control it opens on; else the first. */
  initial?: string;
}

/** A title, a sentence and two buttons, which stand at `pair-left` and `pair-right`. */
export function questionDialog<C>(title: string, text: string, controls: ControlRows<C>): Dialog<C> {
  return {
    controls,
    draw: (buttons) => (
      <div class="shade">
        <div class="at dialog">
          <div class="title">{title}</div>
          <div class="mid text">{clauses(text)}</div>
          {buttons}
        </div>
      </div>
    ),
  };
}
