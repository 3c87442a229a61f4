import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import type { Clock } from './clock.ts';
import { cardEvent, codeOf, codesOf, FIRST_SYSTEM_CODE, keyOf } from './remote/code.ts';
import type { KeyEventLike } from './remote/code.ts';
import { createPresses, isMove, repeats } from './remote/presses.ts';
import { createFrameQueue } from './remote/queue.ts';
import { REMOTE_TIMES } from './remote/times.ts';
import type { RemoteTimes } from './remote/times.ts';

type Handler = ((event: KeyEventLike) => number) | null;

/** The part of a window that hears a remote. Property handlers, because iPanel reads their return value. */
export interface RemoteWindow {
  document: {
    onkeydown?: unknown;
    onkeypress?: unknown;
    onkeyup?: unknown;
    onirkeypress?: unknown;
    onsystemevent?: unknown;
    addEventListener?(type: string, listener: (event: KeyEventLike) => void, capture: boolean): void;
    removeEventListener?(type: string, listener: (event: KeyEventLike) => void, capture: boolean): void;
  };
  event?: unknown;
}

export interface RemoteOptions {
  times?: Partial<RemoteTimes>;
  /** A code that means nothing here; it is passed on to the box. Counting them tells of new remotes. */
  onUnknown?(code: number): void;
  /** The smart card was pulled out or put in. */
  onCard?(event: 'card-out' | 'card-in', code: number): void;
  /** Every event before anything is decided about it, for the key test page. */
  onRaw?(event: KeyEventLike, code: number, key: RemoteKey | undefined): void;
}

/** A handler's answer: false passes the key on to the box, anything else keeps it. */
export type OnKey = (key: RemoteKey, info: { repeat: boolean }) => boolean | void;

/** iPanel's convention. */
const CONSUMED = 0;
const PASS_ON = 1;

/**
 * Hears the remote and calls `onKey` once per press, and again and again while an arrow is held: at most one move a
 * frame, in the order of the presses. Returns the function that stops listening.
 */
export function listen(win: RemoteWindow, keymap: Keymap, onKey: OnKey, clock: Clock, options: RemoteOptions = {}): () => void {
  const times: RemoteTimes = { ...REMOTE_TIMES, ...options.times };
  const codes = codesOf(keymap);
  const presses = createPresses(times, clock.now);
  const queue = createFrameQueue(clock.frame);
  let cancelRepeat: (() => void) | undefined;
  let backAt = -Infinity;
  let okAt = -Infinity;
  let hearsDowns = false;

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
    stopRepeating();
    if (key === 'Back') {
      if (at - backAt < times.back_ms) return true;
      backAt = at;
    }
    // A press that has to wait for the next frame is ours already.
    const answer: { kept: boolean | void } = { kept: true };
    queue.add(() => {
      answer.kept = onKey(key, { repeat: false });
    }, isMove(key));
    presses.handled();
    if (key === 'OK') okAt = clock.now();
    if (repeats(key)) repeatLater(key, times.repeat_first_ms, at);
    return answer.kept !== false;
  }

  function onDown(event: KeyEventLike): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    const code = codeOf(event);
    const key = keyOf(codes, event);
    if (event.type !== 'keypress') hearsDowns = true;
    if (options.onRaw) options.onRaw(event, code, key);
    if (!key && code >= FIRST_SYSTEM_CODE) return onSystem(code);
    const sighting = presses.down(key, event);
    if (key) {
      if (sighting === 'press') return press(key);
      // A box that only now shows that the key is still down: start the clock it had no reason to run before.
      if (sighting === 'held' && !cancelRepeat && repeats(key)) repeatLater(key, times.repeat_ms, clock.now());
      return true;
    }
    if (code && (event.type !== 'keypress' || !hearsDowns) && options.onUnknown) options.onUnknown(code);
    return false;
  }

  function onSystem(code: number): boolean {
    const card = cardEvent(code);
    if (card && options.onCard) options.onCard(card, code);
    return false;
  }

  function onUp(): boolean {
    presses.up();
    return false;
  }

  function handler(handle: (event: KeyEventLike) => boolean): Handler {
    return (given) => {
      const event = given || (win.event as KeyEventLike);
      if (!event || !handle(event)) return PASS_ON;
      if (event.preventDefault) event.preventDefault();
      return CONSUMED;
    };
  }

  function onClick(event: KeyEventLike): void {
    if (clock.now() - okAt >= times.click_ms) return;
    if (event.preventDefault) event.preventDefault();
    if (event.stopPropagation) event.stopPropagation();
  }

  const doc = win.document;
  const down = handler(onDown);
  const names = ['onkeydown', 'onkeypress', 'onirkeypress', 'onsystemevent', 'onkeyup'] as const;
  for (const name of names) doc[name] = name === 'onkeyup' ? handler(onUp) : down;
  if (doc.addEventListener) doc.addEventListener('click', onClick, true);
  return () => {
    for (const name of names) doc[name] = null;
    if (doc.removeEventListener) doc.removeEventListener('click', onClick, true);
    stopRepeating();
    queue.clear();
  };
}
