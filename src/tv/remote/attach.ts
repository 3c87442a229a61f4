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
    onvisibilitychange?: unknown;
    addEventListener?(type: string, listener: (event: KeyEventLike) => void, capture: boolean): void;
  };
  onblur?: unknown;
  onpagehide?: unknown;
  event?: unknown;
}

/** iPanel's convention. */
const CONSUMED = 0;
const PASS_ON = 1;

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
  doc.onkeydown = doc.onkeypress = doc.onirkeypress = doc.onsystemevent = handler(remote.down);
  doc.onkeyup = handler(remote.up);
  doc.onvisibilitychange = win.onpagehide = win.onblur = remote.blur;
  if (doc.addEventListener) doc.addEventListener('click', handler(remote.click) as never, true);
}

/** Its property handlers; the click listener of a remote that has stopped does no harm. */
export function detach(win: RemoteWindow): void {
  const doc = win.document;
  doc.onkeydown = doc.onkeypress = doc.onirkeypress = doc.onsystemevent = doc.onkeyup = null;
  doc.onvisibilitychange = win.onpagehide = win.onblur = null;
}
