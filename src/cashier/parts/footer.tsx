import type { RemoteKey } from '../../protocol/keymap.ts';
import type { Step } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { Words } from '../../protocol/texts/words.ts';
import { KeyHints } from '../../tv/ui/key-hints.tsx';
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
    <div>
      <div class="rule" />
      <div class="footer">
        <Hints on={on} hints={hints} />
        <div class="hotline">{who}</div>
      </div>
    </div>
  );
}

/** No key is named that the remote lacks. */
const NEEDS: { readonly [key in keyof Words]?: RemoteKey } = { key_blue: 'Blue', key_yellow: 'Yellow', key_digits: '1' };
const LONG_HALVES = 8;

const Hints = live(({ on, hints }: { on: Cashier; hints: readonly Hint[] }) => {
  const { words } = on.boot;
  if (on.busy.value) return <div class="key-hints strong">{on.waited.value < LONG_HALVES ? words.wait : words.wait_long}</div>;
  const dialog = on.dialog();
  const { keys } = on.keymap.value;
  // Not "go on paying" where the money is looked after.
  const back = on.focus.scope.value === LEAVE_DIALOG && on.step.value.kind !== 'checking' ? 'leave' : 'stay';
  const shown = (dialog ? keyHints(dialog.controls, { kind: back }) : hints).filter(([key]) => {
    const needs = NEEDS[key];
    return !needs || keys[needs];
  });
  return <KeyHints hints={shown.map(([key, does]) => ({ key, cap: words[key], does: words[does] }))} />;
});
