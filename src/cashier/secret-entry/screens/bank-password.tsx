/** The bank's challenge and the password for it. Nothing is sent by a digit: 确认付款 sends it. */
import { signal } from '@preact/signals';
import { isPassword, ONE_TIME_DIGITS } from '../../../protocol/bank.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import { codeBoxes, digits } from '../../../tv/ui/field.tsx';
import { digitOf } from '../../../tv/ui/keypad-keys.ts';
import { live } from '../../../tv/ui/live.ts';
import type { Cashier, Control, ControlRows, Screen, ScreenProps, StepOf } from '../../contract.ts';
import type { Entry } from '../entry-contract.ts';
import { askControl, typeKey, typingDialog, TYPING_HINTS } from '../entry-keys.tsx';
import { fieldLook, FRAME } from '../entry-parts.tsx';
import { BOARD, letterBoard, OPEN_BOARD } from '../letter-board.tsx';
import { createTyping, fieldId, OPEN_KEYPAD } from '../typing.ts';
import type { Typing } from '../typing.ts';
import { Challenge, fieldOf } from './bank-challenge.tsx';

type Step = StepOf<'bank-password'>;
type Props = ScreenProps<Step>;

const PAY = 'pay';

const Code = live(({ entry, secret }: { entry: Entry; secret: boolean }) =>
  codeBoxes(entry.fields.of('code').value, ONE_TIME_DIGITS, { secret }),
);

/** Dots; the character typed last is seen for a second. */
const Password = live(({ entry, empty }: { entry: Entry; empty: string }) => {
  const text = entry.fields.of('password').value;
  const open = entry.lastShown.value ? 1 : 0;
  const hidden = text.slice(0, text.length - open).replace(/./g, '●');
  return digits(text ? [hidden + text.slice(text.length - open)] : [], empty);
});

const AgainLabel = live(({ on, entry }: { on: Cashier; entry: Entry }) => {
  const { words } = on.boot;
  const s = entry.again.value;
  return <span class={s ? 'quiet' : ''}>{s ? fill(words.button_again_in, { s }) : words.button_again}</span>;
});

/** Another challenge, under another number: the page needs the card's. */
const resend = (on: Cashier, entry: Entry, step: Step): Control => ({
  id: 'again',
  act: {
    kind: 'local',
    run: () => !entry.again.peek() && void entry.send({ kind: 'bank-method', method: 'sms', pan: entry.memory.number(step) }),
  },
  place: 'button bk-again',
  label: () => <AgainLabel on={on} entry={entry} />,
});

const KEYPAD: Control = { id: 'open-keypad', act: OPEN_KEYPAD, place: 'button bk-keypad', label: 'button_keypad' };
const BOARD_OPENS: Control = { id: 'open-board', act: OPEN_BOARD, place: 'button bk-keys', label: 'button_keypad' };

