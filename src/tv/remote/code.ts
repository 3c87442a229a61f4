import type { Keymap, RemoteKey } from '../../protocol/keymap.ts';

/** The properties read of a key event; old engines fill in only some. */
export interface KeyEventLike {
  type: string;
  keyCode?: number;
  which?: number;
  charCode?: number;
  key?: string;
  repeat?: boolean;
  ctrlKey?: boolean;
  altKey?: boolean;
  metaKey?: boolean;
  preventDefault?(): void;
  stopPropagation?(): void;
}

/** A keymap turned round for look-up: code -> key. */
export type Codes = { readonly [code: number]: RemoteKey | undefined };

/** The first number of the player's and the box's own messages, which travel as key events. */
export const FIRST_SYSTEM_CODE = 5000;
const CARD_OUT = 5301;
const CARD_IN = 5351;

/** An input method at work says 229 for every key. */
const NO_CODE = 229;
const NUMPAD_0 = 96;
const NUMPAD_9 = 105;

const NAMES: { readonly [name: string]: RemoteKey | undefined } = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Up: 'Up',
  Down: 'Down',
  Left: 'Left',
  Right: 'Right',
  Enter: 'OK',
  Select: 'OK',
  GoBack: 'Back',
  BrowserBack: 'Back',
  Escape: 'Back',
  Exit: 'Exit',
  Backspace: 'Delete',
  ContextMenu: 'Menu',
  Home: 'Home',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Delete: 'Delete',
  ColorF0Red: 'Red',
  ColorF1Green: 'Green',
  ColorF2Yellow: 'Yellow',
  ColorF3Blue: 'Blue',
  '*': 'Star',
  '#': 'Pound',
  '0': '0',
  '1': '1',
  '2': '2',
  '3': '3',
  '4': '4',
  '5': '5',
  '6': '6',
  '7': '7',
  '8': '8',
  '9': '9',
};

/** Turns a keymap round. */
export function codesOf(keymap: Keymap): Codes {
  const codes: { [code: number]: RemoteKey | undefined } = {};
  for (const key of Object.keys(keymap.keys) as RemoteKey[]) {
    for (const code of codesFor(keymap, key)) codes[code] = key;
  }
  return codes;
}

/** Every code a keymap has for a key. */
export function codesFor(keymap: Keymap, key: RemoteKey): readonly number[] {
  const codes = keymap.keys[key];
  return codes === undefined ? [] : typeof codes === 'number' ? [codes] : codes;
}

/** The number a key event carries, in whichever field; 0 when it carries none. */
export function codeOf(event: KeyEventLike): number {
  const code = event.keyCode || event.which || event.charCode || 0;
  return code === NO_CODE ? 0 : code;
}

/**
 * The key an event means. Numbers first, because names are missing or "Unidentified" on many sets; names only for numbers
 * that mean nothing here, and for * and # on a keyboard, whose number is a digit's.
 */
export function keyOf(codes: Codes, event: KeyEventLike): RemoteKey | undefined {
  const name = event.key === undefined ? undefined : NAMES[event.key];
  if (name === 'Star' || name === 'Pound') return name;
  const code = codeOf(event);
  if (codes[code]) return codes[code];
  if (code >= NUMPAD_0 && code <= NUMPAD_9) return String(code - NUMPAD_0) as RemoteKey;
  return name;
}

/** The smart card's comings and goings, or undefined for all other messages. */
export function cardEvent(code: number): 'card-out' | 'card-in' | undefined {
  if (code === CARD_OUT) return 'card-out';
  return code === CARD_IN ? 'card-in' : undefined;
}
