/** Pieces of which card screens are drawn. */
import { effect } from '@preact/signals';
import type { CardFace } from '../../protocol/card.ts';
import { live } from '../../tv/ui/live.ts';
import type { Cashier, Control, Screen, StepOf } from '../contract.ts';
import type { CardStepKind, Entry, FieldId } from './entry-contract.ts';
import { grouped, masked } from './format.ts';
import { askId, fieldId } from './typing.ts';
import type { Typing } from './typing.ts';

export interface FieldProps {
  on: Cashier;
  entry: Entry;
  typing: Typing;
}

/**
 * A ref: the field's element has the class `look`, `focused` while it has the focus, and `active`, which shows the caret,
 * while digits go into it. The focus on it or on its "?" makes it so. Nothing is drawn again for it.
 */
export function fieldClass({ focus }: Cashier, { active }: Typing, id: FieldId, look: string): (element: HTMLElement | null) => void {
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

/** A field that digits are typed into. `empty`: shown in it while it has none. */
export function fieldControl({ on, entry, typing }: FieldProps, id: FieldId, box: string, act: Control['act'], empty = ''): Control {
  const place = 'button field ' + box;
  return {
    id: fieldId(id),
    ...(act ? { act } : {}),
    place,
    label: () => <Digits entry={entry} id={id} empty={empty} />,
    ref: fieldClass(on, typing, id, place),
  };
}

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

/** Header and footer of all four screens. */
export const FRAME: Pick<Screen<StepOf<CardStepKind>>, 'ribbon' | 'due' | 'clock'> = {
  ribbon: ({ step }) => step.channel_name,
  due: true,
  clock: 'time_order',
};
