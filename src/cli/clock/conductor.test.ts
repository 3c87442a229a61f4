import { expect, it } from 'vitest';
import type { ClockMove, ClockState } from '../../protocol/sandbox-clock.ts';
import { moveTo, quiet } from './conductor.ts';
import type { Door } from './doors.ts';

const REAL_MS = 1_000_000;
const MINUTE_MS = 60_000;

interface Process {
  offset_ms: number;
  after?: () => void;
  add(at_ms: number): void;
  work(): void;
  door: Door;
}

/** A process whose work may ask another for work at once. */
function process(name: string, log: string[], { due_ms = [] as number[], offset_ms = 0 } = {}): Process {
  const due = [...due_ms];
  let begun = 0;
  let busy_looks = 0;
  const now = (): number => REAL_MS + one.offset_ms;
  const work = (): void => {
    for (const at_ms of due.filter((one_ms) => one_ms <= now())) {
      due.splice(due.indexOf(at_ms), 1);
      begun += 1;
      busy_looks = 2;
      log.push(name + ' works at ' + (at_ms - REAL_MS) / MINUTE_MS + ', it is ' + (now() - REAL_MS) / MINUTE_MS);
      one.after?.();
    }
  };
  const state = (): ClockState => ({
    now_ms: now(),
    offset_ms: one.offset_ms,
    next_due_ms: due.length ? Math.min(...due) : null,
    busy: busy_looks-- > 0,
    begun,
  });
  const one: Process = {
    offset_ms,
    add: (at_ms: number) => void due.push(at_ms),
    work,
    door: {
      name,
      state: () => Promise.resolve(state()),
      move({ offset_ms: to_ms, hold }: ClockMove) {
        if (to_ms < one.offset_ms) throw new Error('back');
        one.offset_ms = to_ms;
        if (!hold) work();
        return Promise.resolve(state());
      },
    },
  };
  return one;
}

const options = { sleep: () => Promise.resolve(), monotonic: () => 0 };
const at = (minutes: number): number => REAL_MS + minutes * MINUTE_MS;

it('goes from one due time to the next, all at each before any works', async () => {
  const log: string[] = [];
  const a = process('a', log, { due_ms: [at(3), at(30)] });
  const b = process('b', log, { due_ms: [at(10), at(90)] });
  a.after = () => expect(b.offset_ms).toBe(a.offset_ms);
  b.after = () => expect(a.offset_ms).toBe(b.offset_ms);
  const moved = await moveTo([a.door, b.door], at(60), options);
  expect(moved).toEqual({ now_ms: at(60), offset_ms: 60 * MINUTE_MS, steps: 4 });
  expect(log).toEqual(['a works at 3, it is 3', 'b works at 10, it is 10', 'a works at 30, it is 30']);
});

it('work that makes work of another process on the way is done on the way', async () => {
  const log: string[] = [];
  const a = process('a', log, { due_ms: [at(5)] });
  const b = process('b', log);
  a.after = () => b.add(at(7));
  await moveTo([a.door, b.door], at(60), options);
  expect(log).toEqual(['a works at 5, it is 5', 'b works at 7, it is 7']);
});

it('a process that was behind comes along, step by step, and ends with the offset of the others', async () => {
  const log: string[] = [];
  const a = process('a', log, { offset_ms: 20 * MINUTE_MS });
  const b = process('b', log, { due_ms: [at(3), at(25)] });
  const { offset_ms } = await moveTo([a.door, b.door], at(60), options);
  expect([offset_ms, a.offset_ms, b.offset_ms]).toEqual(Array(3).fill(60 * MINUTE_MS));
  expect(log).toEqual(['b works at 3, it is 3', 'b works at 25, it is 25']);
});

it('is quiet only once nothing began between two looks', async () => {
  const log: string[] = [];
  const a = process('a', log);
  const b = process('b', log, { due_ms: [at(0)] });
  let looks = 0;
  const late: Door = {
    ...a.door,
    state() {
      looks += 1;
      if (looks === 1) b.work();
      return a.door.state();
    },
  };
  await quiet([b.door, late], options);
  expect(log).toHaveLength(1);
  expect(looks).toBeGreaterThan(3);
});

it('names who stays busy', async () => {
  let clock_ms = 0;
  const busy: Door = { ...process('bff', []).door };
  busy.state = () => Promise.resolve({ now_ms: 0, offset_ms: 0, next_due_ms: null, busy: true, begun: 1 });
  await expect(quiet([busy], { ...options, monotonic: () => (clock_ms += 10_000) })).rejects.toThrow('bff still has work after 120 s.');
});
