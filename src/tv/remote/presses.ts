import type { RemoteKey } from '../../protocol/keymap.ts';
import type { KeyEventLike } from './code.ts';
import type { RemoteTimes } from './times.ts';

/** Verdict on a key event. */
export type Sighting = 'press' | 'held' | 'twin';

/** The keys that repeat while held. */
export function repeats(key: RemoteKey): boolean {
  return isMove(key) || key === 'PageUp' || key === 'PageDown';
}

export function isMove(key: RemoteKey): key is 'Up' | 'Down' | 'Left' | 'Right' {
  return key === 'Up' || key === 'Down' || key === 'Left' || key === 'Right';
}

/** Tells new presses from signs that a key is still down and from second reports of the same press. */
export interface Presses {
  /** `key` is undefined for an unknown code: it is nobody's press, but its keypress twin must not become one. */
  down(key: RemoteKey | undefined, event: KeyEventLike): Sighting;
  /** Called when a keydown has been acted on: a slow handler must not make its keypress twin look late. */
  handled(): void;
  up(): void;
  /** Whether the last pressed key may still be down. */
  isHeld(): boolean;
}

/** `now` gives milliseconds. Learns the kind of box from the events alone. */
export function createPresses(times: RemoteTimes, now: () => number): Presses {
  let last: RemoteKey | undefined;
  let released = true;
  let pressedAt = -Infinity;
  let seenAt = -Infinity;
  let downAt = -Infinity;
  let quickInARow = 0;
  let sendsUp = false;
  let sendsRepeats = false;

  function sameKey(key: RemoteKey, event: KeyEventLike, since: number): Sighting {
    if (event.repeat === true) return 'held';
    if (!released && since < times.twin_ms) return 'twin';
    if (!released) return event.repeat === false || (!sendsUp && since > times.held_ms) ? 'press' : 'held';
    // A box that marks repeats never reports a held key as pairs of down and up.
    quickInARow = event.repeat === undefined && since < times.burst_ms ? quickInARow + 1 : 0;
    return repeats(key) && quickInARow > 1 ? 'held' : 'press';
  }

  return {
    down(key, event) {
      const at = now();
      if (event.type === 'keypress' && at - downAt < times.twin_ms) return 'twin';
      if (event.type !== 'keypress') downAt = at;
      if (key === undefined) return 'twin';
      const sighting = key === last ? sameKey(key, event, at - seenAt) : 'press';
      if (sighting === 'twin') return sighting;
      if (sighting === 'held') sendsRepeats = true;
      else pressedAt = at;
      if (key !== last) quickInARow = 0;
      last = key;
      seenAt = at;
      released = false;
      return sighting;
    },
    handled() {
      if (downAt !== -Infinity) downAt = Math.max(downAt, now());
    },
    up() {
      sendsUp = true;
      released = true;
    },
    isHeld() {
      const at = now();
      if (released && quickInARow < 2) return false;
      if (!sendsUp) return sendsRepeats && at - seenAt < times.held_ms;
      if (sendsRepeats) return at - Math.max(seenAt, pressedAt + times.repeat_first_ms) < times.silence_ms;
      return at - pressedAt < times.longest_ms;
    },
  };
}