export function bankPassword(entry: Entry): Screen<Step> {
  const { fields, memory } = entry;
  const upper = signal(false);
  /** Remotes' digits type letters. */
  const letters = signal(false);
  let typing: Typing | undefined;
  let version = -1;

  const isWhole = (step: Step): boolean => isPassword(step.challenge.method, fields.of(fieldOf(step)).peek());

  /** One for each question. */
  function typingOf({ step }: Props): Typing {
    if (!typing || version !== step.version) {
      typing = createTyping({ fields, ids: [fieldOf(step)], isWhole: () => isWhole(step), goal: PAY });
      letters.value = upper.value = false;
    }
    version = step.version;
    return typing;
  }

  function pay(props: Props): void {
    const { on, step } = props;
    const id = fieldOf(step);
    if (isWhole(step)) return void entry.send({ kind: 'bank-password', password: fields.of(id).peek() });
    typingOf(props).asked.value = true;
    on.focus.set(fieldId(id));
  }

  /** A password that is whole is left for the button, which alone sends it. */
  function field(props: Props, place: string): Control {
    const { on, step } = props;
    const id = fieldOf(step);
    const is_static = id === 'password';
    const box = (is_static ? 'button field ' : 'button code-boxes ') + place;
    const toPay = { kind: 'local', run: () => void on.focus.set(PAY) } as const;
    return {
      id: fieldId(id),
      place: box,
      act: is_static ? OPEN_BOARD : isWhole(step) ? toPay : OPEN_KEYPAD,
      label: () =>
        is_static ? (
          <Password entry={entry} empty={on.boot.words.bank_empty} />
        ) : (
          <Code entry={entry} secret={step.challenge.method !== 'sms'} />
        ),
      ref: fieldLook(on, typingOf(props), id, box),
    };
  }

  const payControl = (props: Props, place: string): Control => ({
    id: PAY,
    act: { kind: 'local', run: () => pay(props) },
    place: 'button main ' + place,
    label: 'button_confirm',
  });

  /** What a coordinate card or a token is, for those who do not know the words. */
  function ask({ step }: Props): Control {
    const { method } = step.challenge;
    return askControl(fieldOf(step), 'bk-ask', method === 'sms' ? 'code' : 'bank_' + method);
  }

  function buttons(props: Props, places: readonly [string, string, string]): Control[] {
    const { can_change } = props.step;
    const other: Control = { id: 'recheck', act: { kind: 'recheck' }, place: 'button ' + places[1], label: 'button_other_way' };
    const cancel: Control = {
      id: 'change',
      act: { kind: 'change' },
      place: 'button ' + places[can_change ? 2 : 1],
      label: 'button_cancel',
    };
    const [first, help] = [payControl(props, places[0]), ask(props)];
    return can_change ? [first, other, cancel, help] : [first, cancel, help];
  }

  const BUTTONS = ['bk-pay', 'bk-other', 'bk-cancel'] as const;
  const LOW = ['bk-low-0', 'bk-low-1', 'bk-low-2'] as const;

  function rows(props: Props): ControlRows {
    const { on, step } = props;
    switch (step.challenge.method) {
      case 'token':
        return [[field(props, 'bk-token-code')], buttons(props, LOW)];
      case 'coordinates':
        return [[field(props, 'bk-pairs')], buttons(props, BUTTONS)];
      case 'sms':
        return [[field(props, 'bk-code'), ...(memory.knows(step) ? [resend(on, entry, step)] : [])], [KEYPAD], buttons(props, BUTTONS)];
      case 'static': {
        const toggle: Control = {
          id: 'letters',
          act: { kind: 'local', run: () => void (letters.value = !letters.peek()) },
          place: 'button bk-letters',
          label: () => on.boot.words[letters.peek() ? 'button_digits' : 'button_letters'],
        };
        return [[field(props, 'bk-field')], [BOARD_OPENS, toggle], buttons(props, BUTTONS)];
      }
    }
  }

  /** Digits type letters where the viewer asked for it. */
  function typed(props: Props, key: Parameters<NonNullable<Screen<Step>['type']>>[1]): boolean {
    const { on, step } = props;
    const digit = digitOf(key);
    const open = on.focus.scope.peek();
    if (step.challenge.method === 'static' && letters.peek() && digit !== undefined && open === undefined) {
      const { char, again } = entry.tap.press(digit);
      if (again) fields.remove('password');
      typingOf(props).digit(on.focus, char);
      return true;
    }
    entry.tap.end();
    // The board is a dialog with keys of its own: a remote's digits go through it.
    if (open === BOARD && digit !== undefined) {
      typingOf(props).digit(on.focus, digit);
      return true;
    }
    return typeKey(on, typingOf(props), key);
  }

  return {
    ...FRAME,
    hints: () => TYPING_HINTS,
    draw: (props) => <Challenge on={props.on} step={props.step} words={props.words} entry={entry} typing={typingOf(props)} />,
    controls: rows,
    initial: ({ step }) => fieldId(fieldOf(step)),
    back: (step) => ({ kind: step.can_change ? 'recheck' : 'other-card' }),
    type: typed,
    dialog: (props, name) => {
      if (name !== BOARD)
        return typingDialog(props.on, typingOf(props), name, false, () => <span class="quiet">{props.words.button_keypad}</span>);
      const shift = (): void => void (upper.value = !upper.peek());
      return letterBoard(props.on, typingOf(props), { upper: upper.value, shift });
    },
  };
}
