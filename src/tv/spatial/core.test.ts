import { expect, test } from 'vitest';
import { move, remember } from './core.ts';
import { at, grid, ids, reachable, region, walk } from './fixtures.ts';
import { compile } from './layout.ts';

test('a grid moves by row and column and stops at its edges', () => {
  const model = compile([grid('g', 3, 3)]);
  expect(move(model, 'gr1c1', 'Up')).toBe('gr0c1');
  expect(move(model, 'gr1c1', 'Down')).toBe('gr2c1');
  expect(move(model, 'gr1c1', 'Left')).toBe('gr1c0');
  expect(move(model, 'gr1c1', 'Right')).toBe('gr1c2');
  expect(move(model, 'gr0c0', 'Up')).toBeUndefined();
  expect(move(model, 'gr0c0', 'Left')).toBeUndefined();
  expect(move(model, 'gr1c2', 'Right')).toBeUndefined();
  expect(move(model, 'gr2c2', 'Down')).toBeUndefined();
});

test('straight ahead wins over nearer but aside', () => {
  const model = compile([region('r', [at('a', 0, 0, 100, 100), at('aside', 120, 110, 100, 100), at('straight', 0, 300, 100, 100)])]);
  expect(move(model, 'a', 'Down')).toBe('straight');
  expect(move(model, 'a', 'Right')).toBe('aside');
});

test('without anything straight ahead, the nearest', () => {
  const model = compile([region('r', [at('a', 0, 0, 100, 50), at('far', 600, 100, 100, 50), at('near', 300, 100, 100, 50)])]);
  expect(move(model, 'a', 'Down')).toBe('near');
  expect(move(model, 'a', 'Right')).toBe('near');
});

test('a wide row between is not jumped over, and the way back is the way one came', () => {
  const model = compile([
    region('r', [
      at('a', 0, 0, 90, 50),
      at('b', 100, 0, 90, 50),
      at('c', 200, 0, 90, 50),
      at('wide', 0, 60, 290, 50),
      at('d', 0, 120, 90, 50),
      at('e', 100, 120, 90, 50),
      at('f', 200, 120, 90, 50),
    ]),
  ]);
  expect(walk(model, 'c', 'Down')).toBe('wide');
  expect(walk(model, 'wide', 'Up')).toBe('c');
  expect(walk(model, 'a', 'Down', 'Down', 'Up', 'Up')).toBe('a');
  model.trail = [];
  expect(move(model, 'wide', 'Down')).toBe('e');
});

test('a way down keeps its column through a wide row, until one goes aside', () => {
  const model = compile([
    region('r', [
      at('a', 0, 0, 90, 50),
      at('b', 100, 0, 90, 50),
      at('c', 200, 0, 90, 50),
      at('wide', 0, 60, 290, 50),
      at('d', 0, 120, 90, 50),
      at('e', 100, 120, 90, 50),
      at('f', 200, 120, 90, 50),
    ]),
    region('below', [at('g', 0, 180, 90, 50), at('h', 200, 180, 90, 50)]),
  ]);
  expect(walk(model, 'c', 'Down', 'Down')).toBe('f');
  expect(walk(model, 'f', 'Down')).toBe('h');
  model.trail = [];
  expect(walk(model, 'a', 'Down', 'Down')).toBe('d');
  expect(walk(model, 'd', 'Right', 'Up')).toBe('wide');
  expect(walk(model, 'wide', 'Up')).toBe('b');
});

test('unequal rows by row number share the width, so each is entered from above', () => {
  const items = [
    { id: 'a', row: 0 },
    { id: 'b', row: 0 },
    { id: 'c', row: 0 },
    { id: 'only', row: 1 },
    { id: 'd', row: 2 },
    { id: 'e', row: 2 },
  ];
  const model = compile([region('r', items)]);
  for (const id of ['a', 'b', 'c']) expect(walk(model, id, 'Down')).toBe('only');
  expect(reachable(model, 'a').sort()).toEqual(ids(model).sort());
  expect(walk(model, 'c', 'Down', 'Up')).toBe('c');
});

test('edges that overlap by a pixel count as apart', () => {
  const model = compile([
    region('r', [at('a', 0, 0, 101, 50), at('b', 100, 0, 101, 50), at('c', 0, 49, 101, 50), at('d', 100, 49, 101, 50)]),
  ]);
  expect(move(model, 'a', 'Right')).toBe('b');
  expect(move(model, 'a', 'Down')).toBe('c');
  expect(move(model, 'd', 'Left')).toBe('c');
  expect(move(model, 'd', 'Up')).toBe('b');
});

