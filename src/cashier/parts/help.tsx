import { HELP, HELP_DIALOG } from '../controls.ts';
import type { Cashier } from '../controller.ts';
import { helpWords } from '../help.ts';
import type { HelpPicture } from '../help.ts';
import { Button } from './button.tsx';
import { live } from '../../tv/ui/live.ts';

/** A picture and its sentences, over the screen, which goes on behind it. The picture is the style sheet's: its size is the page's. */
export function HelpPanel({ on, picture, title, lines }: { on: Cashier; picture: string; title: string; lines: readonly string[] }) {
  return (
    <div class="shade">
      <div class="at dialog help">
        <div class={'at picture p-' + picture} />
        <div class="title">{title}</div>
        <div class="at said">
          {lines.map((line, i) => (
            <div class="row" key={i}>
              <span class="no">{i + 1}</span>
              <span class="told">{line}</span>
            </div>
          ))}
        </div>
        <Button on={on} id="help-close" at="button main two-a">
          {on.boot.words.help_close}
        </Button>
      </div>
    </div>
  );
}

export const Help = live(({ on, picture }: { on: Cashier; picture: HelpPicture }) =>
  on.focus.scope.value === HELP_DIALOG ? <HelpPanel on={on} picture={picture} {...helpWords(picture, on.boot.words)} /> : null,
);

/** For remotes without a blue key, and for who does not know what that is. */
export function HelpButton({ on, at }: { on: Cashier; at: 'open-help' | 'help-scan' | 'help-elder' }) {
  return (
    <Button on={on} id={HELP.id} at={'button small ' + at}>
      {on.boot.words.button_help}
    </Button>
  );
}
