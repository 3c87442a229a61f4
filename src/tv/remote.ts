import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import type { Clock } from './clock.ts';
import { attach, detach } from './remote/attach.ts';
import type { RemoteWindow } from './remote/attach.ts';
import { cardEvent, codesOf, FIRST_SYSTEM_CODE } from './remote/code.ts';
import type { KeyEventLike } from './remote/code.ts';
import { hear } from './remote/hear.ts';
import type { OnKey } from './remote/hear.ts';

export type { RemoteWindow } from './remote/attach.ts';
export type { OnKey } from './remote/hear.ts';

export interface RemoteOptions {
  /** A code that means nothing here; it is passed on to the box. Counting them tells of new remotes. */
  onUnknown?(code: number): void;
  /** The smart card was pulled out or put in. */
  onCard?(event: 'card-out' | 'card-in', code: number): void;
  /** Every event before anything is decided about it, for the key test page. */
  onRaw?(event: KeyEventLike, code: number, key: RemoteKey | undefined): void;
  /** See Hearing; without it neither questions nor the page before are looked at. */
  question?(): unknown;
}

/** Hears the remote of a window, and tells of what is no key. Returns the function that stops listening. */
export function listen(
  win: RemoteWindow,
  keymap: Keymap | (() => Keymap),
  onKey: OnKey,
  clock: Clock,
  options: RemoteOptions = {},
): () => void {
  const codes = () => codesOf(typeof keymap === 'function' ? keymap() : keymap);
  let hearsDowns = false;

  function onRaw(event: KeyEventLike, code: number, key: RemoteKey | undefined): boolean {
    if (event.type !== 'keypress') hearsDowns = true;
    if (options.onRaw) options.onRaw(event, code, key);
    if (key) return false;
    if (code >= FIRST_SYSTEM_CODE) {
      const card = cardEvent(code);
      if (card && options.onCard) options.onCard(card, code);
      return true;
    }
    if (code && (event.type !== 'keypress' || !hearsDowns) && options.onUnknown) options.onUnknown(code);
    return false;
  }

  let stopped = false;
  const ours: OnKey = (key, info) => (stopped ? true : onKey(key, info));
  const remote = hear({ codes, onKey: ours, clock, question: options.question || (() => 0), onRaw }, options.question && clock.now());
  attach(win, remote);
  return () => {
    stopped = true;
    remote.blur();
    detach(win);
  };
}
