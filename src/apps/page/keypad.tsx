/** Digits by arrow keys, for remotes without them. */
import { digits } from '../../tv/ui/field.tsx';
import { deletes, digitOf, PAD_DELETE, PAD_DONE, padRows } from '../../tv/ui/keypad-keys.ts';
import { Header, HINT, hint, HOTLINE, Text } from './frame.tsx';
import type { AppControl, Page, Screen } from './page.tsx';

export interface KeypadParts {
  page: Page;
  mark: string;
  name: string;
  title: string;
  shown(): string[];
  /** Under the number: how much is left, say. */
  note(): string;
  digit(digit: string): void;
  remove(): void;
  done(): void;
  /** Nothing is sent or kept. */
  cancel(): void;
}

const NAMES: { readonly [key: string]: string } = { [PAD_DELETE]: '删除', [PAD_DONE]: '完成' };
const LAST_ROW = 3;

export function keypadScreen({ page: _page, mark, name, title, shown, note, digit, remove, done, cancel }: KeypadParts): Screen {
  const act = (key: string) => (key === PAD_DELETE ? remove : key === PAD_DONE ? done : () => digit(key));
  return {
    id: 'keypad',
    draw: () => (
      <div>
        <Header mark={mark} name={name} guarded />
        <Text box="pad-title" look="title">
          {title}
        </Text>
        <div class="at tile field active pad-field">{digits(shown())}</div>
        <Text box="pad-note" look="quiet">
          {note()}
        </Text>
      </div>
    ),
    controls: () =>
      padRows().map((row, y) => {
        const keys = row.map((key, x): AppControl => ({
          id: 'pad-' + key,
          act: act(key),
          place: 'button pad-' + y + '-' + x,
          label: () => NAMES[key] || key,
        }));
        return y === LAST_ROW ? [{ id: 'cancel', act: cancel, place: 'button pad-cancel', label: () => '取消' }, ...keys] : keys;
      }),
    initial: 'pad-5',
    foot: HOTLINE,
    hints: [HINT.choose, HINT.ok, hint('key_back', '取消')],
    back: cancel,
    key(key) {
      const typed = digitOf(key);
      if (typed !== undefined) digit(typed);
      else if (deletes(key)) remove();
      else return false;
      return true;
    },
  };
}
