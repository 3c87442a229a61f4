/** Time that moves only when a test says so. */
export interface TestClock {
  now(): number;
  wall(): number;
  after(delay_ms: number, run: () => void): () => void;
  log(event: string, facts: object): void;
  advance(ms: number): void;
}

export const NOON_MS = Date.parse('2026-07-12T12:00:00+08:00');

export function testClock(start_ms = NOON_MS): TestClock {
  let now = start_ms;
  return { now: () => now, wall: () => now, after: () => () => undefined, log: () => undefined, advance: (ms) => void (now += ms) };
}