test('cards that overlap, a button on a card, and things in the very same place can all be got to', () => {
  const fan = compile([region('r', [at('a', 0, 0, 100, 60), at('b', 50, 0, 100, 60), at('c', 100, 0, 100, 60)])]);
  expect(walk(fan, 'a', 'Right')).toBe('b');
  expect(move(fan, 'b', 'Right')).toBe('c');
  const card = compile([region('r', [at('card', 0, 0, 300, 200), at('button', 200, 140, 80, 40)])]);
  expect(reachable(card, 'card')).toEqual(['card', 'button']);
  expect(reachable(card, 'button').sort()).toEqual(['button', 'card']);
  const unmeasured = compile([region('r', [at('x', 0, 0, 0, 0), at('y', 0, 0, 0, 0), at('z', 0, 0, 0, 0)])]);
  expect(walk(unmeasured, 'x', 'Down', 'Down')).toBe('z');
  expect(reachable(unmeasured, 'z').sort()).toEqual(['x', 'y', 'z']);
});

test('units other than pixels work', () => {
  const model = compile([region('r', [at('a', 0, 0, 1, 1), at('b', 1, 0, 1, 1), at('c', 0, 1, 1, 1), at('d', 1, 1, 1, 1)])]);
  expect(walk(model, 'a', 'Right', 'Down', 'Left')).toBe('c');
});

test('disabled and hidden things, and disabled regions, are passed over', () => {
  const items = [{ id: 'a' }, { id: 'b', disabled: true }, { id: 'c', hidden: true }, { id: 'd' }];
  const model = compile([region('r', items, { columns: 4 }), grid('off', 1, 4, { disabled: true }), grid('end', 1, 1)]);
  expect(move(model, 'a', 'Right')).toBe('d');
  expect(move(model, 'a', 'Down')).toBe('endr0c0');
});

test('the region is left only when nothing lies ahead in it', () => {
  const model = compile([
    region('left', [at('a', 0, 0, 100, 50), at('b', 150, 200, 100, 50)]),
    region('right', [at('c', 300, 0, 100, 50)]),
  ]);
  expect(move(model, 'a', 'Right')).toBe('b');
  expect(move(model, 'b', 'Right')).toBe('c');
});

test('another region that reaches in between is not jumped over', () => {
  const model = compile([
    region('around', [at('a', 0, 0, 100, 50), at('b', 400, 0, 100, 50)]),
    region('between', [at('c', 200, 0, 100, 50)]),
    region('shut', [at('d', 0, 100, 100, 50), at('e', 400, 100, 100, 50)], { exits: { Right: 'stop' } }),
    region('behind', [at('f', 200, 100, 100, 50)]),
  ]);
  expect(move(model, 'a', 'Right')).toBe('c');
  expect(move(model, 'd', 'Right')).toBe('e');
});

test('a region is entered where it was left, else at its default, else at the nearest', () => {
  const specs = [grid('top', 1, 3, { default: 'topr0c1' }), grid('pad', 2, 3)];
  const model = compile(specs);
  expect(move(model, 'padr0c2', 'Up')).toBe('topr0c1');
  expect(move(model, 'topr0c2', 'Down')).toBe('padr0c2');
  remember(model, 'topr0c0');
  expect(move(model, 'padr0c2', 'Up')).toBe('topr0c0');
  remember(model, 'padr1c0');
  expect(move(model, 'topr0c0', 'Down')).toBe('padr1c0');
});

test('a region that follows geometry forgets where it was left', () => {
  const model = compile([grid('top', 1, 3), grid('pad', 2, 3, { entry: 'nearest' })]);
  remember(model, 'padr1c0');
  expect(move(model, 'topr0c2', 'Down')).toBe('padr0c2');
});

test('exits: stop, to a named region, and back again only where that is allowed', () => {
  const model = compile([
    grid('menu', 3, 1, { row: 0, col: 0, exits: { Right: 'foot' } }),
    grid('body', 3, 2, { row: 0, col: 1, exits: { Left: 'stop' } }),
    grid('foot', 1, 2, { row: 1, exits: { Up: 'body' } }),
  ]);
  expect(walk(model, 'menur0c0', 'Right')).toBe('footr0c0');
  expect(walk(model, 'footr0c0', 'Up')).toBe('bodyr2c0');
  expect(walk(model, 'bodyr2c0', 'Left')).toBe('bodyr2c0');
  expect(walk(model, 'bodyr2c0', 'Down')).toBe('footr0c0');
});

test('an exit to a region in which nothing can be focused does not trap', () => {
  const model = compile([grid('a', 1, 1, { exits: { Down: 'empty' } }), grid('empty', 1, 1, { disabled: true }), grid('b', 1, 1)]);
  expect(move(model, 'ar0c0', 'Down')).toBe('br0c0');
});

test('wrapping goes round in its row or column and not past other regions', () => {
  const model = compile([grid('g', 2, 3, { wrap: 'horizontal' }), grid('foot', 1, 1)]);
  expect(move(model, 'gr0c2', 'Right')).toBe('gr0c0');
  expect(move(model, 'gr1c0', 'Left')).toBe('gr1c2');
  expect(move(model, 'gr0c1', 'Up')).toBeUndefined();
  expect(move(model, 'gr1c1', 'Down')).toBe('footr0c0');
  const both = compile([grid('g', 3, 1, { wrap: true })]);
  expect(move(both, 'gr2c0', 'Down')).toBe('gr0c0');
  expect(move(both, 'gr0c0', 'Left')).toBeUndefined();
});

