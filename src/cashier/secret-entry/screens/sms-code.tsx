import { CARD_LENGTHS } from '../../../protocol/card.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import { codeBoxes } from '../../../tv/ui/field.tsx';
import { live } from '../../../tv/ui/live.ts';
import type { Cashier, Control, Screen, ScreenProps, StepOf } from '../../contract.ts';
import { OTHER_CARD } from '../../parts/message.tsx';
import type { Entry } from '../entry-contract.ts';
import { askControl, CANCEL, deleteControl, OPEN, typeKey, TYPING_HINTS, typingDialog } from '../entry-keys.tsx';
import { Face, fieldLook, FRAME } from '../entry-parts.tsx';
import type { FieldProps } from '../entry-parts.tsx';
import { createTyping, fieldId, OPEN_KEYPAD } from '../typing.ts';
import type { Typing } from '../typing.ts';
import { KeypadCode } from './by-phone.tsx';
import { elsewhere } from './elsewhere.ts';

type Sms = StepOf<'sms-code'>;
type Props = ScreenProps<Sms>;

const PAY = 'pay';
const CODE = fieldId('code');
const OTHER: Control = { ...OTHER_CARD, place: 'button action-left' };

/** Six boxes; the next digit's is marked while digits are taken. */
const Boxes = live(({ entry, off }: { entry: Entry; off: boolean }) =>
  codeBoxes(entry.fields.of('code').value, CARD_LENGTHS.code, { off }),
);

const AgainLabel = live(({ on, entry }: { on: Cashier; entry: Entry }) => {
  const { words } = on.boot;
  const s = entry.again.value;
  return <span class={s ? 'quiet' : ''}>{s ? fill(words.button_again_in, { s }) : words.button_again}</span>;
});

const Hint = live(({ on, entry, typing, step }: FieldProps & { step: Sms }) => {
  const { words } = on.boot;
  if (step.wrong) {
    const s = entry.again.value;
    return <div class="at sms-hint">{s ? fill(words.sms_wrong_in, { s }) : words.sms_wrong_now}</div>;
  }
  const text = entry.fields.of('code').value;
  const full = text.length === CARD_LENGTHS.code;
  const short = typing.asked.value && !full ? words.sms_short : '';
  const warns = short || (!text && step.note);
  return <div class={'at sms-hint ' + (full ? 'strong' : warns ? 'warn' : 'quiet')}>{full ? words.sms_full : warns || words.sms_hint}</div>;
});

/** Six digits, then OK. */
export function smsCode(entry: Entry): Screen<Sms> {
  const { fields, memory } = entry;
  const isFull = (): boolean => fields.of('code').peek().length === CARD_LENGTHS.code;
  const make = (): Typing => createTyping({ fields, ids: ['code'], isWhole: isFull, goal: PAY });
  let typing = make();
  let version = -1;

  /** One for each question. */
  function typingOf({ step }: Props): Typing {
    if (version !== step.version) typing = make();
    version = step.version;
    return typing;
  }

  function pay({ on, step }: Props): void {
    if (isFull()) return void entry.send({ kind: 'sms-code', code: fields.of('code').peek(), ...memory.card(step) });
    typing.asked.value = true;
    on.focus.set(CODE);
  }

  function again(step: Sms): void {
    if (!entry.again.peek()) entry.send({ kind: 'sms-again', ...memory.card(step) });
  }

  /** After a wrong code there is nothing to do but to wait: OK on the boxes does nothing. */
  function boxes(props: Props): Control {
    const { wrong } = props.step;
    const place = 'button code-boxes' + (wrong ? ' code-off' : '');
    const control: Control = {
      id: CODE,
      place,
      label: () => <Boxes entry={entry} off={wrong} />,
      ref: fieldLook(props.on, typingOf(props), 'code', place),
    };
    // A code that is whole is left for the button, which alone sends it.
    if (!wrong) control.act = isFull() ? { kind: 'local', run: () => void props.on.focus.set(PAY) } : OPEN_KEYPAD;
    return control;
  }

  function payControl(props: Props): Control {
    const { order } = props.step;
    const amount = order ? fill(props.words.amount, { yuan: order.amount_text }) : '';
    return {
      id: PAY,
      act: { kind: 'local', run: () => pay(props) },
      place: 'button main sms-pay',
      label: ({ boot }) => fill(boot.words.button_pay, { amount }),
    };
  }

  return {
    ...FRAME,
    hints: (step) => (step.wrong || !memory.has(step) ? [] : TYPING_HINTS),
    draw: (props) => {
      const { on, step, words } = props;
      if (!memory.has(step)) return elsewhere.draw(props);
      return (
        <div>
          <div class={'at entry-title title line' + (step.wrong ? ' warn' : '')}>
            {step.wrong ? words.sms_wrong_title : fill(words.sms_to, { tail: step.phone_tail })}
          </div>
          {step.keypad && !step.wrong ? <KeypadCode {...props} /> : <div class="at entry-picture p-code" />}
          <Face face={step.card} tail={words.card_tail} at="sms-face" />
          <Hint on={on} entry={entry} typing={typingOf(props)} step={step} />
        </div>
      );
    },
    controls: (props) => {
      const { on, step } = props;
      if (!memory.has(step)) return elsewhere.controls(props);
      if (step.wrong) return [[boxes(props)], [OTHER, CANCEL]];
      const resend: Control = {
        id: 'again',
        act: { kind: 'local', run: () => again(step) },
        place: 'button sms-again',
        label: () => <AgainLabel on={on} entry={entry} />,
      };
      return [
        [boxes(props), askControl('code', 'code-help')],
        [payControl(props), resend],
        [OTHER, OPEN, deleteControl(on, typingOf(props)), CANCEL],
      ];
    },
    back: (step) => ({ kind: memory.has(step) ? 'recheck' : 'other-card' }),
    type: (props, key) => !props.step.wrong && memory.has(props.step) && typeKey(props.on, typingOf(props), key),
    dialog: (props, name) =>
      typingDialog(props.on, typingOf(props), name, false, () => <span class="quiet">{props.words.button_keypad}</span>),
  };
}
