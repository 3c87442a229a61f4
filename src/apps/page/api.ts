/** Questions to the app's own server. */
import type { Clock } from '../../tv/clock.ts';
import { ask } from '../../tv/request.ts';

/** An answer, or why there is none: the server's code, or OFFLINE. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: string };

export interface Api {
  get<T>(path: string, query: { readonly [name: string]: string | number }, done: (answer: Answer<T>) => void): void;
  post<T>(path: string, body: object, done: (answer: Answer<T>) => void): void;
}

/** The server itself waits at most 10 s for the cashier, four times. */
const GIVE_UP_MS = 45_000;

export function createApi(clock: Clock, request: () => XMLHttpRequest, ticket: string): Api {
  let t = ticket;
  function call<T>(method: string, url: string, body: string | undefined, done: (answer: Answer<T>) => void): void {
    ask(
      { request, clock, random: Math.random },
      { method, url, give_up_ms: GIVE_UP_MS, ...(body === undefined ? {} : { body }) },
      ({ status, text }) => {
        const value = parse(text) as (T & { error?: string | { code: string }; t?: string }) | undefined;
        // A server that counts idle time gives a new one with each answer.
        if (status === 200 && value && value.t) t = value.t;
        if (status === 200 && value !== undefined) done({ ok: true, value });
        else done({ ok: false, code: codeOf(value && value.error) });
      },
    );
  }
  return {
    get(path, query, done) {
      const pairs = Object.keys(query).map((name) => '&' + name + '=' + encodeURIComponent(String(query[name])));
      call('GET', path + '?t=' + encodeURIComponent(t) + pairs.join(''), undefined, done);
    },
    post: (path, body, done) => call('POST', path, JSON.stringify({ ...body, t }), done),
  };
}

function codeOf(error: string | { code: string } | undefined): string {
  return (typeof error === 'object' ? error.code : error) || 'OFFLINE';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
