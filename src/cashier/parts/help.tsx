import type { Act, Dialog } from '../contract.ts';

/** A picture and its sentences, over the screen, which goes on behind it. The picture is the style sheet's: its size is the page's. */
export function helpDialog(picture: string, { title, lines }: { title: string; lines: readonly string[] }, close: Act): Dialog {
  return {
    controls: [[{ id: 'help-close', act: close, place: 'button main pair-left', label: 'help_close' }]],
    draw: (buttons) => (
      <div class="shade">
        <div class="at dialog help">
          <div class={'at picture p-' + picture} />
          <div class="title">{title}</div>
          <div class="at help-lines">
            {lines.map((line, i) => (
              <div class="row" key={i}>
                <span class="step-number">{i + 1}</span>
                <span class="help-text">{line}</span>
              </div>
            ))}
          </div>
          {buttons}
        </div>
      </div>
    ),
  };
}
