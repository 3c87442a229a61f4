import { fill } from '../../../protocol/texts/fill.ts';
import { CARD_LENGTHS } from '../../../protocol/card.ts';
import type { Cashier } from '../../cashier.ts';
import { Button } from '../../parts/button.tsx';
import { live } from '../../parts/live.ts';
import { message, OTHER_CARD } from '../../parts/message.tsx';
import { wear } from '../../parts/wear.ts';
import type { Act, Choice, Screen, StepOf } from '../../screen.ts';
import type { Desk } from '../kit.ts';
import { faceText, helpCard, keypadDialog } from '../parts.tsx';
import { askId, createTyping, fieldId, helpDialog, helpOf, KEYPAD } from '../typing.ts';

type Sms = StepOf<'sms-code'>;

const PAY = 'pay';
const AGAIN = 'again';
const FIELD: Choice = { id: fieldId('code'), act: { kind: 'open', dialog: KEYPAD } };
const ASK: Choice = { id: askId('code'), act: { kind: 'open', dialog: helpDialog('code') } };
const OPEN: Choice = { id: 'open-keypad', act: { kind: 'open', dialog: KEYPAD } };
const PLACES: readonly number[] = [0, 1, 2, 3, 4, 5];

/** Six boxes; the next digit's is lit. */
const Boxes = live(({ desk, off }: { desk: Desk; off: boolean }) => {
  const text = desk.fields.of('code').value;
  return (
    <span>
      {PLACES.map((i) => (
        <span key={i} class={'box' + (off ? ' off' : i === text.length ? ' lit' : '')}>
          {text.charAt(i)}
        </span>
      ))}
    </span>
  );
});

const AgainLabel = live(({ on, desk }: { on: Cashier; desk: Desk }) => {
  const { words } = on.boot;
  const s = desk.again.value;
  return <span>{s ? fill(words.button_again_in, { s }) : words.button_again}</span>;
});

const Hint = live(({ on, desk, step }: { on: Cashier; desk: Desk; step: Sms }) => {
  const { words } = on.boot;
  const full = desk.fields.of('code').value.length === CARD_LENGTHS.code;
  const s = desk.again.value;
  if (step.wrong) return <div class="at sms-hint warn">{s ? fill(words.sms_wrong_in, { s }) : words.sms_wrong_now}</div>;
  const said = full ? words.sms_full : step.note;
  return <div class={'at sms-hint ' + (full ? 'strong' : step.note ? 'warn' : 'quiet')}>{said || words.sms_hint}</div>;
});

/** What this step needs stands on another TV, or was wiped. */
const elsewhere = message<Sms>(
  ({ words }) => ({ mark: 'note', title: words.card_elsewhere_title, text: words.card_elsewhere_text, ways: [OTHER_CARD] }),
  { back: () => ({ kind: 'other-card' }) },
);

export function smsCode(desk: Desk): Screen<Sms> {
  const { fields, typed } = desk;
  const typing = createTyping({ fields, ids: ['code'], isDone: () => fields.full('code'), then: PAY });
  const pay = (step: Sms): Choice => {
    const code = fields.of('code').peek();
    const act: Act = fields.full('code') ? { kind: 'secret', answer: { kind: 'sms-code', code, ...typed.card(step) } } : (FIELD.act as Act);
    return { id: PAY, act };
  };
  const again = (step: Sms): Choice =>
    desk.again.peek() ? { id: AGAIN } : { id: AGAIN, act: { kind: 'secret', answer: { kind: 'sms-again', ...typed.card(step) } } };
  return {
    draw: (view, on) => {
      const { step, words } = view;
      if (!typed.has(step)) return elsewhere.draw(view, on);
      const amount = step.order ? fill(words.amount, { yuan: step.order.amount_text }) : '';
      return (
        <div>
          <div class="at ask-title title line">{step.wrong ? words.sms_wrong_title : words.sms_title}</div>
          <div class="at sms-to line">
            {fill(words.sms_to, { tail: step.phone_tail })} <span class="quiet">{faceText(step.card, words.card_tail)}</span>
          </div>
          {step.wrong ? (
            <div class="at codes">
              <Boxes desk={desk} off />
            </div>
          ) : (
            <div ref={wear(on.focus, FIELD.id, 'button codes')} onClick={() => on.press(FIELD.id)}>
              <Boxes desk={desk} off={false} />
            </div>
          )}
          {step.wrong ? null : (
            <Button on={on} id={ASK.id} at="button qm code-ask">
              ?
            </Button>
          )}
          <Hint on={on} desk={desk} step={step} />
          {step.wrong ? null : (
            <Button on={on} id={PAY} at="button main four-a">
              {fill(words.button_pay, { amount })}
            </Button>
          )}
          {step.wrong ? null : (
            <Button on={on} id={AGAIN} at="button four-b">
              <AgainLabel on={on} desk={desk} />
            </Button>
          )}
          {step.wrong ? null : (
            <Button on={on} id={OPEN.id} at="button four-c">
              {words.button_keypad}
            </Button>
          )}
          <Button on={on} id={OTHER_CARD.id} at={'button ' + (step.wrong ? 'four-a' : 'four-d')}>
            {words.button_other_card}
          </Button>
        </div>
      );
    },
    rows: (view) => {
      const { step } = view;
      if (!typed.has(step)) return elsewhere.rows(view);
      if (step.wrong) return [[OTHER_CARD]];
      return [
        [FIELD, ASK],
        [pay(step), again(step), OPEN, OTHER_CARD],
      ];
    },
    initial: (step) => (step.wrong ? OTHER_CARD.id : FIELD.id),
    back: (step) => (step.wrong || typed.has(step) ? { kind: 'recheck' } : { kind: 'other-card' }),
    type({ step }, on, key) {
      if (step.wrong || !typed.has(step)) return false;
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
