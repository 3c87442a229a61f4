/** Layouts that are no grid: scattered boxes, ragged rows, regions side by side, bad input. */
import { expect, test } from 'vitest';
import { move } from './core.ts';
import { at, DIRECTIONS, ids, region, walk } from './fixtures.ts';
import { compile } from './layout.ts';
import type { ItemSpec, Rect } from './types.ts';

/** Numbers from 0 to 1, the same ones each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Rects that count how often they are looked at. */
function counted() {
  const count = { reads: 0 };
  const rect = (left: number, top: number, width: number, height: number): Rect => ({
    get left() {
      count.reads++;
      return left;
    },
    top,
    width,
    height,
  });
  return { count, rect };
}

test.each(['scattered', 'diagonal'])('200 %s boxes: a press looks at each a few times, a layout at each pair', (kind) => {
  const chance = seeded(7);
  const { count, rect } = counted();
  const items: ItemSpec[] = Array.from({ length: 200 }, (_, i) => ({
    id: 'b' + i,
    rect: kind === 'diagonal' ? rect(60 * i, 50 * i, 56, 40) : rect(chance() * 3000, chance() * 2000, 56, 40),
  }));
  const model = compile([region('all', items)]);
  expect(count.reads).toBeLessThan(200 * 200 * 60);
  for (const id of ids(model))
    for (const dir of DIRECTIONS) {
      count.reads = 0;
      move(model, id, dir);
      expect(count.reads).toBeLessThan(200 * 30);
    }
});

test('at the end of a ragged row the neighbour that sticks out is nearer than a tile some rows away', () => {
  const model = compile([
    region('r', [at('end', 0, 0, 200, 60), at('out', 100, 80, 230, 60), at('below', 0, 160, 200, 60), at('far', 400, 240, 200, 60)]),
  ]);
  expect(move(model, 'end', 'Right')).toBe('out');
  // Without anything wholly ahead it stays.
  expect(move(compile([region('list', [at('short', 0, 0, 100, 60), at('long', 20, 80, 300, 60)])]), 'short', 'Right')).toBeUndefined();
});

test('the lower things of a tall region beside a small one are below it', () => {
  const model = compile([
    region('small', [at('s', 0, 0, 100, 60)], { exits: { Right: 'stop' } }),
    region('tall', [at('t0', 200, 0, 100, 60), at('t1', 200, 80, 100, 60), at('t2', 200, 160, 100, 60)]),
  ]);
  expect(walk(model, 's', 'Down')).toBe('t1');
});

test('an id used twice and a place that is no number are refused with a sentence in development, left out in production', () => {
  const twice = () => compile([region('r', [at('a', 0, 0, 10, 10), at('a', 0, 20, 10, 10)])]);
  const nowhere = () => compile([region('r', [at('a', 0, 0, 10, 10), at('b', Number.NaN, 20, 10, 10), at('c', 0, 40, 10, 10)])]);
  expect(twice).toThrow('focus: the id "a" is used twice: give each thing of a screen its own');
  expect(nowhere).toThrow('focus: the place of "b" is not made of numbers: leave it out or measure it');
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    expect(ids(twice())).toEqual(['a']);
    expect(walk(nowhere(), 'a', 'Down')).toBe('c');
  } finally {
    process.env.NODE_ENV = before;
  }
});
