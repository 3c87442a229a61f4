/** A keypad on the screen, for remotes without digits. Draws nothing. */
import type { RemoteKey } from '../../protocol/keymap.ts';

/** `delete` takes the last character away, `done` closes the keypad; all others are typed as they are. */
export type PadKey = string;

export const PAD_DELETE: PadKey = 'delete';
export const PAD_DONE: PadKey = 'done';

/** Rows as a phone has them. `x`: the X of an ID number stands beside the 0, and `done` below. */
export function padRows(x = false, order = '1234567890'): readonly (readonly PadKey[])[] {
  const digits = [order.slice(0, 3), order.slice(3, 6), order.slice(6, 9)].map((row) => row.split(''));
  const last = order.charAt(9);
  return x ? [...digits, ['X', last, PAD_DELETE], [PAD_DONE]] : [...digits, [PAD_DELETE, last, PAD_DONE]];
}

/** The digit of a remote's key, if it is one. */
export function digitOf(key: RemoteKey): string | undefined {
  return /^\d$/.test(key) ? key : undefined;
}

/** Yellow on the boxes of this country, Delete on keyboards. */
export function deletes(key: RemoteKey): boolean {
  return key === 'Yellow' || key === 'Delete';
}
