import type { RemoteKey } from '../../protocol/keymap.ts';
import type { Clock } from '../clock.ts';
import { codeOf, keyOf } from './code.ts';
import type { Codes, KeyEventLike } from './code.ts';
import { createPresses, isMove } from './presses.ts';
import { createFrameQueue } from './queue.ts';
import { REMOTE_TIMES as times } from './times.ts';

/** A handler's answer: false passes the key on to the box, anything else keeps it. */
export type OnKey = (key: RemoteKey, info: { repeat: boolean }) => boolean | void;

export interface Hearing {
  codes: () => Codes;
  onKey: OnKey;
  clock: Clock;
  /**
   * The identity of what the page asks. A key held since another question, or since the page before, counts for nothing:
   * `began_ms` of `hear` says when the page began.
   */
  question: () => unknown;
  /** Every event before anything is decided about it. True: it is no key at all. */
  onRaw?(event: KeyEventLike, code: number, key: RemoteKey | undefined): boolean;
}

/** A remote's events as they come; `down`, `up` and `click` return true to keep the event from the box. */
export interface Hears {
  /** keydown, keypress, and iPanel's own */
  down(event: KeyEventLike): boolean;
  up(event: KeyEventLike): boolean;
  click(): boolean;
  /** With it the engine may keep a key-up to itself. */
  blur(): void;
}

/**
 * Calls `onKey` once per press, and again and again while an arrow is held: at most one move a frame, in the order of
 * the presses.
 */
export function hear({ codes, onKey, clock, question, onRaw }: Hearing, began_ms?: number): Hears {
  const presses = createPresses(clock.now, question, began_ms);
  const queue = createFrameQueue(clock.frame);
  let cancelRepeat: (() => void) | undefined;
  let cancelDoubt: (() => void) | undefined;
  let doubted: RemoteKey | undefined;
  let okAt = -Infinity;
  let clickAt = -Infinity;

  function stopRepeating(): void {
    if (cancelRepeat) cancelRepeat();
    cancelRepeat = undefined;
  }

  function repeatLater(key: RemoteKey, ms: number, pressedAt: number): void {
    cancelRepeat = clock.after(ms, () => {
      cancelRepeat = undefined;
      if (!presses.isHeld()) return;
      if (queue.isFree()) queue.add(() => onKey(key, { repeat: true }), true);
      const fast = clock.now() - pressedAt >= times.fast_after_ms;
      repeatLater(key, fast ? times.repeat_fast_ms : times.repeat_ms, pressedAt);
    });
  }

  function press(key: RemoteKey): boolean {
    const at = clock.now();
    const asked = question();
    stopRepeating();
    if (key === 'OK') {
      if (at - clickAt < times.click_ms) return true;
      okAt = at;
    }
    // A press that has to wait for the next frame is ours already.
    let kept = true as boolean | void;
    queue.add(() => {
      if (question() === asked) kept = onKey(key, { repeat: false });
    }, isMove(key));
    presses.handled();
    stillOk(key);
    if (isMove(key)) repeatLater(key, times.repeat_first_ms, at);
    return kept !== false;
  }

  /** While OK that acted is down, the click it sends is still to come. */
  function stillOk(key: RemoteKey | undefined): void {
    if (key === 'OK' && okAt > clickAt) okAt = clock.now();
  }

  /** The key in doubt is pressed: nothing has told that it was held. */
  function decide(): void {
    if (cancelDoubt) cancelDoubt();
    cancelDoubt = undefined;
    const key = presses.sure();
    if (key) press(key);
  }

  return {
    down(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return false;
      const code = codeOf(event);
      const key = keyOf(codes(), event);
      if (onRaw && onRaw(event, code, key)) return false;
      if (key !== doubted) decide();
      const verdict = presses.down(key, event);
      if (verdict === 'press') return press(key as RemoteKey);
      stillOk(key);
      if (verdict === 'doubt' || verdict === 'early') {
        doubted = key;
        cancelDoubt = clock.after(times.held_ms, decide);
      }
      // A box that only now shows that the key is still down: start the clock it had no reason to run before.
      if (verdict === 'down' && !cancelRepeat && isMove(key as RemoteKey)) repeatLater(key as RemoteKey, times.repeat_ms, clock.now());
      return !!key;
    },
    up(event) {
      const key = keyOf(codes(), event);
      if (presses.up(key, event) === 'press') press(doubted as RemoteKey);
      stillOk(key);
      return false;
    },
    click() {
      const at = clock.now();
      if (at - okAt < times.click_ms) return true;
      clickAt = at;
      return false;
    },
    blur: presses.blur,
  };
}
