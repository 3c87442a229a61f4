import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REMOTE_KEYS } from '../../protocol/keymap.ts';
import { deletes, digitOf, padRows } from './keypad-keys.ts';
import { createRowFocus } from '../row-focus.ts';

test('every digit stands once, and so do delete and done', () => {
  for (const x of [false, true]) {
    const keys = padRows(x).flat();
    expect([...keys].sort()).toEqual([...'0123456789', ...(x ? ['X'] : []), 'delete', 'done'].sort());
  }
});

test('arrows lead as on a phone', () => {
  const focus = createRowFocus();
  focus.layout(padRows(), { screen: 'pad', initial: '5' });
  const led = (['Up', 'Down', 'Down', 'Down', 'Left', 'Up', 'Up', 'Up', 'Right', 'Right'] as const).map((way) => {
    focus.move(way);
    return focus.current.value;
  });
  expect(led).toEqual(['2', '5', '8', '0', 'delete', '7', '4', '1', '2', '3']);
});

test('from anywhere on the pad any key is reached in six moves', () => {
  const rows = padRows(true);
  const keys = rows.flat();
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.constantFrom(...keys), (from, to) => {
      const seen = new Map([[from, 0]]);
      const queue = [from];
      for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
        for (const way of ['Up', 'Down', 'Left', 'Right'] as const) {
          const focus = createRowFocus();
          focus.layout(rows, { screen: 'pad', initial: at });
          focus.move(way);
          const next = focus.current.value as string;
          if (!seen.has(next)) queue.push(next);
          if (!seen.has(next)) seen.set(next, (seen.get(at) as number) + 1);
        }
      }
      expect(seen.get(to)).toBeLessThanOrEqual(6);
    }),
  );
});

test('ten keys of a remote are digits, yellow and delete take away', () => {
  expect(REMOTE_KEYS.filter((key) => digitOf(key) !== undefined)).toHaveLength(10);
  expect(REMOTE_KEYS.filter(deletes)).toEqual(['Yellow', 'Delete']);
});
