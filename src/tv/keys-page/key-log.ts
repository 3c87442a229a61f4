import type { RemoteKey } from '../../protocol/keymap.ts';
import type { KeyEventLike } from '../remote/code.ts';

/** One code as it was seen, however often. */
export interface SeenCode {
  readonly code: number;
  /** The kinds of event that brought it: keydown, keypress... */
  readonly events: readonly string[];
  /** The name the engine gives it, where it gives one. */
  readonly name: string | undefined;
  readonly key: RemoteKey | undefined;
  readonly count: number;
}

/** Everything pressed so far: each code once, in the order first seen, and the latest. */
export interface KeyLog {
  readonly codes: readonly SeenCode[];
  readonly latest: SeenCode | undefined;
}

export const EMPTY_LOG: KeyLog = { codes: [], latest: undefined };

/** More different codes than this are a fault of the box, not a remote; a report stays small. */
const MOST_CODES = 200;

function seenAgain(old: SeenCode | undefined, event: KeyEventLike, code: number, key: RemoteKey | undefined): SeenCode {
  const events = old ? old.events : [];
  return {
    code,
    events: events.indexOf(event.type) < 0 ? events.concat(event.type) : events,
    name: event.key || (old && old.name),
    key: key || (old && old.key),
    // The keypress after a keydown is the same press.
    count: (old ? old.count : 0) + (old && event.type === 'keypress' && events.indexOf('keydown') >= 0 ? 0 : 1),
  };
}

/** The log with one more event in it. */
export function logKey(log: KeyLog, event: KeyEventLike, code: number, key: RemoteKey | undefined): KeyLog {
  const at = log.codes.map((seen) => seen.code).indexOf(code);
  const latest = seenAgain(log.codes[at], event, code, key);
  if (at >= 0) return { codes: log.codes.map((seen, i) => (i === at ? latest : seen)), latest };
  return { codes: log.codes.length < MOST_CODES ? log.codes.concat(latest) : log.codes, latest };
}

/** The codes that mean nothing in the present keymap. */
export function unknownCodes(log: KeyLog): readonly SeenCode[] {
  return log.codes.filter((seen) => seen.key === undefined);
}
