/** Controls, keys and dialogs that the three screens with fields share. */
import type { ComponentChildren } from 'preact';
import type { RemoteKey } from '../../protocol/keymap.ts';
import { keypadDialog } from '../../tv/ui/keypad.tsx';
import type { Act, Cashier, Control, Dialog, Hint } from '../contract.ts';
import { cancelControl } from '../parts/controls.tsx';
import { helpDialog } from '../parts/help.tsx';
import type { FieldId } from './entry-contract.ts';
import { fieldHelp } from './field-pictures.ts';
import type { CardPicture } from './field-pictures.ts';
import { askId, fieldHelpName, fieldOfHelp, KEYPAD, OPEN_KEYPAD } from './typing.ts';
import type { Typing } from './typing.ts';

/** First in the footer where digits are typed. */
export const TYPING_HINTS: readonly Hint[] = [
  ['key_digits', 'does_type'],
  ['key_yellow', 'does_delete'],
  ['key_blue', 'does_help'],
];

export const OPEN: Control = { id: 'open-keypad', act: OPEN_KEYPAD, place: 'button action-middle', label: 'button_keypad' };

export const CANCEL = cancelControl('action-cancel');

export const deleteControl = ({ focus }: Cashier, typing: Typing): Control => ({
  id: 'delete',
  act: { kind: 'local', run: () => typing.remove(focus) },
  place: 'button action-right',
  label: 'button_delete',
});

/** "?": the picture of this field, or another one. */
export const askControl = (id: FieldId, box: string, picture: string = id): Control => ({
  id: askId(id),
  act: { kind: 'open', dialog: fieldHelpName(picture) },
  place: 'button field-help ' + box,
  label: () => '?',
});

/** Blue shows the picture of the field that is typed into; the rest are the keys of typing. */
export function typeKey({ focus, press }: Cashier, typing: Typing, key: RemoteKey): boolean {
  if (key !== 'Blue') return typing.key(focus, key);
  if (focus.scope.peek() !== undefined) return false;
  press(askId(typing.active.peek()));
  return true;
}

/** The keypad, or a field's picture with numbers at the places, which closes to typing; the fields keep their text. */
export function typingDialog(
  on: Cashier,
  typing: Typing,
  name: string,
  x: boolean,
  head: () => ComponentChildren,
  order?: string,
): Dialog | undefined {
  const { focus, boot } = on;
  if (name === KEYPAD)
    return keypadDialog({
      x,
      ...(order ? { order } : {}),
      head: head(),
      digit: (key) => typing.digit(focus, key),
      remove: () => typing.remove(focus),
      done: () => typing.close(focus),
      act: (run): Act => ({ kind: 'local', run }),
      words: boot.words,
    });
  const id = fieldOfHelp(name);
  return id && helpDialog(id, fieldHelp(id as CardPicture, boot.words), { kind: 'local', run: () => typing.close(focus) });
}
