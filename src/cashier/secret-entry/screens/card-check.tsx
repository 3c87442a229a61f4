import type { CardElement } from '../../../protocol/card.ts';
import type { Cashier } from '../../controller.ts';
import { Button } from '../../parts/button.tsx';
import { live } from '../../../tv/ui/live.ts';
import type { Choice, Screen, StepOf } from '../../contract.ts';
import { keypadDialog } from '../keypad-dialog.tsx';
import type { Entry } from '../entry-contract.ts';
import { ask, Ask, askHelp, Face, Field, helpCard, FRAME, TYPING_HINTS } from '../entry-parts.tsx';
import { createTyping, fieldId, KEYPAD, OPEN_KEYPAD } from '../typing.ts';
import type { Typing } from '../typing.ts';
import { isHopeless, isRight, looksExpired } from '../validate.ts';
import { elsewhere } from './elsewhere.ts';

type Check = StepOf<'card-check'>;

const SEND = 'send-code';
const OPEN: Choice = { id: 'open-keypad', act: OPEN_KEYPAD };
/** More rows than this stand closer together. */
const ROOMY_MAX = 4;

interface Told {
  text: string;
  /** A warning; else all is well. */
  warns: boolean;
}

/** Beside its field: what is wrong as soon as it is sure, what the bank said until the field is touched, or that it is done. */
function told(
  words: Cashier['boot']['words'],
  id: CardElement,
  text: string,
  asked: boolean,
  note: string | undefined,
  today: Date,
): Told | undefined {
  if (isHopeless(id, text) || (asked && !isRight(id, text))) return { text: words[`wrong_${id}`], warns: true };
  if (note) return { text: note, warns: true };
  if (!isRight(id, text)) return undefined;
  return id === 'expiry' && looksExpired(text, today)
    ? { text: words.maybe_expired, warns: true }
    : { text: words.field_done, warns: false };
}

interface Row {
  on: Cashier;
  entry: Entry;
  typing: Typing;
  step: Check;
  id: CardElement;
  today: () => Date;
}

function toldAt({ on, entry, typing, step, id, today }: Row): Told | undefined {
  const text = entry.fields.of(id).value;
  // What the bank did not like stands until something else is typed.
  const note = step.note_field === id && !typing.touched(id).value ? step.note : undefined;
  return told(on.boot.words, id, text, typing.asked.value, note, today());
}

const Said = live(({ at, ...row }: Row & { at: string }) => {
  const said = toldAt(row);
  return said ? <div class={'at told-at ' + (said.warns ? 'warn ' : 'good ') + at}>{said.text}</div> : null;
});

/** Above the keypad, which hides what stands beside the fields: which field, or what is wrong there. */
const Head = live((row: Omit<Row, 'id'>) => {
  const id = row.typing.active.value as CardElement;
  const said = toldAt({ ...row, id });
  return said && said.warns ? <span class="warn">{said.text}</span> : <span>{row.on.boot.words[`field_${id}`]}</span>;
});

const Remember = live(({ on, entry }: { on: Cashier; entry: Entry }) => {
  const yes = entry.fields.remember.value;
  return (
    <span>
      <span class={yes ? 'tick yes' : 'tick'}>{yes ? '√' : ''}</span>
      {on.boot.words.card_remember}
    </span>
  );
});

