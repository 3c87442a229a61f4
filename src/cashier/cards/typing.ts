/** Which field digits go into, and what keys do there: the same on every card screen. */
import type { RemoteKey } from '../../protocol/keymap.ts';
import type { Cashier } from '../cashier.ts';
import type { FieldId, Fields } from './kit.ts';

export const KEYPAD = 'keypad';
const HELP = 'help:';

/** Focusable ids of fields and of their own "?". */
export const fieldId = (id: FieldId): string => 'field-' + id;
export const askId = (id: FieldId): string => 'ask-' + id;
export const helpDialog = (id: FieldId): string => HELP + id;

export function helpOf(dialog: string): FieldId | undefined {
  return dialog.indexOf(HELP) === 0 ? (dialog.slice(HELP.length) as FieldId) : undefined;
}

export interface Typing {
  /** Where a digit goes now. */
  active(on: Cashier): FieldId;
  digit(on: Cashier, char: string): void;
  remove(on: Cashier): void;
  /** True when the key was for typing. */
  key(on: Cashier, key: RemoteKey): boolean;
}

export interface TypingRules {
  fields: Fields;
  ids: readonly FieldId[];
  /** Full enough to move on by itself. */
  isDone: (id: FieldId) => boolean;
  /** Focused once every field is done. */
  then: string;
}

/** One for each drawn step. */
export function createTyping({ fields, ids, isDone, then }: TypingRules): Typing {
  let last = ids[0] as FieldId;

  function firstOpen(): FieldId | undefined {
    for (const id of ids) if (!isDone(id)) return id;
    return undefined;
  }

  /** The focused field, or the one typed into last; never a field that is full while another waits. */
  function active(on: Cashier): FieldId {
    const at = on.focus.current.value;
    for (const id of ids) {
      void fields.of(id).value;
      if (at === fieldId(id) || at === askId(id)) last = id;
    }
    return last;
  }

  function moveOn(on: Cashier): void {
    const next = firstOpen();
    const keypad = on.focus.scope.peek() === KEYPAD;
    if (next) last = next;
    else if (keypad) on.focus.pop();
    if (!keypad || !next) on.focus.set(next ? fieldId(next) : then);
  }

  const typing: Typing = {
    active,
    digit(on, char) {
      const id = active(on);
      // A full field takes nothing more; the digit is for the one that waits.
      const to = fields.full(id) ? firstOpen() || id : id;
      if (!fields.add(to, char)) return;
      last = to;
      if (isDone(to)) moveOn(on);
    },
    remove(on) {
      const id = active(on);
      if (fields.remove(id)) return;
      // Nothing left here: the field before it.
      const before = ids[ids.indexOf(id) - 1];
      if (!before) return;
      last = before;
      if (on.focus.scope.peek() !== KEYPAD) on.focus.set(fieldId(before));
    },
    key(on, key) {
      const scope = on.focus.scope.peek();
      if (scope !== undefined && scope !== KEYPAD) return false;
      if (/^\d$/.test(key)) typing.digit(on, key);
      else if (key === 'Star' && ids.indexOf('id') + ids.indexOf('id_last6') > -2) typing.digit(on, 'X');
      else if (key === 'Yellow' || key === 'Delete') typing.remove(on);
      else if (key === 'Left' && onField(on) && fields.of(active(on)).peek()) typing.remove(on);
      else return false;
      return true;
    },
  };

  /** Left deletes only here: a field has nothing to its left. */
  function onField(on: Cashier): boolean {
    const at = on.focus.current.peek();
    return on.focus.scope.peek() === undefined && ids.some((id) => at === fieldId(id));
  }

  return typing;
}
