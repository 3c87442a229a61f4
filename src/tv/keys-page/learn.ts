/** Learning a remote that no keymap knows: the page asks for one key after another, and an unknown code is that key's. */
import { NEEDED_KEYS } from '../keymaps.ts';
import type { Keymap, RemoteKey } from '../../protocol/keymap.ts';
import { codesFor } from '../remote/code.ts';
import type { KeyLog } from './key-log.ts';

export interface Lesson {
  /** Codes learned so far. */
  readonly codes: { readonly [key in RemoteKey]?: number };
  /** Keys that this remote is said to lack. */
  readonly skipped: readonly RemoteKey[];
}

export const NO_LESSON: Lesson = { codes: {}, skipped: [] };

/** The key to ask for: needed to pay, not seen yet, neither learned nor skipped; undefined when there is none. */
export function askedKey({ codes }: KeyLog, lesson: Lesson): RemoteKey | undefined {
  const done = (key: RemoteKey): boolean => lesson.codes[key] !== undefined || lesson.skipped.indexOf(key) >= 0;
  for (const key of NEEDED_KEYS) if (!done(key) && !codes.some((seen) => seen.key === key)) return key;
  return undefined;
}

/** A code that means nothing yet becomes the asked key's. */
export function learn(log: KeyLog, lesson: Lesson, code: number): Lesson {
  const key = askedKey(log, lesson);
  return key === undefined ? lesson : { ...lesson, codes: { ...lesson.codes, [key]: code } };
}

export function skip(log: KeyLog, lesson: Lesson): Lesson {
  const key = askedKey(log, lesson);
  return key === undefined ? lesson : { ...lesson, skipped: lesson.skipped.concat(key) };
}

/** A keymap with what was learned, ready for the folder of keymaps: the given one's codes stay. */
export function learnedKeymap(given: Keymap, { codes }: Lesson): Keymap {
  const learned = Object.keys(codes) as RemoteKey[];
  if (learned.length === 0) return given;
  const keys: { [key in RemoteKey]?: number | readonly number[] } = { ...given.keys };
  for (const key of learned) {
    const all = codesFor(given, key).concat(codes[key] as number);
    keys[key] = all.length === 1 ? (all[0] as number) : all;
  }
  return { platform: given.platform, source: given.source + '; learned on a box with the key test page: ' + learned.join(', '), keys };
}
