import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFocus } from '../focus.ts';
import type { Direction, RegionSpec } from '../focus.ts';
import { createRowFocus } from '../row-focus.ts';
import type { Rows } from './rows.ts';

const DIRECTIONS: readonly Direction[] = ['Up', 'Down', 'Left', 'Right'];

/** Rows of these lengths, with ids that do not depend on the other rows. */
const rowsOf = (lengths: readonly number[]): Rows =>
  lengths.map((length, row) => Array.from({ length }, (_, col) => 'r' + row + 'c' + col));

/** The same for the whole core: one region, whose things share the width of their row. */
const regionOf = (rows: Rows): RegionSpec[] => [{ id: 'stage', items: rows.flatMap((row, at) => row.map((id) => ({ id, row: at }))) }];

const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 });
const moves = fc.array(fc.constantFrom(...DIRECTIONS), { maxLength: 60 });

test('on rows the small core leads where the whole one leads, whatever way was taken before', () => {
  fc.assert(
    fc.property(lengths, moves, fc.nat(20), (all, path, first) => {
      const rows = rowsOf(all);
      const ids = rows.flat();
      const initial = ids[first % ids.length] as string;
      const small = createRowFocus();
      const whole = createFocus();
      small.layout(rows, { screen: 'a', initial });
      whole.layout(regionOf(rows), { screen: 'a', initial });
      for (const dir of path) {
        expect(small.move(dir)).toBe(whole.move(dir));
        expect([dir, small.current.value]).toEqual([dir, whole.current.value]);
      }
    }),
    { numRuns: 1_000 },
  );
});

type Event =
  | { dir: Direction }
  | { rows: Rows; screen: string }
  | { push: Rows; id: string }
  | { pop: string | undefined }
  | { set: string };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...DIRECTIONS).map((dir): Event => ({ dir })) },
  fc.tuple(lengths, fc.constantFrom('one', 'two')).map(([all, screen]): Event => ({ rows: rowsOf(all), screen })),
  fc.constantFrom('one', 'two').map((screen): Event => ({ rows: [], screen })),
  fc.tuple(lengths, fc.constantFrom('ask', 'help')).map(([all, id]): Event => ({ push: rowsOf(all), id })),
  fc.constantFrom('ask', 'help', undefined).map((pop): Event => ({ pop })),
  fc.constantFrom('r0c0', 'r1c1', 'r3c3').map((set): Event => ({ set })),
);

test('whatever happens, exactly one thing of the topmost layer has the focus if any can', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const focus = createRowFocus();
      const layers: { id: string; rows: Rows }[] = [{ id: '', rows: [] }];
      const drop = (at: number) => void (at > 0 && layers.splice(at, 1));
      for (const it of events) {
        if ('dir' in it) focus.move(it.dir);
        else if ('set' in it) focus.set(it.set);
        else if ('rows' in it) {
          focus.layout(it.rows, { screen: it.screen });
          layers[0] = { id: '', rows: it.rows };
        } else if ('push' in it) {
          focus.push({ id: it.id, regions: it.push });
          drop(layers.findIndex((layer) => layer.id === it.id));
          layers.push({ id: it.id, rows: it.push });
        } else {
          focus.pop(it.pop);
          drop(it.pop === undefined ? layers.length - 1 : layers.findIndex((layer) => layer.id === it.pop));
        }
        const can = layers.at(-1)?.rows.flat() ?? [];
        if (can.length === 0) expect(focus.current.value).toBeUndefined();
        else expect(can).toContain(focus.current.value);
      }
    }),
    { numRuns: 400 },
  );
});

test('what is gone gives the focus to the nearest in its row, else in the last row', () => {
  const focus = createRowFocus();
  focus.layout([['a', 'b'], ['c']], { screen: 's', initial: 'c' });
  focus.layout([['a', 'b']], { screen: 's' });
  expect(focus.current.value).toBe('a');
  focus.layout([['a', 'b', 'd']], { screen: 's', initial: 'd' });
  focus.set('d');
  focus.layout([['a', 'b']], { screen: 's' });
  expect(focus.current.value).toBe('b');
});

test('going up and down through rows of unequal length keeps the column', () => {
  const focus = createRowFocus();
  focus.layout([['a', 'b', 'c', 'd'], ['wide'], ['e', 'f']], { initial: 'd' });
  const way = (['Down', 'Down', 'Up', 'Up', 'Right', 'Up'] as const).map((dir) => [focus.move(dir), focus.current.value]);
  expect(way).toEqual([
    [true, 'wide'],
    [true, 'f'],
    [true, 'wide'],
    [true, 'd'],
    [false, 'd'],
    [false, 'd'],
  ]);
});

test('drawn widths decide: a wide field straight above wins over a narrow button aside', () => {
  const at: { [id: string]: { offsetLeft: number; offsetWidth: number } } = {
    pan: { offsetLeft: 64, offsetWidth: 1036 },
    help: { offsetLeft: 1116, offsetWidth: 100 },
    next: { offsetLeft: 64, offsetWidth: 300 },
    pad: { offsetLeft: 380, offsetWidth: 212 },
    delete: { offsetLeft: 608, offsetWidth: 184 },
  };
  const focus = createRowFocus((id) => at[id]);
  focus.layout(
    [
      ['pan', 'help'],
      ['next', 'pad', 'delete'],
    ],
    { screen: 's' },
  );
  for (const dir of ['Down', 'Right', 'Right', 'Up'] as const) focus.move(dir);
  expect(focus.current.value).toBe('pan');
});

test('the trail ends when its places change', () => {
  const focus = createRowFocus();
  focus.layout([['a', 'c']], { screen: 's' });
  focus.move('Right');
  focus.layout([['c', 'a']], { screen: 's' });
  expect(focus.move('Left')).toBe(false);
  expect(focus.current.value).toBe('c');
});

test('a focus that waits for its thing ends with its screen', () => {
  const focus = createRowFocus();
  focus.layout([['a']], { screen: 'one' });
  focus.set('ok');
  focus.layout([['no', 'ok']], { screen: 'two', initial: 'no' });
  expect(focus.current.value).toBe('no');
  focus.set('more');
  focus.layout([['no', 'ok', 'more']], { screen: 'two' });
  expect(focus.current.value).toBe('more');
});

test('an id used twice is refused in development', () => {
  expect(() => createRowFocus().layout([['a', 'b'], ['a']])).toThrow('focus: the id "a" is used twice');
});
