/** What card screens are drawn of. */
import { effect } from '@preact/signals';
import type { CardFace } from '../../protocol/card.ts';
import type { Cashier } from '../controller.ts';
import { Button } from '../parts/button.tsx';
import { HelpPanel } from '../parts/help.tsx';
import { live } from '../../tv/ui/live.ts';
import type { Hint } from '../key-hints.ts';
import type { Choice, Dialog, Screen, StepOf } from '../contract.ts';
import { grouped, masked } from './format.ts';
import type { CardStepKind, Entry, FieldId } from './entry-contract.ts';
import { fieldHelp } from './field-pictures.ts';
import { askId, fieldId, helpDialog, helpOf } from './typing.ts';
import type { Typing } from './typing.ts';

export interface FieldProps {
  on: Cashier;
  entry: Entry;
  typing: Typing;
}

/**
 * A ref: the field's element wears `look`, `focused` while it has the focus, and `active`, which shows the caret, while digits
 * go into it. The focus on it or on its "?" makes it so. Nothing is drawn again for it.
 */
function fieldClass({ focus }: Cashier, { active }: Typing, id: FieldId, look: string): (element: HTMLElement | null) => void {
  let stops: (() => void)[] = [];
  return (element) => {
    for (const stop of stops) stop();
    stops = [];
    if (!element) return;
    const focused = focus.isFocused(fieldId(id));
    const asking = focus.isFocused(askId(id));
    stops.push(
      effect(() => {
        if (focused.value || asking.value) active.value = id;
      }),
      effect(() => {
        element.className = look + (active.value === id ? ' active' : '') + (focused.value ? ' focused' : '');
      }),
    );
  };
}

/** The digits and the caret behind them. Draws itself again for each digit, and nothing else does. */
const Digits = live(({ entry, id, empty }: { entry: Entry; id: FieldId; empty: string }) => {
  const text = entry.fields.of(id).value;
  return (
    <span>
      {grouped(id, masked(id, text, entry.fields.full(id))).map((group, i) => (
        <span class={i ? 'group' : ''} key={i}>
          {id === 'expiry' && i ? '/ ' + group : group}
        </span>
      ))}
      <span class="caret" />
      {text ? null : <span class="empty">{empty}</span>}
    </span>
  );
});

export function Field({ on, entry, typing, id, at, empty }: FieldProps & { id: FieldId; at: string; empty?: string }) {
  const name = fieldId(id);
  return (
    <div ref={fieldClass(on, typing, id, 'button field ' + at)} onClick={() => on.press(name)}>
      <Digits entry={entry} id={id} empty={empty || ''} />
    </div>
  );
}

export { fieldClass };

/** "?": the picture of this field. */
export function Ask({ on, id, at }: { on: Cashier; id: FieldId; at: string }) {
  return (
    <Button on={on} id={askId(id)} at={'button qm ' + at}>
      ?
    </Button>
  );
}

export const ask = (id: FieldId): Choice => ({ id: askId(id), act: { kind: 'open', dialog: helpDialog(id) } });

/** The bank's character in its colour. */
export function BankMark({ face }: { face: CardFace }) {
  return face.mark ? (
    <span class="mark" style={'background:' + face.color}>
      {face.mark}
    </span>
  ) : null;
}

/** Bank, kind and last four digits. */
export function Face({ face, tail, at }: { face: CardFace; tail: string; at: string }) {
  return (
    <div class={'at line ' + at}>
      <BankMark face={face} />
      <span>{faceText(face, tail)}</span>
    </div>
  );
}

/** "建设银行 储蓄卡 尾号 0118"; without `tail` no number. */
export function faceText(face: CardFace, tail?: string): string {
  return [face.bank, face.kind_text, tail && face.tail ? tail + ' ' + face.tail : ''].filter((part) => part !== '').join(' ');
}

/** A picture with numbers at the places; Back or the button closes it, and what was typed is still there. */
export function helpCard(on: Cashier, typing: Typing, name: string): Dialog | undefined {
  const id = helpOf(name);
  if (!id) return undefined;
  return {
    rows: [[{ id: 'help-close', act: { kind: 'local', run: () => typing.close(on.focus) } }]],
    draw: () => <HelpPanel on={on} picture={id} {...fieldHelp(id, on.boot.words)} />,
  };
}

/** Blue: the picture of the field that is typed into. */
export function askHelp(on: Cashier, typing: Typing): boolean {
  if (on.focus.scope.peek() !== undefined) return false;
  on.press(askId(typing.active.peek()));
  return true;
}

/** What all four screens say in the header and the footer. */
export const FRAME: Pick<Screen<StepOf<CardStepKind>>, 'ribbon' | 'due' | 'clock'> = {
  ribbon: ({ step }) => step.channel_name,
  due: true,
  clock: 'time_order',
};

/** What the footer says first where digits are typed. */
export const TYPING_HINTS: readonly Hint[] = [
  ['key_digits', 'does_type'],
  ['key_yellow', 'does_delete'],
  ['key_blue', 'does_help'],
];
