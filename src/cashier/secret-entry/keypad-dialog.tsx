import type { ComponentChildren } from 'preact';
import { PAD_DELETE, PAD_DONE, padRows } from '../../tv/keypad.ts';
import { boxName } from '../boxes.ts';
import type { Cashier, Control, Dialog } from '../contract.ts';
import type { Typing } from './typing.ts';

const padId = (key: string): string => 'pad-' + key;

/** Beside the fields, which stay in sight. `x`: an ID number may end with one. `head` says which field. */
export function keypadDialog(on: Cashier, typing: Typing, x: boolean, head: ComponentChildren): Dialog {
  const { focus, boot } = on;
  const acts: { readonly [key: string]: () => void } = {
    [PAD_DELETE]: () => typing.remove(focus),
    [PAD_DONE]: () => typing.close(focus),
  };
  const labels: { readonly [key: string]: string } = { [PAD_DELETE]: boot.words.key_del, [PAD_DONE]: boot.words.button_done };
  return {
    controls: padRows(x).map((row, y) =>
      row.map((key, i): Control => {
        const label = labels[key];
        return {
          id: padId(key),
          act: { kind: 'local', run: acts[key] || (() => typing.digit(focus, key)) },
          place:
            'button key ' +
            boxName('key-row', y) +
            (row.length > 1 ? ' ' : ' key-wide ') +
            boxName('key-column', i) +
            (label ? ' wordy' : ''),
          label: () => label || key,
        };
      }),
    ),
    initial: padId('5'),
    draw: (keys) => (
      <div class={x ? 'at keypad tall' : 'at keypad'}>
        <div class="at keypad-head">{head}</div>
        {keys}
      </div>
    ),
  };
}
