/** A control: something that can be focused and pressed, declared once. Its focus row, its act and its drawing are read from this one value. */
import type { ComponentChildren } from 'preact';
import type { ControlRows } from './control-rows.ts';
import { focusClass } from './focus-class.ts';
import type { Surface } from './surface.ts';

export interface Control<Act = unknown, On extends Surface = Surface, Label extends string = string> {
  /** Unique among the controls shown together. */
  id: string;
  /** Absent: OK does nothing, as on a way to pay that is down. */
  act?: Act;
  /** CSS classes: its look (`tile`, `button`, `field`, ...) and its box. */
  place: string;
  /** A name that the surface has a text for, or a function that draws the contents. */
  label: Label | ((on: On) => ComponentChildren);
  /** Keeps the element's class in place of focusClass: a field also shows whether digits go into it. */
  ref?: (element: HTMLElement | null) => void;
}

/** When the focus comes or goes the element's class changes; nothing is drawn again. */
function Button<On extends Surface>({ on, control: { id, place, label, ref } }: { on: On; control: Control<unknown, On> }) {
  return (
    <div
      id={id}
      ref={ref || focusClass(on.focus, id, place)}
      onClick={() => on.press(id)}
      onMouseMove={(event: MouseEvent) => on.hover(id, event)}
    >
      {typeof label === 'string' ? on.word(label) : label(on)}
    </div>
  );
}

/** Every control that can be focused, and no other, is drawn here. */
export function drawControls<On extends Surface>(on: On, rows: ControlRows<Control<unknown, On>>): ComponentChildren {
  return rows.map((row) => row.map((control) => <Button on={on} control={control as never} key={control.id} />));
}
