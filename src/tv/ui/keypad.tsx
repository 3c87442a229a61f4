/** A keypad over the screen, for remotes without digits: beside the fields, which stay in sight. */
import type { ComponentChildren } from 'preact';
import { boxName } from './boxes.ts';
import type { Control } from './control.tsx';
import type { Dialog } from './dialog.tsx';
import { PAD_DELETE, PAD_DONE, padRows } from './keypad-keys.ts';
import type { Surface } from './surface.ts';

export interface KeypadParts<Act> {
  /** An ID number may end with an X. */
  x?: boolean;
  /** The ten digits as they stand, row by row. */
  order?: string;
  /** Which field it types into. */
  head: ComponentChildren;
  digit(key: string): void;
  remove(): void;
  done(): void;
  /** Makes an act of something done here. */
  act(run: () => void): Act;
  words: { key_del: string; button_done: string };
}

const padId = (key: string): string => 'pad-' + key;

export function keypadDialog<Act, On extends Surface>(parts: KeypadParts<Act>): Dialog<Control<Act, On, never>> {
  const { x = false, order, head, digit, words } = parts;
  const acts: { readonly [key: string]: () => void } = { [PAD_DELETE]: parts.remove, [PAD_DONE]: parts.done };
  const labels: { readonly [key: string]: string } = { [PAD_DELETE]: words.key_del, [PAD_DONE]: words.button_done };
  return {
    controls: padRows(x, order).map((row, y) =>
      row.map((key, i) => {
        const label = labels[key];
        const wide = row.length > 1 ? ' ' : ' key-wide ';
        return {
          id: padId(key),
          act: parts.act(acts[key] || (() => digit(key))),
          place: 'button key ' + boxName('key-row', y) + wide + boxName('key-column', i) + (label ? ' wordy' : ''),
          label: () => label || key,
        };
      }),
    ),
    initial: padId((order || '12345').charAt(4)),
    draw: (keys) => (
      <div class={x ? 'at keypad tall' : 'at keypad'}>
        <div class="at keypad-head">{head}</div>
        {keys}
      </div>
    ),
  };
}
