import type { EngineFacts } from './engine.ts';
import { unknownCodes } from './key-log.ts';
import type { KeyLog, SeenCode } from './key-log.ts';

/** The body of POST /keys/report. Nothing in it tells whose box it is. */
export interface KeyReport {
  platform: string;
  box_type: string | null;
  engine: EngineFacts;
  keys: { code: number; key: string | null; name: string | null; events: readonly string[]; count: number }[];
  unknown_codes: number[];
}

function line(seen: SeenCode) {
  return { code: seen.code, key: seen.key || null, name: seen.name || null, events: seen.events, count: seen.count };
}

export function keyReport(platform: string, boxType: string | undefined, engine: EngineFacts, log: KeyLog): KeyReport {
  return {
    platform,
    box_type: boxType || null,
    engine,
    keys: log.codes.map(line),
    unknown_codes: unknownCodes(log).map((seen) => seen.code),
  };
}
