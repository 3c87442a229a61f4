import type { ControlRows, Dialog } from '../contract.ts';

/** A title, a sentence and two buttons, which stand at `pair-left` and `pair-right`. */
export function questionDialog(title: string, text: string, controls: ControlRows): Dialog {
  return {
    controls,
    draw: (buttons) => (
      <div class="shade">
        <div class="at dialog">
          <div class="title">{title}</div>
          <div class="mid text">{text}</div>
          {buttons}
        </div>
      </div>
    ),
  };
}