test('an item names its own neighbours: an item, a region, or none', () => {
  const items = [{ id: 'a', overrides: { Right: 'd', Down: null, Left: 'foot', Up: 'gone' } }, { id: 'b' }, { id: 'c' }, { id: 'd' }];
  const model = compile([region('r', items, { columns: 2 }), grid('foot', 1, 2, { default: 'footr0c1' })]);
  expect(move(model, 'a', 'Right')).toBe('d');
  expect(move(model, 'a', 'Down')).toBeUndefined();
  expect(move(model, 'a', 'Left')).toBe('footr0c1');
  expect(move(model, 'a', 'Up')).toBeUndefined();
});

test('nested regions: inner first, then the sibling, then outside, each by its own edge', () => {
  const model = compile([
    {
      id: 'form',
      children: [grid('fields', 2, 1, { row: 0, col: 0 }), grid('pad', 2, 3, { row: 0, col: 1 })],
      exits: { Right: 'stop' },
    },
    grid('foot', 1, 2),
  ]);
  expect(walk(model, 'fieldsr0c0', 'Right')).toBe('padr0c0');
  expect(walk(model, 'padr0c0', 'Left')).toBe('fieldsr0c0');
  expect(walk(model, 'padr1c2', 'Right')).toBe('padr1c2');
  expect(walk(model, 'padr1c2', 'Down', 'Up')).toBe('padr1c2');
  expect(walk(model, 'fieldsr1c0', 'Down', 'Right')).toBe('footr0c1');
  expect(move(model, 'footr0c1', 'Up')).toBe('fieldsr1c0');
});

test('a region that surrounds another still leads into it', () => {
  const model = compile([
    region('frame', [at('n', 400, 0, 200, 50), at('w', 0, 300, 100, 50), at('e', 900, 300, 100, 50), at('s', 400, 600, 200, 50)]),
    region('inside', [at('x', 450, 280, 100, 50), at('y', 450, 340, 100, 50)]),
  ]);
  expect(reachable(model, 'n').sort()).toEqual(['e', 'n', 's', 'w', 'x', 'y']);
});

test('an id used twice is refused', () => {
  expect(() => compile([grid('g', 1, 1), region('h', [{ id: 'gr0c0' }])])).toThrow('gr0c0');
  expect(() => compile([grid('g', 1, 1), grid('g', 1, 1)])).toThrow('"g"');
});

test('a small thing under the far end of a long one is met before what lies behind it', () => {
  const model = compile([region('r', [at('field', 0, 0, 800, 60), at('clear', 780, 70, 100, 40), at('next', 300, 130, 200, 60)])]);
  expect(move(model, 'field', 'Down')).toBe('clear');
  expect(move(model, 'next', 'Up')).toBe('field');
});

test('an edge that stops also stops the way back', () => {
  const model = compile([grid('a', 1, 1, { row: 0, col: 0 }), grid('b', 1, 1, { row: 0, col: 1, exits: { Left: 'stop' } })]);
  expect(walk(model, 'ar0c0', 'Right')).toBe('br0c0');
  expect(walk(model, 'br0c0', 'Left')).toBe('br0c0');
});

test('an item among the things of an inner region leads to each of them', () => {
  const around = region('around', [at('n', 400, 0, 200, 50), at('s', 400, 600, 200, 50), at('w', 0, 300, 100, 50)]);
  const model = compile([{ ...region('outer', [at('x', 450, 280, 100, 50)]), children: [around] }]);
  expect(move(model, 'x', 'Up')).toBe('n');
  expect(move(model, 'x', 'Down')).toBe('s');
  expect(move(model, 'x', 'Left')).toBe('w');
});

test('the middle of five like on a die is not jumped over by everybody', () => {
  const model = compile([
    region('r', [
      at('nw', 0, 0, 90, 50),
      at('ne', 200, 0, 90, 50),
      at('mid', 100, 60, 90, 50),
      at('sw', 0, 120, 90, 50),
      at('se', 200, 120, 90, 50),
    ]),
  ]);
  for (const from of ['nw', 'mid', 'se']) expect(reachable(model, from).length).toBe(5);
  expect(move(model, 'nw', 'Right')).toBe('ne');
});

test('between two panels, one with a single button is met beside that button too', () => {
  const model = compile([
    grid('a', 3, 1, { row: 0 }),
    { ...grid('b', 3, 1, { row: 0 }), items: [{ id: 'only' }, { id: 'off', disabled: true }, { id: 'off2', disabled: true }] },
    grid('c', 3, 1, { row: 0 }),
  ]);
  expect(walk(model, 'ar2c0', 'Right')).toBe('only');
  expect(walk(model, 'only', 'Right', 'Left')).toBe('only');
});
