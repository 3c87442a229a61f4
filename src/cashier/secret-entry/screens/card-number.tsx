import type { Cashier } from '../../controller.ts';
import { Button } from '../../parts/button.tsx';
import { live } from '../../../tv/ui/live.ts';
import type { Choice, Screen, StepOf } from '../../contract.ts';
import { keypadDialog } from '../keypad-dialog.tsx';
import type { Entry } from '../entry-contract.ts';
import { ask, Ask, askHelp, Face, Field, helpCard, FRAME, TYPING_HINTS } from '../entry-parts.tsx';
import { createTyping, fieldId, KEYPAD, OPEN_KEYPAD } from '../typing.ts';
import type { Typing } from '../typing.ts';
import { isLongEnough, looksMistyped } from '../validate.ts';

type Numbered = StepOf<'card-number'>;

const NEXT = 'next';
const OPEN: Choice = { id: 'open-keypad', act: OPEN_KEYPAD };

/** The bank as soon as the number tells it. */
const Bank = live(({ entry }: { entry: Entry }) => {
  const face = entry.face.value;
  return face && face.bank ? <Face face={face} tail="" at="bank" /> : null;
});

/** One sentence below the field. What looks mistyped is said once the viewer says that the number is complete. */
const Hint = live(({ on, entry, typing, note }: { on: Cashier; entry: Entry; typing: Typing; note: string | undefined }) => {
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
  return <div class={'at tips ' + (warns ? 'warn' : 'quiet')}>{text}</div>;
});

/** One long field. */
export function cardNumber(entry: Entry): Screen<Numbered> {
  const { fields } = entry;
  const pan = (): string => fields.of('pan').peek();
  let typing = createTyping({ fields, ids: ['pan'], isWhole: () => isLongEnough(pan()), goal: NEXT });
  let asked = -1;
  let here: Cashier | undefined;

  function typingOf(step: Numbered): Typing {
    if (asked !== step.version) typing = createTyping({ fields, ids: ['pan'], isWhole: () => isLongEnough(pan()), goal: NEXT });
    asked = step.version;
    return typing;
  }

  function next(): void {
    if (isLongEnough(pan())) return void entry.send({ kind: 'card-number', pan: pan() });
    typing.asked.value = true;
    if (here) here.focus.set(fieldId('pan'));
  }

  /** OK on the field says that the number is complete; what looks mistyped is asked about once. */
  function field(): Choice {
    const id = fieldId('pan');
    if (!isLongEnough(pan())) return { id, act: OPEN_KEYPAD };
    return { id, act: { kind: 'local', run: () => (looksMistyped(pan()) && here ? void here.focus.set(NEXT) : next()) } };
  }

  return {
    ...FRAME,
    hints: () => TYPING_HINTS,
    ok: 'does_next',
    draw: ({ step, words }, on) => {
      here = on;
      const typed = { on, entry, typing: typingOf(step) };
      return (
        <div>
          <div class="at ask-title title line">{words.card_title}</div>
          <Field {...typed} id="pan" at="pan" />
          <Ask on={on} id="pan" at="pan-ask" />
          <Bank entry={entry} />
          <Hint {...typed} note={step.note} />
          <Button on={on} id={NEXT} at="button main act-a">
            {words.button_next}
          </Button>
          <Button on={on} id={OPEN.id} at="button act-b">
            {words.button_keypad}
          </Button>
          <Button on={on} id="delete" at="button act-c">
            {words.button_delete}
          </Button>
        </div>
      );
    },
    rows: () => [
      [field(), ask('pan')],
      [
        { id: NEXT, act: { kind: 'local', run: next } },
        OPEN,
        { id: 'delete', act: { kind: 'local', run: () => here && typing.remove(here.focus) } },
      ],
    ],
    back: (step) => ({ kind: step.has_list ? 'cards' : 'change' }),
    type: (_view, on, key) => (key === 'Blue' ? askHelp(on, typing) : typing.key(on.focus, key)),
    dialog: (_view, on, name) =>
      name === KEYPAD
        ? keypadDialog(on, typing, false, <span class="quiet">{on.boot.words.button_keypad}</span>)
        : helpCard(on, typing, name),
  };
}
