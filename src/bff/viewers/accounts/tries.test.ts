/** Tries in a row and a day, and what locks. */
import { describe, expect, it } from 'vitest';
import { isLocked, left, NO_TRIES, right, tried } from './tries.ts';
import type { Tries } from './tries.ts';
import { isWeak } from './weak.ts';

const MIN = 60_000;
/** 2026-01-05 10:00 in Beijing. */
const MORNING = Date.UTC(2026, 0, 5, 2);

/** Tries until it is locked; how many that took. */
function untilLocked(tries: Tries, now_ms: number): { tries: Tries; count: number } {
  let count = 0;
  for (let next = tried(tries, now_ms); next; next = tried(tries, now_ms)) {
    tries = next;
    count += 1;
  }
  return { tries, count };
}

describe('wrong tries', () => {
  it('five lock for 15 minutes; five more for the rest of the day, as ten are a day’s', () => {
    const first = untilLocked(NO_TRIES, MORNING);
    expect([first.count, first.tries.locked_until_ms]).toEqual([5, MORNING + 15 * MIN]);
    const at = MORNING + 15 * MIN;
    const second = untilLocked(first.tries, at);
    expect([second.count, second.tries.locked_until_ms]).toEqual([5, Date.UTC(2026, 0, 5, 16)]);
    expect(isLocked(second.tries, Date.UTC(2026, 0, 5, 16) - 1)).toBe(true);
    const third = untilLocked(second.tries, Date.UTC(2026, 0, 5, 16));
    expect([third.count, third.tries.locked_until_ms]).toEqual([5, Date.UTC(2026, 0, 6, 16)]);
  });

  it('the second lock is an hour, the third a day, where the day has room', () => {
    const late = Date.UTC(2026, 0, 5, 15, 50);
    const first = untilLocked(NO_TRIES, late);
    const second = untilLocked(first.tries, late + 15 * MIN);
    expect(second.tries.locked_until_ms).toBe(late + 75 * MIN);
    const third = untilLocked({ ...second.tries, day_wrong: 0 }, late + 75 * MIN);
    expect(third.tries.locked_until_ms).toBe(late + 75 * MIN + 24 * 60 * MIN);
  });

  it('a right one begins the row anew, and not the day', () => {
    let tries: Tries = NO_TRIES;
    for (let day = 0; day < 3; day++) for (let i = 0; i < 3; i++) tries = tried(tries, MORNING) ?? tries;
    expect(isLocked(tries, MORNING)).toBe(true);
    let kind: Tries = NO_TRIES;
    const counts: number[] = [];
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) {
        kind = tried(kind, MORNING) ?? kind;
        if (isLocked(kind, MORNING)) break;
        counts.push(left(kind));
      }
      if (isLocked(kind, MORNING)) break;
      kind = right(tried(kind, MORNING) ?? kind);
    }
    expect(counts).toEqual([4, 3, 2, 1, 4, 3, 2, 1, 1]);
    expect(kind.locked_until_ms).toBe(Date.UTC(2026, 0, 5, 16));
  });
});

it('weak passwords', () => {
  for (const weak of ['000000', '123456', '654321', '890123', '121212', '123123', '909090', '159357'])
    expect(isWeak(weak), weak).toBe(true);
  for (const good of ['274916', '831502', '102938', '135790']) expect(isWeak(good), good).toBe(false);
});
