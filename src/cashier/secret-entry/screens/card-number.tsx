import { live } from '../../../tv/ui/live.ts';
import type { Act, Screen, ScreenProps, StepOf } from '../../contract.ts';
import type { Entry } from '../entry-contract.ts';
import { askControl, CANCEL, deleteControl, OPEN, typeKey, TYPING_HINTS, typingDialog } from '../entry-keys.tsx';
import { Face, fieldControl, FRAME } from '../entry-parts.tsx';
import type { FieldProps } from '../entry-parts.tsx';
import { createTyping, fieldId, OPEN_KEYPAD } from '../typing.ts';
import { KeypadCode } from './by-phone.tsx';
import type { Typing } from '../typing.ts';
import { isLongEnough, looksMistyped } from '../../../protocol/card-hints.ts';

type Props = ScreenProps<StepOf<'card-number'>>;

const NEXT = 'next';

/** The bank as soon as the number tells it. */
const Bank = live(({ entry }: { entry: Entry }) => {
  const face = entry.face.value;
  return face && face.bank ? <Face face={face} tail="" at="panel bank" /> : null;
});

/** One sentence below the field. A number that looks mistyped is questioned once the viewer says that it is complete. */
const Hint = live(({ on, entry, typing, note }: FieldProps & { note: string | undefined }) => {
  const { words } = on.boot;
  const pan = entry.fields.of('pan').value;
  const leaving = on.focus.isFocused(NEXT).value;
  const [text, warns] =
    typing.asked.value && !isLongEnough(pan)
      ? [words.card_short, true]
      : leaving && looksMistyped(pan)
        ? [words.card_luhn, true]
        : note && !pan
          ? [note, true]
          : [entry.fields.full('pan') ? words.card_full : isLongEnough(pan) ? words.card_press_ok : words.card_hint, false];
  return <div class={'at entry-hint ' + (warns ? 'warn' : 'quiet')}>{text}</div>;
});

/** One long field. */
export function cardNumber(entry: Entry): Screen<StepOf<'card-number'>> {
  const { fields } = entry;
  const pan = (): string => fields.of('pan').peek();
  const make = (): Typing => createTyping({ fields, ids: ['pan'], isWhole: () => isLongEnough(pan()), goal: NEXT });
  let typing = make();
  let version = -1;

  /** One for each question. */
  function typingOf({ step }: Props): Typing {
    if (version !== step.version) typing = make();
    version = step.version;
    return typing;
  }

  function next({ on }: Props): void {
    if (isLongEnough(pan())) return void entry.send({ kind: 'card-number', pan: pan() });
    typing.asked.value = true;
    on.focus.set(fieldId('pan'));
  }

  /** OK on the field says that the number is complete; one that looks mistyped is asked about once. */
  function fieldAct(props: Props): Act {
    if (!isLongEnough(pan())) return OPEN_KEYPAD;
    return { kind: 'local', run: () => (looksMistyped(pan()) ? void props.on.focus.set(NEXT) : next(props)) };
  }

  return {
    ...FRAME,
    hints: () => TYPING_HINTS,
    ok: () => 'does_next',
    draw: (props) => (
      <div>
        <div class="at entry-title title line">{props.words.card_title}</div>
        {props.step.keypad ? <KeypadCode {...props} /> : <div class="at entry-picture p-pan" />}
        <Bank entry={entry} />
        <Hint on={props.on} entry={entry} typing={typingOf(props)} note={props.step.note} />
      </div>
    ),
    controls: (props) => [
      [fieldControl({ on: props.on, entry, typing: typingOf(props) }, 'pan', 'pan', fieldAct(props)), askControl('pan', 'pan-help')],
      [
        { id: NEXT, act: { kind: 'local', run: () => next(props) }, place: 'button main action-left', label: 'button_next' },
        OPEN,
        deleteControl(props.on, typingOf(props)),
        CANCEL,
      ],
    ],
    back: (step) => ({ kind: step.has_list ? 'cards' : 'change' }),
    type: (props, key) => typeKey(props.on, typingOf(props), key),
    dialog: (props, name) =>
      typingDialog(props.on, typingOf(props), name, false, () => <span class="quiet">{props.words.button_keypad}</span>),
  };
}
