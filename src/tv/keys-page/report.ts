import type { EngineFacts } from './engine.ts';
import { unknownCodes } from './key-log.ts';
import type { KeyLog, SeenCode } from './key-log.ts';
import { learnedKeymap } from './learn.ts';
import type { Lesson } from './learn.ts';
import type { Keymap } from '../../protocol/keymap.ts';

/** The body of POST /keys/report. Nothing in it tells whose box it is. */
export interface KeyReport {
  platform: string;
  box_type: string | null;
  engine: EngineFacts;
  keys: { code: number; key: string | null; name: string | null; events: readonly string[]; count: number }[];
  unknown_codes: number[];
  /** What the keymap should say of this remote; null when nothing was learned. */
  keymap: Keymap | null;
}

function line(seen: SeenCode) {
  return { code: seen.code, key: seen.key || null, name: seen.name || null, events: seen.events, count: seen.count };
}

export function keyReport(keymap: Keymap, lesson: Lesson, boxType: string | undefined, engine: EngineFacts, log: KeyLog): KeyReport {
  const learned = learnedKeymap(keymap, lesson);
  return {
    platform: keymap.platform,
    box_type: boxType || null,
    engine,
    keys: log.codes.map(line),
    unknown_codes: unknownCodes(log).map((seen) => seen.code),
    keymap: learned === keymap ? null : learned,
  };
}
