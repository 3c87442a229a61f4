/** A keyboard over the screen for a static password: letters and digits for remotes with five keys. */
import type { Act, Cashier, Control, Dialog } from '../contract.ts';
import type { Typing } from './typing.ts';

export const BOARD = 'board';
export const OPEN_BOARD: Act = { kind: 'open', dialog: BOARD };

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

export interface BoardParts {
  upper: boolean;
  shift(): void;
}

export function letterBoard(on: Cashier, typing: Typing, { upper, shift }: BoardParts): Dialog {
  const { focus, boot } = on;
  const key = (id: string, label: string, row: number, column: number, run: () => void, more = ''): Control => ({
    id: 'board-' + id,
    act: { kind: 'local', run },
    place: 'button key bk-br-' + row + ' bk-bc-' + column + more,
    label: () => label,
  });
  const letters = ROWS.map((row, y) =>
    row.split('').map((char, x) => {
      const shown = upper ? char.toUpperCase() : char;
      return key(char, shown, y, x, () => typing.digit(focus, shown));
    }),
  );
  const { words } = boot;
  return {
    controls: [
      letters[0] as Control[],
      letters[1] as Control[],
      [...(letters[2] as Control[]), key('shift', upper ? 'abc' : 'ABC', 2, 9, shift)],
      [
        ...(letters[3] as Control[]),
        key('delete', words.key_del, 3, 7, () => typing.remove(focus), ' bk-bwide wordy'),
        key('done', words.button_done, 3, 9, () => typing.close(focus), ' wordy'),
      ],
    ],
    initial: 'board-1',
    draw: (keys) => <div class="at bk-board">{keys}</div>,
  };
}
