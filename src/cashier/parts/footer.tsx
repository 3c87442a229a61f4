import type { RemoteKey } from '../../protocol/keymap.ts';
import type { Step } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { Words } from '../../protocol/texts/words.ts';
import { live } from '../../tv/ui/live.ts';
import type { Cashier, Hint } from '../contract.ts';
import { LEAVE_DIALOG } from '../dialogs.tsx';
import { keyHints } from '../key-hints.ts';

/** The hotline at the left, the use of each key at the right. */
export function Footer({ on, step, hints }: { on: Cashier; step: Step; hints: readonly Hint[] }) {
  const { words } = on.boot;
  const { order, hotline } = step;
  // Where digits are typed their keys take the room.
  const who =
    order && (!hints[0] || hints[0][0] !== 'key_digits')
      ? fill(words.order_line, { no: order.short_no, hotline })
      : fill(words.hotline_line, { hotline });
  return (
    <div class="foot">
      <div class="hotline">{who}</div>
      <KeyHints on={on} hints={hints} />
    </div>
  );
}

/** No key is named that the remote lacks. */
const NEEDS: { readonly [key in keyof Words]?: RemoteKey } = { key_blue: 'Blue', key_yellow: 'Yellow', key_digits: '1' };

const KeyHints = live(({ on, hints }: { on: Cashier; hints: readonly Hint[] }) => {
  const { words } = on.boot;
  if (on.busy.value) return <div class="key-hints strong">{words.wait}</div>;
  const dialog = on.dialog();
  const { keys } = on.keymap.value;
  const back = on.focus.scope.value === LEAVE_DIALOG ? 'leave' : 'stay';
  const shown = (dialog ? keyHints(dialog.controls, { kind: back }) : hints).filter(([key]) => {
    const needs = NEEDS[key];
    return !needs || keys[needs];
  });
  return (
    <div class="key-hints">
      {shown.map(([key, does]) => (
        <span class={key} key={key}>
          <span class="key-cap">{words[key]}</span>
          {words[does]}
        </span>
      ))}
    </div>
  );
});
