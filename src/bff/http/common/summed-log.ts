/** Lines that a stranger can cause in any number: the first of a kind is logged at once, those of the next minute as one line with their count. */
import type { World } from '../../../protocol/world.ts';

export type Facts = { [name: string]: string | number | boolean };
export type Level = 'info' | 'warn' | 'error';
export type LogLine = (level: Level, event: string, facts: Facts) => void;

export interface SummedLog {
  /** `key` tells kinds apart; level and facts of a kind are those of its first line. */
  note(key: string, level: Level, event: string, facts: Facts): void;
  /** Writes what is still uncounted. */
  stop(): void;
}

const WINDOW_MS = 60_000;
/** Further kinds are counted together, so that a flood of addresses makes no flood of lines. */
const KINDS_MAX = 200;
const OTHERS = 'others';

interface Kind {
  level: Level;
  event: string;
  facts: Facts;
  /** Not yet written. */
  count: number;
}

export function summedLog(log: LogLine, after: World['after'], window_ms = WINDOW_MS): SummedLog {
  const kinds = new Map<string, Kind>();
  let cancel: (() => void) | undefined;

  function write(): void {
    for (const [key, { level, event, facts, count }] of kinds) {
      if (count === 0) kinds.delete(key);
      else log(level, event, { ...facts, count, window_ms });
    }
    for (const kind of kinds.values()) kind.count = 0;
    cancel = kinds.size > 0 ? after(window_ms, write) : undefined;
  }

  return {
    note(key, level, event, facts) {
      const known = kinds.get(key) ?? (kinds.size < KINDS_MAX ? undefined : kinds.get(event + OTHERS));
      if (known) return void (known.count += 1);
      const full = kinds.size >= KINDS_MAX;
      const kind = full ? { level, event, facts: { others: true }, count: 1 } : { level, event, facts, count: 0 };
      kinds.set(full ? event + OTHERS : key, kind);
      if (!full) log(level, event, facts);
      cancel ??= after(window_ms, write);
    },
    stop() {
      cancel?.();
      write();
      cancel?.();
    },
  };
}
