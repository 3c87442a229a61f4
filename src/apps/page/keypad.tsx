/** Digits by arrow keys, for remotes without them. */
import { digits } from '../../tv/ui/field.tsx';
import { deletes, digitOf, PAD_DELETE, PAD_DONE, padRows } from '../../tv/ui/keypad-keys.ts';
import { Header, HINT, hint, HOTLINE, Text } from './frame.tsx';
import type { Page, Screen } from './page.tsx';

export interface KeypadParts {
  page: Page;
  mark: string;
  name: string;
  title: string;
  shown(): string[];
  digit(digit: string): void;
  remove(): void;
  done(): void;
}

const NAMES: { readonly [key: string]: string } = { [PAD_DELETE]: '删除', [PAD_DONE]: '完成' };

export function keypadScreen({ page: _page, mark, name, title, shown, digit, remove, done }: KeypadParts): Screen {
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
      </div>
    ),
    controls: () =>
      padRows().map((row, y) =>
        row.map((key, x) => ({ id: 'pad-' + key, act: act(key), place: 'button pad-' + y + '-' + x, label: () => NAMES[key] || key })),
      ),
    initial: 'pad-5',
    foot: HOTLINE,
    hints: [HINT.choose, HINT.ok, hint('key_back', '完成')],
    back: done,
    key(key) {
      const typed = digitOf(key);
      if (typed !== undefined) digit(typed);
      else if (deletes(key)) remove();
      else return false;
      return true;
    },
  };
}
