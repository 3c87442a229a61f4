import { expect, it } from 'vitest';
import { summedLog } from './summed-log.ts';
import type { Facts } from './summed-log.ts';

function clock() {
  const due: (() => void)[] = [];
  return {
    due,
    after: (_ms: number, call: () => void) => {
      due.push(call);
      return () => void due.splice(due.indexOf(call), due.includes(call) ? 1 : 0);
    },
    minute: () => due.splice(0).forEach((call) => call()),
  };
}

it('the first line at once, the others once a minute with their count, silence ends it', () => {
  const { due, after, minute } = clock();
  const lines: Facts[] = [];
  const log = summedLog((_level, _event, facts) => lines.push(facts), after);
  for (let i = 0; i < 100; i++) log.note('a', 'warn', 'bad', { who: 'a' });
  log.note('b', 'warn', 'bad', { who: 'b' });
  expect(lines).toEqual([{ who: 'a' }, { who: 'b' }]);
  minute();
  expect(lines.slice(2)).toEqual([{ who: 'a', count: 99, window_ms: 60_000 }]);
  log.note('a', 'warn', 'bad', { who: 'a' });
  minute();
  expect(lines.slice(3)).toEqual([{ who: 'a', count: 1, window_ms: 60_000 }]);
  minute();
  expect([lines.length, due.length]).toEqual([4, 0]);
  log.note('a', 'warn', 'bad', { who: 'a' });
  expect(lines).toHaveLength(5);
});

it('a flood of kinds is one more line', () => {
  const { after, minute } = clock();
  const lines: Facts[] = [];
  const log = summedLog((_level, _event, facts) => lines.push(facts), after);
  for (let i = 0; i < 5_000; i++) log.note('k' + i, 'warn', 'bad', { i });
  expect(lines).toHaveLength(200);
  minute();
  expect(lines.slice(200)).toEqual([{ others: true, count: 4_800, window_ms: 60_000 }]);
});

it('stopping writes what is not written', () => {
  const { due, after } = clock();
  const lines: Facts[] = [];
  const log = summedLog((_level, _event, facts) => lines.push(facts), after);
  log.note('a', 'warn', 'bad', {});
  log.note('a', 'warn', 'bad', {});
  log.stop();
  expect([lines.length, due.length]).toEqual([2, 0]);
});
