import { CARD_LENGTHS } from '../../../protocol/card.ts';
import { Button } from '../../parts/button.tsx';
import { live } from '../../parts/live.ts';
import type { Choice, Screen, StepOf } from '../../screen.ts';
import type { Desk } from '../kit.ts';
import { BankMark, faceText, Field, helpCard, keypadDialog } from '../parts.tsx';
import type { Typed } from '../parts.tsx';
import { askId, createTyping, fieldId, helpDialog, helpOf, KEYPAD } from '../typing.ts';
import { looksMistyped, looksWhole } from '../validate.ts';

const FIELD: Choice = { id: fieldId('pan'), act: { kind: 'open', dialog: KEYPAD } };
const ASK: Choice = { id: askId('pan'), act: { kind: 'open', dialog: helpDialog('pan') } };
const OPEN: Choice = { id: 'open-keypad', act: { kind: 'open', dialog: KEYPAD } };
const NEXT = 'next';

/** The bank as soon as the number tells it. */
const Bank = live(({ desk }: { desk: Desk }) => {
  const face = desk.face.value;
  return face && face.bank ? (
    <div class="at bank line">
      <BankMark face={face} />
      {faceText(face, '')}
    </div>
  ) : null;
});

/** A typing mistake is a gentle hint, never a lock. */
const Hint = live(({ on, desk, note }: Typed & { note: string | undefined }) => {
  const { words } = on.boot;
  const pan = desk.fields.of('pan').value;
  const mistyped = looksMistyped(pan);
  const text = mistyped ? words.card_luhn : !pan && note ? note : looksWhole(pan) ? words.card_full : words.card_hint;
  return <div class={'at pan-hint ' + (mistyped || (!pan && note) ? 'warn' : 'quiet')}>{text}</div>;
});

export function cardNumber(desk: Desk): Screen<StepOf<'card-number'>> {
  const { fields } = desk;
  const typing = createTyping({ fields, ids: ['pan'], isDone: () => looksWhole(fields.of('pan').peek()), then: NEXT });
  const REMOVE: Choice = { id: 'delete', act: { kind: 'local', run: () => void fields.remove('pan') } };
  const next = (): Choice => {
    const pan = fields.of('pan').peek();
    return pan.length < CARD_LENGTHS.pan_min ? { id: NEXT, act: FIELD.act } as Choice : { id: NEXT, act: { kind: 'secret', answer: { kind: 'card-number', pan } } };
  };
  return {
    draw: ({ step, words }, on) => {
      const typed: Typed = { on, desk, typing };
      return (
        <div>
          <div class="at ask-title title line">{words.card_title}</div>
          <Field {...typed} id="pan" at="pan" empty={words.card_empty} />
          <Button on={on} id={ASK.id} at="button qm pan-ask">
            ?
          </Button>
          <Bank desk={desk} />
          <Hint {...typed} note={step.note} />
          <Button on={on} id={NEXT} at="button main act-a">
            {words.button_next}
          </Button>
          <Button on={on} id={OPEN.id} at="button act-b">
            {words.button_keypad}
          </Button>
          <Button on={on} id={REMOVE.id} at="button act-c">
            {words.button_delete}
          </Button>
        </div>
      );
    },
    rows: () => [
      [FIELD, ASK],
      [next(), OPEN, REMOVE],
    ],
    back: (step) => ({ kind: step.has_list ? 'cards' : 'change' }),
    type(_view, on, key) {
      if (key === 'Blue' && on.focus.scope.peek() === undefined) on.press(ASK.id);
      else return typing.key(on, key);
      return true;
    },
    dialog: (_view, on, name) => {
      const help = helpOf(name);
      return help ? helpCard(on, help) : name === KEYPAD ? keypadDialog({ on, desk, typing }, false) : undefined;
    },
    hints: [
      ['key_digits', 'does_type'],
      ['key_yellow', 'does_delete'],
      ['key_blue', 'does_help'],
    ],
    ribbon: ({ step }) => step.channel_name,
    due: true,
    clock: 'time_order',
  };
}
