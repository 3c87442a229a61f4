import { CARD_LENGTHS } from '../../../protocol/card.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import type { Cashier } from '../../controller.ts';
import { Button } from '../../parts/button.tsx';
import { live } from '../../../tv/ui/live.ts';
import { OTHER_CARD } from '../../parts/message.tsx';
import type { Choice, Screen, StepOf } from '../../contract.ts';
import { keypadDialog } from '../keypad-dialog.tsx';
import type { Entry } from '../entry-contract.ts';
import { ask, Ask, askHelp, Face, helpCard, FRAME, TYPING_HINTS, fieldClass } from '../entry-parts.tsx';
import { createTyping, fieldId, KEYPAD, OPEN_KEYPAD } from '../typing.ts';
import type { Typing } from '../typing.ts';
import { elsewhere } from './elsewhere.ts';

type Sms = StepOf<'sms-code'>;

const PAY = 'pay';
const AGAIN = 'again';
const CODE = fieldId('code');
const OPEN: Choice = { id: 'open-keypad', act: OPEN_KEYPAD };
const PLACES: readonly number[] = [0, 1, 2, 3, 4, 5];

/** Six boxes; the next digit's is lit while digits are taken. */
const Boxes = live(({ entry, off }: { entry: Entry; off: boolean }) => {
  const text = entry.fields.of('code').value;
  return (
    <div>
      {PLACES.map((i) => (
        <span key={i} class={'box' + (!off && i === text.length ? ' next' : '')}>
          {text.charAt(i)}
        </span>
      ))}
    </div>
  );
});

const AgainLabel = live(({ on, entry }: { on: Cashier; entry: Entry }) => {
  const { words } = on.boot;
  const s = entry.again.value;
  return <span class={s ? 'quiet' : ''}>{s ? fill(words.button_again_in, { s }) : words.button_again}</span>;
});

const Hint = live(({ on, entry, typing, step }: { on: Cashier; entry: Entry; typing: Typing; step: Sms }) => {
  const { words } = on.boot;
  if (step.wrong) {
    const s = entry.again.value;
    return <div class="at tips">{s ? fill(words.sms_wrong_in, { s }) : words.sms_wrong_now}</div>;
  }
  const text = entry.fields.of('code').value;
  const full = text.length === CARD_LENGTHS.code;
  const short = typing.asked.value && !full ? words.sms_short : '';
  const warns = short || (!text && step.note);
  return <div class={'at tips ' + (full ? 'strong' : warns ? 'warn' : 'quiet')}>{full ? words.sms_full : warns || words.sms_hint}</div>;
});

/** Six digits, then OK. */
export function smsCode(entry: Entry): Screen<Sms> {
  const { fields, memory } = entry;
  const isFull = (): boolean => fields.of('code').peek().length === CARD_LENGTHS.code;
  const make = (): Typing => createTyping({ fields, ids: ['code'], isWhole: isFull, goal: PAY });
  let typing = make();
  let asked = -1;
  let here: Cashier | undefined;

  function typingOf(step: Sms): Typing {
    if (asked !== step.version) typing = make();
    asked = step.version;
    return typing;
  }

  function pay(step: Sms): void {
    if (isFull()) return void entry.send({ kind: 'sms-code', code: fields.of('code').peek(), ...memory.card(step) });
    typing.asked.value = true;
    if (here) here.focus.set(CODE);
  }

  function again(step: Sms): void {
    if (!entry.again.peek()) entry.send({ kind: 'sms-again', ...memory.card(step) });
  }

  return {
    ...FRAME,
    hints: (step) => (step.wrong || !memory.has(step) ? [] : TYPING_HINTS),
    draw: (view, on) => {
      here = on;
      const { step, words } = view;
      if (!memory.has(step)) return elsewhere.draw(view, on);
      const typing = typingOf(step);
      const amount = step.order ? fill(words.amount, { yuan: step.order.amount_text }) : '';
      const { wrong } = step;
      return (
        <div>
          <div class={'at ask-title title line' + (wrong ? ' warn' : '')}>
            {wrong ? words.sms_wrong_title : fill(words.sms_to, { tail: step.phone_tail })}
          </div>
          <div ref={fieldClass(on, typing, 'code', 'button codes' + (wrong ? ' off' : ''))} onClick={() => on.press(CODE)}>
            <Boxes entry={entry} off={wrong} />
          </div>
          <Face face={step.card} tail={words.card_tail} at="bank" />
          <Hint on={on} entry={entry} typing={typing} step={step} />
          {wrong ? null : (
            <div>
              <Ask on={on} id="code" at="code-ask" />
              <Button on={on} id={PAY} at="button main sms-pay">
                {fill(words.button_pay, { amount })}
              </Button>
              <Button on={on} id={AGAIN} at="button sms-again">
                <AgainLabel on={on} entry={entry} />
              </Button>
              <Button on={on} id={OPEN.id} at="button act-b">
                {words.button_keypad}
              </Button>
              <Button on={on} id="delete" at="button act-c">
                {words.button_delete}
              </Button>
            </div>
          )}
          <Button on={on} id={OTHER_CARD.id} at="button act-a">
            {words.button_other_card}
          </Button>
        </div>
      );
    },
    rows: (view) => {
      const { step } = view;
      if (!memory.has(step)) return elsewhere.rows(view);
      // Nothing to do but to wait: OK on the boxes does nothing.
      if (step.wrong) return [[{ id: CODE }], [OTHER_CARD]];
      return [
        [{ id: CODE, act: isFull() ? { kind: 'local', run: () => pay(step) } : OPEN_KEYPAD }, ask('code')],
        [
          { id: PAY, act: { kind: 'local', run: () => pay(step) } },
          { id: AGAIN, act: { kind: 'local', run: () => again(step) } },
        ],
        [OTHER_CARD, OPEN, { id: 'delete', act: { kind: 'local', run: () => here && typing.remove(here.focus) } }],
      ];
    },
    back: (step) => ({ kind: memory.has(step) ? 'recheck' : 'other-card' }),
    type({ step }, on, key) {
      if (step.wrong || !memory.has(step)) return false;
      return key === 'Blue' ? askHelp(on, typingOf(step)) : typingOf(step).key(on.focus, key);
    },
    dialog: (_view, on, name) =>
      name === KEYPAD
        ? keypadDialog(on, typing, false, <span class="quiet">{on.boot.words.button_keypad}</span>)
        : helpCard(on, typing, name),
  };
}
