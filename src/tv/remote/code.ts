import type { Keymap, RemoteKey } from '../../protocol/keymap.ts';

/** The properties read of a key event; old engines fill in only some. */
export interface KeyEventLike {
  type: string;
  keyCode?: number;
  which?: number;
  charCode?: number;
  key?: string;
  timeStamp?: number;
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

/** Names for keys that have another one here; a key of the keymap is known by its own. */
const NAMES: { readonly [name: string]: RemoteKey | undefined } = {
  Enter: 'OK',
  Select: 'OK',
  Escape: 'Back',
  Backspace: 'Delete',
  '*': 'Star',
  '#': 'Pound',
};
/** ArrowUp, GoBack, BrowserBack, ContextMenu, ColorF0Red: what stands before the key's own name. */
const PREFIX = /^(Arrow|Go|Browser|Context|ColorF\d)/;
const OWN_NAME = /^(Up|Down|Left|Right|Back|Exit|Menu|Home|PageUp|PageDown|Red|Green|Yellow|Blue|Delete|\d)$/;

/** Codes that mean the same wherever they mean anything; a keymap that uses one otherwise wins. Source: docs/television.md 2. */
const COMMON: Keymap['keys'] = { Up: 38, Down: 40, Left: 37, Right: 39, OK: 13, Back: [8, 27, 461, 10009] };
const DIGIT_0 = 48;

/** Turns a keymap round, over the codes that are common to all. */
export function codesOf(keymap: Keymap): Codes {
  const codes: { [code: number]: RemoteKey | undefined } = {};
  for (let digit = 0; digit < 10; digit++) codes[DIGIT_0 + digit] = codes[NUMPAD_0 + digit] = String(digit) as RemoteKey;
  for (const { keys } of [{ keys: COMMON }, keymap])
    for (const key of Object.keys(keys) as RemoteKey[]) for (const code of codesFor({ keys }, key)) codes[code] = key;
  return codes;
}

/** Every code a keymap has for a key. */
export function codesFor(keymap: Pick<Keymap, 'keys'>, key: RemoteKey): readonly number[] {
  return ([] as number[]).concat(keymap.keys[key] || []);
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
  const { key = '' } = event;
  const plain = key.replace(PREFIX, '');
  const name = NAMES[key] || (OWN_NAME.test(plain) ? (plain as RemoteKey) : undefined);
  return name === 'Star' || name === 'Pound' ? name : codes[codeOf(event)] || name;
}

/** The smart card's comings and goings, or undefined for all other messages. */
export function cardEvent(code: number): 'card-out' | 'card-in' | undefined {
  if (code === CARD_OUT) return 'card-out';
  return code === CARD_IN ? 'card-in' : undefined;
}
