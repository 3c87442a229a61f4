import type { RemoteKey } from '../../protocol/keymap.ts';
import type { KeyEventLike } from './code.ts';
import { ASKED, PRESS_TABLE, REPEAT, SAME, UP } from './press-table.ts';
import type { PressSign, PressState } from './press-table.ts';
import { REMOTE_TIMES as times } from './times.ts';

/** The keys that repeat while held. */
export function isMove(key: RemoteKey): key is 'Up' | 'Down' | 'Left' | 'Right' {
  return /^(Up|Down|Left|Right)$/.test(key);
}

/** What a sign of a key is: `press` acts, `doubt` and `early` wait for `sure`, all others are no press. */
export type Verdict = PressState | 'press';

/** Tells presses from signs that a key is still down, and both from second reports of the same press. */
export interface Presses {
  /** `key` is undefined for an unknown code: it is nobody's press, but its keypress twin must not become one. */
  down(key: RemoteKey | undefined, event: KeyEventLike): Verdict | undefined;
  /** Called when a keydown has been acted on: a slow handler must not make its keypress twin look late. */
  handled(): void;
  /** A key-up whose code says nothing lets go whatever is down. */
  up(key: RemoteKey | undefined, event: KeyEventLike): Verdict | undefined;
  /** The key in doubt, which no further sign has made a held one: it is a press now. */
  sure(): RemoteKey | undefined;
  /** The page no longer hears the remote: nothing is known to be down. */
  blur(): void;
  /** Whether the key acted on last may still be down. */
  isHeld(): boolean;
}

/**
 * `now` gives milliseconds; `question` the identity of what is asked, which a held key never crosses; `began_ms` is when
 * the page began to listen, or undefined where no key can be held from another page.
 */
export function createPresses(now: () => number, question: () => unknown, began_ms: number | undefined): Presses {
  let state: PressState = 'free';
  let last: RemoteKey | undefined;
  let asked = question();
  /** The last keydown of any code, the last down of `last`, and its last sign of any kind. */
  let keydownAt = -Infinity;
  let downAt = -Infinity;
  let seenAt = -Infinity;
  let pressedAt = -Infinity;
  let sendsUp = false;
  /** This hold comes as a train of down and up. */
  let trains = false;

  /** When the key was pressed, as the engine says: a busy one delivers many events at once. */
  function timeOf({ timeStamp = 0 }: KeyEventLike): number {
    const at = now();
    return timeStamp > 0 && timeStamp <= at && at - timeStamp < times.late_ms ? timeStamp : at;
  }

  const on = (sign: PressSign): Verdict => PRESS_TABLE[state][sign];

  /** The effect of silence and of a new question since the last sign. */
  function settle(at: number): void {
    const since = at - seenAt;
    const before = asked;
    asked = question();
    if (asked !== before) state = on(ASKED) as PressState;
    if (state === 'loose' || state === 'gone') {
      if (at - downAt >= times.train_ms && since >= times.pair_ms) state = 'free';
    } else if (since >= times.lost_ms) state = 'free';
    else if (!sendsUp && since >= (state === 'spent' ? times.spent_ms : times.held_ms)) {
      if (state !== 'doubt' && state !== 'early') state = 'quiet';
    }
  }

  return {
    down(key, event) {
      const at = timeOf(event);
      const typed = event.type === 'keypress';
      if (typed && at - keydownAt < times.twin_ms) return undefined;
      if (!typed) keydownAt = at;
      if (!key) return undefined;
      settle(at);
      if (key !== last) {
        state = 'free';
        pressedAt = -Infinity;
      }
      // The second report of the sign in doubt says nothing new.
      if ((state === 'doubt' || state === 'early') && at - downAt < times.twin_ms) return undefined;
      last = key;
      downAt = seenAt = at;
      let next = on(event.repeat ? REPEAT : SAME);
      if (key === 'Back' && at - pressedAt < times.back_ms) next = 'down';
      // A move too many does no harm, and waiting would be felt.
      if (next === 'doubt' && isMove(key)) next = 'press';
      if (next === 'press' && at - (began_ms as number) < times.spent_ms && !isMove(key)) next = 'early';
      trains = state === 'loose' && next === 'down';
      state = next === 'press' ? 'down' : next;
      if (next === 'press') pressedAt = at;
      return next;
    },
    handled() {
      keydownAt = Math.max(keydownAt, now());
    },
    up(key, event) {
      sendsUp = true;
      if (key && key !== last) return undefined;
      const at = timeOf(event);
      settle(at);
      const next = on(UP);
      seenAt = at;
      state = next === 'press' ? 'loose' : next;
      return next;
    },
    sure() {
      settle(now());
      if (state !== 'doubt' && state !== 'early') return undefined;
      state = 'down';
      return last;
    },
    blur() {
      state = 'free';
    },
    isHeld() {
      const at = now();
      settle(at);
      return (state === 'down' || (trains && state === 'loose')) && (at - seenAt < times.silence_ms || at - pressedAt < times.lost_ms);
    },
  };
}
