/** The viewer's own payment password, before a way is begun. Nothing is sent by a digit: 确认付款 sends it. */
import { CARD_LENGTHS } from '../../../protocol/card.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import { questionDialog } from '../../../tv/ui/dialog.tsx';
import { codeBoxes } from '../../../tv/ui/field.tsx';
import { live } from '../../../tv/ui/live.ts';
import type { Control, Screen, ScreenProps, StepOf } from '../../contract.ts';
import { cancelControl } from '../../parts/controls.tsx';
import type { Entry } from '../entry-contract.ts';
import { typingDialog } from '../entry-keys.tsx';
import { CardArt, faceText, fieldLook } from '../entry-parts.tsx';
import type { FieldProps } from '../entry-parts.tsx';
import { createTyping, fieldId, KEYPAD, OPEN_KEYPAD } from '../typing.ts';
import type { Typing } from '../typing.ts';

type Step = StepOf<'pay-password'>;
type Props = ScreenProps<Step>;

const PAY = 'pay';
const FIELD = fieldId('pass');
const FORGOT = 'forgot';
const KEYS: Control = { id: 'open-keypad', act: OPEN_KEYPAD, place: 'button pw-keys', label: 'button_keypad' };
const FORGOTTEN: Control = { id: FORGOT, act: { kind: 'open', dialog: FORGOT }, place: 'button pw-forgot', label: 'button_forgot' };
const OTHER: Control = { id: 'change', act: { kind: 'change' }, place: 'button pw-other', label: 'pass_other' };

const Boxes = live(({ entry }: { entry: Entry }) => codeBoxes(entry.fields.of('pass').value, CARD_LENGTHS.pass, { secret: true }));

const Hint = live(({ on, entry, typing, step }: FieldProps & { step: Step }) => {
  const { words } = on.boot;
  const text = entry.fields.of('pass').value;
  const short = typing.asked.value && text.length < CARD_LENGTHS.pass;
  const warns = short ? words.pass_short : text ? '' : step.asked || step.note;
  return <div class={'at pw-hint ' + (warns ? 'warn' : 'quiet')}>{warns || step.pays || words.pass_hint}</div>;
});

export function payPassword(entry: Entry): Screen<Step> {
  const { fields } = entry;
  const isFull = (): boolean => fields.of('pass').peek().length === CARD_LENGTHS.pass;
  let typing: Typing | undefined;
  let version = -1;
  /** Digits of the keypad on the screen: another order for each question. */
  let order = '';

  function typingOf({ step }: Props): Typing {
    if (!typing || version !== step.version) {
      typing = createTyping({ fields, ids: ['pass'], isWhole: isFull, goal: PAY });
      order = entry.shuffled('1234567890');
    }
    version = step.version;
    return typing;
  }

  function pay(props: Props): void {
    if (isFull()) return void entry.send({ kind: 'pay-password', password: fields.of('pass').peek() });
    typingOf(props).asked.value = true;
    props.on.focus.set(FIELD);
  }

  return {
    ribbon: ({ words }) => words.pass_ribbon,
    clock: 'time_order',
    hints: () => [
      ['key_digits', 'does_type'],
      ['key_yellow', 'does_delete'],
    ],
    draw: (props) => {
      const { on, step, words } = props;
      const { order: bill, card } = step;
      return (
        <div>
          <div class="at pw-panel" />
          {bill ? (
            <div>
              <div class="at pw-goods head line">{bill.subject}</div>
              <div class="at pw-merchant quiet line">{fill(words.pay_to, { merchant: bill.merchant_name })}</div>
              <div class="at pw-amount line">{fill(words.amount, { yuan: bill.amount_text })}</div>
            </div>
          ) : null}
          <div class="at pw-rule" />
          <div class="at pw-way line">
            {card ? <CardArt face={card} /> : null}
            {card ? faceText(card, words.card_tail) : step.channel_name}
          </div>
          <div class="at pw-title title line">{words.pass_title}</div>
          <Hint on={on} entry={entry} typing={typingOf(props)} step={step} />
          <div class="at pw-side" />
          <div class="at pw-side-title head line">{words.pass_remote}</div>
          <div class="at pw-remote">
            <div class="pw-ring">
              <span />
            </div>
            {'1234567890'.split('').map((digit) => (
              <span class="pw-digit" key={digit}>
                {digit}
              </span>
            ))}
          </div>
          {step.instead ? null : <div class="at pw-side-text quiet">{words.pass_dots}</div>}
        </div>
      );
    },
    controls: (props) => {
      const { on } = props;
      const place = 'button code-boxes pw-code';
      const boxes: Control = {
        id: FIELD,
        place,
        label: () => <Boxes entry={entry} />,
        // A password that is whole is left for the button, which alone sends it.
        act: isFull() ? { kind: 'local', run: () => void on.focus.set(PAY) } : OPEN_KEYPAD,
        ref: fieldLook(on, typingOf(props), 'pass', place),
      };
      const go: Control = { id: PAY, act: { kind: 'local', run: () => pay(props) }, place: 'button main pw-pay', label: 'button_confirm' };
      const rest = [go, cancelControl('pw-cancel'), KEYS, FORGOTTEN, OTHER];
      const { instead } = props.step;
      if (!instead) return [[boxes], rest];
      const beside: Control = { id: instead, act: { kind: instead }, place: 'button pw-ask', label: `button_${instead}` };
      return [[boxes, beside], rest];
    },
    initial: () => FIELD,
    back: () => ({ kind: 'change' }),
    type: (props, key) => typingOf(props).key(props.on.focus, key),
    dialog: (props, name) => {
      const { on, words, step } = props;
      if (name === KEYPAD)
        return typingDialog(on, typingOf(props), name, false, () => <span class="quiet">{words.button_keypad}</span>, order);
      if (name !== FORGOT) return undefined;
      const close: Control = {
        id: 'forgot-close',
        act: { kind: 'local', run: () => typingOf(props).close(on.focus) },
        place: 'button main pair-left',
        label: 'help_close',
      };
      return questionDialog(words.forgot_title, fill(words.forgot_text, { hotline: step.hotline }), [[close]]);
    },
  };
}