/** Exactly the fields this card needs. */
export function cardCheck(entry: Entry, today: () => Date): Screen<Check> {
  const { fields, memory } = entry;
  let typing: Typing | undefined;
  let asked = -1;
  let here: Cashier | undefined;

  const isWhole = (id: string): boolean => isRight(id as CardElement, fields.of(id as CardElement).peek());

  function firstOf(step: Check): CardElement | undefined {
    return step.note_field || openOf(step);
  }

  function openOf({ need }: Check): CardElement | undefined {
    for (const id of need) if (!isWhole(id)) return id;
    return undefined;
  }

  /** One for each question. */
  function typingOf(step: Check): Typing {
    if (!typing || asked !== step.version) {
      const first = firstOf(step);
      typing = createTyping({ fields, ids: step.need, isWhole, goal: SEND, ...(first ? { first } : {}) });
    }
    asked = step.version;
    return typing;
  }

  /** The first field that is not right is gone to; else everything goes out. */
  function send(step: Check): void {
    const open = openOf(step);
    if (!open) return void entry.send({ kind: 'card-check', ...memory.card(step) });
    typingOf(step).asked.value = true;
    if (here) here.focus.set(fieldId(open));
  }

  /** OK on a field that is right goes on; on another it opens the keypad. */
  function field(step: Check, id: CardElement): Choice {
    const on = (): void => void (here && typingOf(step).moveOn(here.focus));
    return { id: fieldId(id), act: isWhole(id) ? { kind: 'local', run: on } : OPEN_KEYPAD };
  }

  const hasX = (step: Check): boolean => step.need.some((id) => id === 'id' || id === 'id_last6');

  return {
    ...FRAME,
    hints: (step) => (memory.has(step) ? TYPING_HINTS : []),
    draw: (view, on) => {
      here = on;
      const { step, words } = view;
      if (!memory.has(step)) return elsewhere.draw(view, on);
      const common = { on, entry, typing: typingOf(step) };
      const rows = step.need.length + (step.can_remember ? 1 : 0);
      const dense = rows > ROOMY_MAX;
      const row = dense ? 'gr' : 'fr';
      const keeps = step.need.some((one) => one === 'id' || one === 'id_last6') ? words.card_remember_why_id : words.card_remember_why;
      const why = step.can_remember && dense ? keeps : step.why;
      return (
        <div class={dense ? 'dense' : ''}>
          <Face face={step.card} tail={words.card_tail} at="ask-title" />
          {why ? <div class="at why quiet line">{why}</div> : null}
          {step.need.map((id, i) => (
            <div key={id}>
              <div class={'at label line ' + row + i}>{words[`field_${id}`]}</div>
              <Field {...common} id={id} at={'typed ' + row + i} empty={id === 'expiry' ? words.empty_expiry : ''} />
              <Ask on={on} id={id} at={row + i} />
              <Said {...common} id={id} step={step} today={today} at={row + i} />
            </div>
          ))}
          {step.can_remember ? (
            <div>
              <Button on={on} id="remember" at={'button small typed remember ' + row + (rows - 1)}>
                <Remember on={on} entry={entry} />
              </Button>
              {dense ? null : <div class={'at told-at remember-why quiet ' + row + (rows - 1)}>{keeps}</div>}
            </div>
          ) : null}
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
      if (!memory.has(step)) return elsewhere.rows(view);
      const remember: Choice = { id: 'remember', act: { kind: 'local', run: () => fields.setRemember(!fields.remember.peek()) } };
      return [
        ...step.need.map((id) => [field(step, id), ask(id)]),
        ...(step.can_remember ? [[remember]] : []),
        [
          { id: SEND, act: { kind: 'local', run: () => send(step) } },
          OPEN,
          { id: 'delete', act: { kind: 'local', run: () => here && typingOf(step).remove(here.focus) } },
        ],
      ];
    },
    initial: (step) => {
      const first = firstOf(step);
      return first ? fieldId(first) : SEND;
    },
    back: (step) => (step.needs_pan ? { kind: 'other-card' } : { kind: step.has_list ? 'cards' : 'change' }),
    type({ step }, on, key) {
      if (!memory.has(step)) return false;
      return key === 'Blue' ? askHelp(on, typingOf(step)) : typingOf(step).key(on.focus, key);
    },
    dialog({ step }, on, name) {
      const typing = typingOf(step);
      if (name !== KEYPAD) return helpCard(on, typing, name);
      return keypadDialog(on, typing, hasX(step), <Head on={on} entry={entry} typing={typing} step={step} today={today} />);
    },
  };
}
