/** The clock of an app's server in a sandbox: real time and an offset that only grows, kept in a file. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { OFFSET_MAX_MS } from '../../protocol/sandbox-clock.ts';
import type { ClockState } from '../../protocol/sandbox-clock.ts';
import { json, refuse } from './http.ts';
import type { Routes } from './http.ts';
import type { Jobs } from './jobs.ts';

export interface AppClock {
  /** Business time. */
  now(): number;
  /** Real time, for signatures. */
  wall(): number;
  offset_ms(): number;
  /** Takes no smaller one. */
  set(offset_ms: number): void;
}

export function openAppClock(file: string, wall: () => number): AppClock {
  let offset_ms = offsetIn(file);
  return {
    wall,
    now: () => wall() + offset_ms,
    offset_ms: () => offset_ms,
    set(next_ms) {
      if (next_ms <= offset_ms) return;
      writeFileSync(file + '.new', JSON.stringify({ offset_ms: next_ms }), { flush: true });
      renameSync(file + '.new', file);
      offset_ms = next_ms;
    },
  };
}

function offsetIn(file: string): number {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return 0;
  }
  const { offset_ms } = JSON.parse(text) as { offset_ms?: unknown };
  if (typeof offset_ms !== 'number') throw new Error(file + ': offset_ms must be a number');
  return offset_ms;
}

/** The door of `lezhong clock`. Only for programs: a page of another origin cannot send JSON. */
export function clockRoutes(clock: AppClock, jobs: Pick<Jobs, 'state' | 'look'>): Routes {
  const state = (): ClockState => ({ now_ms: clock.now(), offset_ms: clock.offset_ms(), ...jobs.state() });
  return {
    'GET /sandbox-clock': () => json(state()),
    'POST /sandbox-clock': ({ body: { offset_ms, hold }, request }) => {
      if (request.headers['content-type'] !== 'application/json') return refuse('JSON_WANTED');
      if (typeof offset_ms !== 'number' || !Number.isSafeInteger(offset_ms) || offset_ms > OFFSET_MAX_MS) return refuse('OFFSET_BAD');
      if (offset_ms < clock.offset_ms()) return refuse('CLOCK_BACK', 409);
      clock.set(offset_ms);
      if (hold !== true) jobs.look();
      return json(state());
    },
  };
}
