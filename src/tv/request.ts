/** One HTTP request the way a 2010 engine can do it. */
import type { Clock } from './clock.ts';

/** The part of XMLHttpRequest that is used. */
export interface Request {
  open(method: string, url: string, asynchronous: boolean): void;
  setRequestHeader(name: string, value: string): void;
  send(body: string | null): void;
  abort(): void;
  onreadystatechange: unknown;
  readonly readyState: number;
  readonly status: number;
  readonly responseText: string;
}

/** A reply; status 0 when none came. */
export interface Reply {
  status: number;
  text: string;
  gave_up: boolean;
}

export interface Asking {
  request: () => Request;
  clock: Clock;
  /** From 0 to 1. */
  random: () => number;
}

const DONE = 4;

/** Calls `done` exactly once, or never after the returned function was called. The timer is ours: old engines have no XHR timeout. */
export function ask(
  { request, clock, random }: Asking,
  { method, url, body, give_up_ms }: { method: string; url: string; body?: string; give_up_ms: number },
  done: (reply: Reply) => void,
): () => void {
  const xhr = request();
  let open = true;
  const end = (reply: Reply | undefined) => {
    if (!open) return;
    open = false;
    cancel();
    if (reply) done(reply);
  };
  const drop = (reply: Reply | undefined) => {
    end(reply);
    xhr.onreadystatechange = null;
    xhr.abort();
  };
  const cancel = clock.after(give_up_ms, () => drop({ status: 0, text: '', gave_up: true }));
  xhr.onreadystatechange = () => {
    if (open && xhr.readyState === DONE) end({ status: xhr.status, text: xhr.responseText, gave_up: false });
  };
  try {
    // Caches that ignore no-store: every question has an address of its own.
    xhr.open(method, body === undefined ? url + (url.indexOf('?') < 0 ? '?n=' : '&n=') + random() : url, true);
    if (body !== undefined) xhr.setRequestHeader('Content-Type', 'application/json');
    xhr.send(body === undefined ? null : body);
  } catch {
    clock.after(0, () => end({ status: 0, text: '', gave_up: false }));
  }
  return () => drop(undefined);
}
