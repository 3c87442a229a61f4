import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEnded, next } from './machine.ts';
import type { Heard, Topup, TopupEvent } from './machine.ts';

const TIMES = { confirm_ms: 600_000, give_up_ms: 7_200_000 };
const NEW: Topup = {
  order_no: 'T1',
  phone: '19207715520',
  carrier: 'broadcast',
  face_fen: 5000,
  state: 'paid',
  sent_at_ms: null,
  failed_at_ms: null,
  ended_at_ms: null,
};

/** A history of [ms since the sending, word]; the state it ends in. */
function after(...history: [number, Heard][]): string {
  let topup = next(NEW, { type: 'sending' }, 0, TIMES).topup;
  for (const [at_ms, heard] of history) topup = next(topup, { type: 'heard', heard }, at_ms, TIMES).topup;
  return topup.state;
}

describe('a top-up', () => {
  it.each<[string, [number, Heard][], string]>([
    ['success ends it', [[3_000, 'success']], 'done'],
    ['one failure is none', [[3_000, 'failed']], 'failing'],
    ['one late failure is none', [[700_000, 'failed']], 'failing'],
    [
      'two early failures are none',
      [
        [3_000, 'failed'],
        [599_999, 'failed'],
      ],
      'failing',
    ],
    [
      'a second failure ten minutes after the sending counts',
      [
        [3_000, 'failed'],
        [600_000, 'failed'],
      ],
      'refunding',
    ],
    [
      'the carrier never had it',
      [
        [3_000, 'absent'],
        [600_000, 'absent'],
      ],
      'refunding',
    ],
    [
      'a failure that wavers is a success',
      [
        [3_000, 'failed'],
        [60_000, 'success'],
      ],
      'done',
    ],
    [
      'under way again after a failure starts anew',
      [
        [3_000, 'failed'],
        [60_000, 'pending'],
        [600_000, 'failed'],
      ],
      'failing',
    ],
    [
      'silence after a failure takes nothing back',
      [
        [3_000, 'failed'],
        [60_000, 'silent'],
        [600_000, 'failed'],
      ],
      'refunding',
    ],
    [
      'silence for two hours is unknown',
      [
        [3_000, 'silent'],
        [7_200_000, 'silent'],
      ],
      'unknown',
    ],
    [
      'unknown is not failed by queries',
      [
        [7_200_000, 'pending'],
        [7_300_000, 'failed'],
        [7_400_000, 'failed'],
      ],
      'unknown',
    ],
    [
      'unknown may still be a success',
      [
        [7_200_000, 'pending'],
        [7_300_000, 'success'],
      ],
      'done',
    ],
  ])('%s', (_, history, state) => expect(after(...history)).toBe(state));

  it('is settled by the file or a person only while it is unknown', () => {
    const unknown: Topup = { ...NEW, state: 'unknown', sent_at_ms: 0 };
    expect(next(unknown, { type: 'file', heard: 'success' }, 9, TIMES).topup.state).toBe('done');
    expect(next(unknown, { type: 'file', heard: 'absent' }, 9, TIMES)).toMatchObject({ topup: { state: 'refunding' }, effect: 'refund' });
    expect(next(unknown, { type: 'settled', as: 'refund' }, 9, TIMES)).toMatchObject({ topup: { state: 'refunding' }, effect: 'refund' });
    for (const state of ['sent', 'failing', 'done', 'refunding', 'refunded'] as const) {
      const one: Topup = { ...NEW, state, sent_at_ms: 0 };
      expect(next(one, { type: 'file', heard: 'failed' }, 9, TIMES)).toEqual({ topup: one });
      expect(next(one, { type: 'settled', as: 'refund' }, 9, TIMES)).toEqual({ topup: one });
    }
  });

  it('flags a carrier that says otherwise after the end', () => {
    expect(next({ ...NEW, state: 'done', sent_at_ms: 0 }, { type: 'heard', heard: 'failed' }, 9, TIMES).effect).toBe('flag');
    expect(next({ ...NEW, state: 'refunded', sent_at_ms: 0 }, { type: 'heard', heard: 'success' }, 9, TIMES).effect).toBe('flag');
  });

  const event = fc.oneof<fc.Arbitrary<TopupEvent>[]>(
    fc.constant({ type: 'sending' }),
    fc.constantFrom<Heard[]>('success', 'failed', 'absent', 'pending', 'silent').map((heard) => ({ type: 'heard', heard })),
    fc.constantFrom<('success' | 'failed' | 'absent')[]>('success', 'failed', 'absent').map((heard) => ({ type: 'file', heard })),
    fc.constantFrom<('done' | 'refund')[]>('done', 'refund').map((as) => ({ type: 'settled', as })),
    fc.constant({ type: 'refunded' }),
  );
  const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 900_000 }), event), { maxLength: 40 });

  it('whatever happens: refunded at most once, never after done, never before ten minutes, and an end stays', () => {
    fc.assert(
      fc.property(history, (events) => {
        let topup = NEW;
        let now_ms = 1_000_000;
        let refunds = 0;
        let was_done = false;
        for (const [wait_ms, one] of events) {
          now_ms += wait_ms;
          const before = topup;
          const made = next(before, one, now_ms, TIMES);
          topup = made.topup;
          if (made.effect === 'refund') {
            refunds++;
            expect(was_done).toBe(false);
            if (one.type === 'heard') expect(now_ms - (topup.sent_at_ms ?? now_ms)).toBeGreaterThanOrEqual(TIMES.confirm_ms);
          }
          if (isEnded(before.state)) expect(isEnded(topup.state)).toBe(true);
          if (before.state === 'done') expect(topup.state).toBe('done');
          if (before.sent_at_ms !== null) expect(topup.sent_at_ms).toBe(before.sent_at_ms);
          was_done ||= topup.state === 'done';
        }
        expect(refunds).toBe(topup.state === 'refunding' || topup.state === 'refunded' ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });
});
