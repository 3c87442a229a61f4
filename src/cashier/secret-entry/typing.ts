/** The field that digits go into, and its keys: the same on every card screen. */
import { signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { RemoteKey } from '../../protocol/keymap.ts';
import { deletes, digitOf } from '../../tv/ui/keypad-keys.ts';
import type { RowFocus } from '../../tv/row-focus.ts';
import type { Act } from '../contract.ts';
import type { FieldId, Fields } from './entry-contract.ts';

export const KEYPAD = 'keypad';
export const OPEN_KEYPAD: Act = { kind: 'open', dialog: KEYPAD };
const HELP = 'help:';

/** Focusable ids of fields and of their own "?". */
export const fieldId = (id: FieldId): string => 'field-' + id;
export const askId = (id: FieldId): string => 'ask-' + id;
/** The dialog with a field's help. */
export const fieldHelpName = (id: string): string => HELP + id;

export function fieldOfHelp(dialog: string | undefined): FieldId | undefined {
  return dialog !== undefined && dialog.indexOf(HELP) === 0 ? (dialog.slice(HELP.length) as FieldId) : undefined;
}

export interface Typing {
  /** Where a digit goes now, whatever has the focus: the field that had it last. */
  readonly active: Signal<FieldId>;
  /** 下一步 was pressed with something missing: say it at every field. */
  readonly asked: Signal<boolean>;
  /** Something was typed into it, or deleted, since the question was asked. */
  touched(id: FieldId): ReadonlySignal<boolean>;
  digit(focus: RowFocus, char: string): void;
  remove(focus: RowFocus): void;
  /** To the first field that is not whole, else to the button. */
  moveOn(focus: RowFocus): void;
  /** Closes the dialog and goes where typing goes on. */
  close(focus: RowFocus): void;
  /** True when the key was for typing. */
  key(focus: RowFocus, key: RemoteKey): boolean;
}

export interface TypingRules {
  fields: Fields;
  ids: readonly FieldId[];
  /** Good as it stands, though some could go on. One that is full as well moves on by itself. */
  isWhole: (id: FieldId) => boolean;
  /** Focused once every field is whole. */
  goal: string;
  /** Which field the screen opens on. */
  first?: FieldId;
}

/** One for each question. */
export function createTyping({ fields, ids, isWhole, goal, first = ids[0] as FieldId }: TypingRules): Typing {
  const active = signal<FieldId>(first);
  const asked = signal(false);
  const touched: { [id in FieldId]?: Signal<boolean> } = {};
  const touch = (id: FieldId): Signal<boolean> => touched[id] || (touched[id] = signal(false));

  function firstOpen(): FieldId | undefined {
    for (const id of ids) if (!isWhole(id)) return id;
    return undefined;
  }

  const inKeypad = (focus: RowFocus): boolean => focus.scope.peek() === KEYPAD;

  function moveOn(focus: RowFocus): void {
    const next = firstOpen();
    if (next) active.value = next;
    if (!inKeypad(focus)) focus.set(next ? fieldId(next) : goal);
    else if (!next) close(focus);
  }

  function close(focus: RowFocus): void {
    focus.pop();
    focus.set(firstOpen() ? fieldId(active.peek()) : goal);
  }

  function digit(focus: RowFocus, char: string): void {
    const id = active.peek();
    // A full field takes nothing more; the digit is for the one that waits.
    const to = fields.full(id) ? firstOpen() || id : id;
    if (!fields.add(to, char)) return;
    active.value = to;
    touch(to).value = true;
    if (fields.full(to) && isWhole(to)) moveOn(focus);
  }

  function remove(focus: RowFocus): void {
    const id = active.peek();
    touch(id).value = true;
    if (fields.remove(id)) return;
    // Nothing left here: the field before it.
    const before = ids[ids.indexOf(id) - 1];
    if (!before) return;
    active.value = before;
    if (!inKeypad(focus)) focus.set(fieldId(before));
  }

  /** Left deletes only in a field that has something: nothing stands to its left. */
  function leftDeletes(focus: RowFocus): boolean {
    const id = active.peek();
    return focus.scope.peek() === undefined && focus.current.peek() === fieldId(id) && fields.of(id).peek() !== '';
  }

  return {
    active,
    asked,
    touched: touch,
    digit,
    remove,
    moveOn,
    close,
    key(focus, key) {
      const scope = focus.scope.peek();
      if (key === 'Back' && scope !== undefined) close(focus);
      else if (scope !== undefined && scope !== KEYPAD) return false;
      else if (digitOf(key) !== undefined) digit(focus, key);
      // As telephones have it: the X of an ID number on remotes that have a star.
      else if (key === 'Star') digit(focus, 'X');
      else if (deletes(key) || (key === 'Left' && leftDeletes(focus))) remove(focus);
      else return false;
      return true;
    },
  };
}
