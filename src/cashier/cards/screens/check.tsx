import type { CardElement } from '../../../protocol/card.ts';
import type { Step } from '../../../protocol/step.ts';
import type { Words } from '../../../protocol/texts/words.ts';
import type { Cashier } from '../../cashier.ts';
import { Button } from '../../parts/button.tsx';
import { live } from '../../parts/live.ts';
import { message, OTHER_CARD } from '../../parts/message.tsx';
import type { Act, Choice, Screen, StepOf } from '../../screen.ts';
import type { Desk } from '../kit.ts';
import { BankMark, faceText, Field, helpCard, keypadDialog } from '../parts.tsx';
import type { Typed } from '../parts.tsx';
import { askId, createTyping, fieldId, helpDialog, helpOf, KEYPAD } from '../typing.ts';
import type { Typing } from '../typing.ts';
import { isHopeless, isRight } from '../validate.ts';

type Check = StepOf<'card-check'>;

const SEND = 'send-code';
const OPEN: Choice = { id: 'open-keypad', act: { kind: 'open', dialog: KEYPAD } };
const field = (id: CardElement): Choice => ({ id: fieldId(id), act: { kind: 'open', dialog: KEYPAD } });
const ask = (id: CardElement): Choice => ({ id: askId(id), act: { kind: 'open', dialog: helpDialog(id) } });

const labelOf = (id: CardElement, words: Words): string => words[`field_${id}`];
const wrongOf = (id: CardElement, words: Words): string => words[`wrong_${id}`];

/** Said beside its field, as soon as it is sure; what the bank's side said, until the field is touched. */
const Told = live(({ on, desk, id, step, at }: { on: Cashier; desk: Desk; id: CardElement; step: Check; at: string }) => {
  const { words } = on.boot;
  const text = desk.fields.of(id).value;
  const own = isHopeless(id, text) ? wrongOf(id, words) : undefined;
  const said = own || (step.note_field === id ? step.note : undefined);
  return said ? <div class={'at told-at warn ' + at}>{said}</div> : null;
});

const Remember = live(({ on, desk }: { on: Cashier; desk: Desk }) => {
  const yes = desk.fields.remember.value;
  return (
    <Button on={on} id="remember" at="button small remember">
      <span class={yes ? 'tick yes' : 'tick'}>{yes ? '✓' : ''}</span>
      {on.boot.words.card_remember}
    </Button>
  );
});

/** This page does not have the number: another TV's viewer types, or it was wiped. */
const elsewhere = message<Check>(
  ({ words }) => ({ mark: 'note', title: words.card_elsewhere_title, text: words.card_elsewhere_text, ways: [OTHER_CARD] }),
  { back: () => ({ kind: 'other-card' }) },
);

/** Exactly the fields this card needs. */
export function cardCheck(desk: Desk): Screen<Check> {
  const { fields, typed } = desk;
  // One for each question; a new one has other fields.
  let typing: Typing | undefined;
  let asked = '';
  const typingOf = (step: Check): Typing => {
    const question = step.version + step.need.join();
    if (!typing || asked !== question) {
      asked = question;
      // An ID number of 15 digits is whole, but most have 18: it is left by hand.
      typing = createTyping({ fields, ids: step.need, isDone: (id) => fields.full(id) && isRight(id as CardElement, fields.of(id).peek()), then: SEND });
    }
    return typing;
  };

  /** The first field that is not right is gone to; else everything goes out. */
  function send(step: Check, on: Cashier): Act {
    for (const id of step.need)
      if (!isRight(id, fields.of(id).peek())) return { kind: 'local', run: () => void on.focus.set(fieldId(id)) };
    return { kind: 'secret', answer: { kind: 'card-check', ...typed.card(step) } };
  }

  let here: Cashier | undefined;

  return {
    draw: (view, on) => {
      here = on;
      const { step, words } = view;
      if (!typed.has(step)) return elsewhere.draw(view, on);
      const common: Typed = { on, desk, typing: typingOf(step) };
      return (
        <div>
          <div class="at face line">
            <BankMark face={step.card} />
            {faceText(step.card, words.card_tail)}
          </div>
          {step.need.map((id, i) => (
            <div key={id}>
              <div class={'at label fr' + i}>{labelOf(id, words)}</div>
              <Field {...common} id={id} at={'typed fr' + i} empty={id === 'expiry' ? words.empty_expiry : ''} />
              <Button on={on} id={askId(id)} at={'button qm fr' + i}>
                ?
              </Button>
              <Told on={on} desk={desk} id={id} step={step} at={'fr' + i} />
            </div>
          ))}
          {step.can_remember ? <Remember on={on} desk={desk} /> : <div class="at remember-why quiet">{step.why}</div>}
          <Button on={on} id={SEND} at="button main act-a">
            {words.button_send_code}
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
    rows: (view) => {
      const { step } = view;
      if (!typed.has(step)) return elsewhere.rows(view);
      const on = here;
      const remove: Choice = { id: 'delete', act: { kind: 'local', run: () => on && typingOf(step).remove(on) } };
      const go: Choice = on ? { id: SEND, act: send(step, on) } : { id: SEND };
      const remember: Choice = { id: 'remember', act: { kind: 'local', run: () => fields.setRemember(!fields.remember.peek()) } };
      return [...step.need.map((id) => [field(id), ask(id)]), ...(step.can_remember ? [[remember]] : []), [go, OPEN, remove]];
    },
    initial: (step) => fieldId(step.note_field || (step.need[0] as CardElement)),
    back: (step) => (step.needs_pan ? { kind: 'other-card' } : { kind: step.has_list ? 'cards' : 'change' }),
    type({ step }, on, key) {
      here = on;
      if (!typed.has(step)) return false;
      const typing = typingOf(step);
      if (key === 'Blue' && on.focus.scope.peek() === undefined) on.press(askId(typing.active(on)));
      else return typing.key(on, key);
      return true;
    },
    dialog({ step }, on, name) {
      const help = helpOf(name);
      if (help) return helpCard(on, help);
      const x = step.need.some((id) => id === 'id' || id === 'id_last6');
      return name === KEYPAD ? keypadDialog({ on, desk, typing: typingOf(step) }, x) : undefined;
    },
    hints: [
      ['key_digits', 'does_type'],
      ['key_yellow', 'does_delete'],
      ['key_blue', 'does_help'],
    ],
    ribbon: ({ step }: { step: Step & { channel_name: string } }) => step.channel_name,
    due: true,
    clock: 'time_order',
  };
}
