import type { KeyEventLike } from './code.ts';
import type { Hears } from './hear.ts';

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
  addEventListener?(type: string, listener: () => void, capture: boolean): void;
  event?: unknown;
}

/** iPanel's convention. */
const CONSUMED = 0;
const PASS_ON = 1;

const NAMES = ['onkeydown', 'onkeypress', 'onirkeypress', 'onsystemevent', 'onkeyup'] as const;

/** Leads a window's events to a remote. */
export function attach(win: RemoteWindow, remote: Hears): void {
  const doc = win.document;
  function handler(handle: (event: KeyEventLike) => boolean): Handler {
    return (given) => {
      const event = given || (win.event as KeyEventLike);
      if (!event || !handle(event)) return PASS_ON;
      if (event.preventDefault) event.preventDefault();
      if (event.stopPropagation) event.stopPropagation();
      return CONSUMED;
    };
  }
  const down = handler(remote.down);
  for (const name of NAMES) doc[name] = name === 'onkeyup' ? handler(remote.up) : down;
  if (doc.addEventListener) doc.addEventListener('click', handler(remote.click) as never, true);
  for (const name of ['blur', 'pagehide', 'visibilitychange']) if (win.addEventListener) win.addEventListener(name, remote.blur, false);
}

/** Its property handlers; the listeners of a remote that has stopped do no harm. */
export function detach(win: RemoteWindow): void {
  for (const name of NAMES) win.document[name] = null;
}
