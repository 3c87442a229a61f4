import type { VNode } from 'preact';
import { PAD_DELETE, PAD_DONE, padRows } from '../../tv/keypad.ts';
import { Button } from '../parts/button.tsx';
import type { Cashier } from '../controller.ts';
import type { Choice, Dialog } from '../contract.ts';
import type { Typing } from './typing.ts';

const padId = (key: string): string => 'pad-' + key;

/** Beside the fields, so that what is typed stays in sight. `x`: an ID number may end with one. `head` says which field. */
export function keypadDialog(on: Cashier, typing: Typing, x: boolean, head: VNode): Dialog {
  const { words } = on.boot;
  const rows = padRows(x);
  const acts: { readonly [key: string]: () => void } = {
    [PAD_DELETE]: () => typing.remove(on.focus),
    [PAD_DONE]: () => typing.close(on.focus),
  };
  const labels: { readonly [key: string]: string } = { [PAD_DELETE]: words.key_del, [PAD_DONE]: words.button_done };
  const choice = (key: string): Choice => ({
    id: padId(key),
    act: { kind: 'local', run: acts[key] || (() => typing.digit(on.focus, key)) },
  });
  return {
    rows: rows.map((row) => row.map(choice)),
    initial: padId('5'),
    draw: () => (
      <div class={x ? 'at pad tall' : 'at pad'}>
        <div class="at pad-head">{head}</div>
        {rows.map((row, y) =>
          row.map((key, i) => (
            <Button
              on={on}
              id={padId(key)}
              key={key}
              at={'button key py' + y + (row.length > 1 ? ' px' : ' whole px') + i + (labels[key] ? ' wordy' : '')}
            >
              {labels[key] || key}
            </Button>
          )),
        )}
      </div>
    ),
  };
}
