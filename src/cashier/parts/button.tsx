import type { ComponentChildren } from 'preact';
import { focusClass } from '../../tv/ui/focus-class.ts';
import type { Cashier, Control, ControlRows } from '../contract.ts';

/** When the focus comes or goes the element's class changes; nothing is drawn again. */
function Button({ on, control: { id, place, label, ref } }: { on: Cashier; control: Control }) {
  return (
    <div
      id={id}
      ref={ref || focusClass(on.focus, id, place)}
      onClick={() => on.press(id)}
      onMouseMove={(event: MouseEvent) => on.hover(id, event)}
    >
      {typeof label === 'string' ? on.boot.words[label] : label(on)}
    </div>
  );
}

/** Every control that can be focused, and no other, is drawn here. */
export function drawControls(on: Cashier, rows: ControlRows): ComponentChildren {
  return rows.map((row) => row.map((control) => <Button on={on} control={control} key={control.id} />));
}
