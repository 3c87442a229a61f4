import type { CardElement } from '../../../protocol/card.ts';
import { live } from '../../../tv/ui/live.ts';
import { boxName } from '../../../tv/ui/boxes.ts';
import type { Act, Cashier, Control, Screen, ScreenProps, StepOf } from '../../contract.ts';
import type { Entry } from '../entry-contract.ts';
import { askControl, CANCEL, deleteControl, OPEN, typeKey, TYPING_HINTS, typingDialog } from '../entry-keys.tsx';
import { Face, fieldControl, FRAME } from '../entry-parts.tsx';
import { createTyping, fieldId, OPEN_KEYPAD } from '../typing.ts';
import type { Typing } from '../typing.ts';
import { isRight } from '../../../protocol/card-hints.ts';
import { byPhoneControl } from './by-phone.tsx';
import { elsewhere } from './elsewhere.ts';
import { FieldMessage, KeypadHead } from './field-message.tsx';

type Check = StepOf<'card-check'>;
type Props = ScreenProps<Check>;

const SEND = 'send-code';
/** More rows than this stand closer together. */
const ROOMY_MAX = 4;

const Remember = live(({ on, entry }: { on: Cashier; entry: Entry }) => {
  const yes = entry.fields.remember.value;
  return (
    <span>
      <span class={yes ? 'tick ticked' : 'tick'}>{yes ? '√' : ''}</span>
      {on.boot.words.card_remember}
    </span>
  );
});

const takesX = ({ need }: Check): boolean => need.some((id) => id === 'id' || id === 'id_last6');
const rowCount = (step: Check): number => step.need.length + (step.can_remember ? 1 : 0);
const isDense = (step: Check): boolean => rowCount(step) > ROOMY_MAX;
/** Class of the row's top and height. */
const rowBox = (step: Check, i: number): string => boxName(isDense(step) ? 'dense-row' : 'field-row', i);
/** Classes of a field's column in its row. */
const fieldBox = (step: Check, i: number): string => 'entry-field ' + (isDense(step) ? 'dense ' : '') + rowBox(step, i);

/** Exactly the fields this card needs. `today`: the box's clock. */
export function cardCheck(entry: Entry, today: () => Date): Screen<Check> {
  const { fields, memory } = entry;
  let typing: Typing | undefined;
  let version = -1;

  const isWhole = (id: string): boolean => isRight(id as CardElement, fields.of(id as CardElement).peek());

  function openOf({ need }: Check): CardElement | undefined {
    for (const id of need) if (!isWhole(id)) return id;
    return undefined;
  }

  const firstOf = (step: Check): CardElement | undefined => step.note_field || openOf(step);

  /** One for each question. */
  function typingOf(step: Check): Typing {
    if (!typing || version !== step.version) {
      const first = firstOf(step);
      typing = createTyping({ fields, ids: step.need, isWhole, goal: SEND, ...(first ? { first } : {}) });
    }
    version = step.version;
    return typing;
  }

  /** The first field that is not right is gone to; else everything goes out. */
  function send({ on, step }: Props): void {
    const open = openOf(step);
    if (!open) return void entry.send({ kind: 'card-check', ...memory.card(step) });
    typingOf(step).asked.value = true;
    on.focus.set(fieldId(open));
  }

  /** OK on a field that is right goes on; on another it opens the keypad. */
  function fieldAct({ on, step }: Props, id: CardElement): Act {
    return isWhole(id) ? { kind: 'local', run: () => typingOf(step).moveOn(on.focus) } : OPEN_KEYPAD;
  }

  function fieldRow(props: Props, id: CardElement, i: number): Control[] {
    const { on, step, words } = props;
    const box = fieldBox(step, i);
    const empty = id === 'expiry' ? words.empty_expiry : '';
    const field = fieldControl({ on, entry, typing: typingOf(step) }, id, box, fieldAct(props, id), empty);
    return [field, askControl(id, rowBox(step, i))];
  }

  const remember = ({ on, step }: Props): Control => ({
    id: 'remember',
    act: { kind: 'local', run: () => fields.setRemember(!fields.remember.peek()) },
    place: 'button remember ' + fieldBox(step, rowCount(step) - 1),
    label: () => <Remember on={on} entry={entry} />,
  });

  return {
    ...FRAME,
    hints: (step) => (memory.has(step) ? TYPING_HINTS : []),
    draw: (props) => {
      const { on, step, words } = props;
      if (!memory.has(step)) return elsewhere.draw(props);
      const keeps = takesX(step) ? words.card_remember_why_id : words.card_remember_why;
      const why = step.can_remember ? keeps : step.why;
      return (
        <div>
          <Face face={step.card} tail={words.card_tail} at="entry-title" />
          {why ? <div class="at why quiet line">{why}</div> : null}
          {step.need.map((id, i) => (
            <div key={id}>
              <div class={'at field-label line ' + rowBox(step, i)}>{words[`field_${id}`]}</div>
              <FieldMessage on={on} entry={entry} typing={typingOf(step)} id={id} step={step} today={today} at={rowBox(step, i)} />
            </div>
          ))}
        </div>
      );
    },
    controls: (props) => {
      const { on, step } = props;
      if (!memory.has(step)) return elsewhere.controls(props);
      const by_phone = byPhoneControl(step);
      return [
        ...(by_phone.length ? [by_phone] : []),
        ...step.need.map((id, i) => fieldRow(props, id, i)),
        ...(step.can_remember ? [[remember(props)]] : []),
        [
          { id: SEND, act: { kind: 'local', run: () => send(props) }, place: 'button main action-left', label: 'button_send_code' },
          OPEN,
          deleteControl(on, typingOf(step)),
          CANCEL,
        ],
      ];
    },
    initial: ({ step }) => {
      const first = firstOf(step);
      return first ? fieldId(first) : SEND;
    },
    back: (step) => (step.needs_pan ? { kind: 'other-card' } : { kind: step.has_list ? 'cards' : 'change' }),
    type: ({ on, step }, key) => memory.has(step) && typeKey(on, typingOf(step), key),
    dialog: ({ on, step }, name) =>
      typingDialog(on, typingOf(step), name, takesX(step), () => (
        <KeypadHead on={on} entry={entry} typing={typingOf(step)} step={step} today={today} />
      )),
  };
}
