/** Digits by the remote's own keys or a keypad beside them: a payment password (dots, and keys in another order each time), a code, a phone. */
import { signal } from '@preact/signals';
import { CARD_LENGTHS } from '../protocol/card.ts';
import { grouped } from '../protocol/card-groups.ts';
import { codeBoxes, digits } from '../tv/ui/field.tsx';
import { deletes, digitOf, PAD_DELETE, PAD_DONE, padRows } from '../tv/ui/keypad-keys.ts';
import { Header, Text } from '../apps/page/frame.tsx';
import type { Screen } from '../apps/page/page.tsx';
import { footOf, hintsOf, MARK } from './facts.ts';
import type { Me } from './facts.ts';

export interface PassParts {
  title: string;
  /** A password where it is not said. */
  kind?: 'code' | 'phone';
  where?: string;
  /** Why it is asked again. */
  problem?: string;
  back(): void;
  /** Called once. */
  done(password: string): void;
}

function shuffled(): string {
  const left = '1234567890'.split('');
  let made = '';
  while (left.length > 0) made += left.splice(Math.floor(Math.random() * left.length), 1).join('');
  return made;
}

export function passScreen(me: Me, { title, kind, where, problem = '', back, done }: PassParts): Screen {
  const { page, words } = me;
  const hints = hintsOf(words);
  const typed = signal('');
  const said = signal(problem);
  const order = kind ? '1234567890' : shuffled();
  const length = kind === 'phone' ? CARD_LENGTHS.phone : CARD_LENGTHS.pass;
  let sent = false;

  function add(digit: string): void {
    if (typed.peek().length >= length) return;
    typed.value += digit;
    said.value = '';
    if (typed.peek().length === length) page.focus.set(idOf(PAD_DONE));
  }
  function remove(): void {
    typed.value = typed.peek().slice(0, -1);
  }
  function end(): void {
    if (sent) return;
    if (typed.peek().length < length) {
      said.value = kind === 'phone' ? words.phone_bad : words.pass_short;
      return;
    }
    sent = true;
    done(typed.peek());
  }
  const idOf = (key: string): string => 'pad-' + key;
  const labels: { readonly [key: string]: string } = { [PAD_DELETE]: words.pad_delete, [PAD_DONE]: words.pad_done };
  const acts: { readonly [key: string]: () => void } = { [PAD_DELETE]: remove, [PAD_DONE]: end };
  const rows = padRows(false, order);

  return {
    id: 'pass:' + title + order + problem,
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={where || words.pass} />
        <Text box="pass-title" look="title">
          {title}
        </Text>
        {kind === 'phone' ? (
          <div class="at tile field active pad-field">{digits(grouped('phone', typed.value))}</div>
        ) : (
          <div class="at pass-code">{codeBoxes(typed.value, length, { secret: !kind })}</div>
        )}
        <Text box="pass-say" look={said.value ? 'warn' : 'quiet'}>
          {said.value || words.pass_hint}
        </Text>
      </div>
    ),
    controls: () =>
      rows.map((row, y) =>
        row.map((key, x) => ({
          id: idOf(key),
          act: acts[key] || (() => add(key)),
          place: 'button pad-' + y + '-' + x,
          label: () => labels[key] || key,
        })),
      ),
    initial: idOf((rows[1] as readonly string[])[1] as string),
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
    key(key) {
      const digit = digitOf(key);
      if (digit !== undefined) add(digit);
      else if (deletes(key)) remove();
      else return false;
      return true;
    },
  };
}
