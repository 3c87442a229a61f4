import { expect, test } from 'vitest';
import { remember } from './core.ts';
import { grid, region } from './fixtures.ts';
import { compile } from './layout.ts';
import { initial, restore } from './restore.ts';
import type { RegionSpec } from './types.ts';

function without(spec: RegionSpec, ...gone: string[]): RegionSpec {
  return { ...spec, items: (spec.items || []).map((item) => (gone.includes(item.id) ? { ...item, disabled: true } : item)) };
}

const pad = grid('pad', 3, 3);
const foot = grid('foot', 1, 2);

test('what can still be focused stays', () => {
  expect(restore(compile([pad, foot]), 'padr1c1')).toBe('padr1c1');
});

test('the nearest in the same region, ties by declared order', () => {
  expect(restore(compile([without(pad, 'padr0c2'), foot]), 'padr0c2')).toBe('padr1c2');
  expect(restore(compile([without(pad, 'padr2c2', 'padr2c1', 'padr1c2'), foot]), 'padr2c2')).toBe('padr1c1');
});

test('an empty region gives the focus to the one it stands in, which knows where one was', () => {
  const form = (children: RegionSpec[]): RegionSpec => ({ id: 'form', children });
  const before = compile([form([pad, grid('side', 2, 1)]), foot]);
  const model = compile([form([grid('side', 2, 1)]), foot]);
  remember(model, 'sider1c0');
  expect(restore(model, 'padr0c0', before)).toBe('sider1c0');
});

test('nothing left of its surroundings: the default of the screen', () => {
  const before = compile([pad]);
  expect(restore(compile([foot, grid('more', 1, 2, { default: 'morer0c1' })]), 'padr0c0', before)).toBe('morer0c1');
  expect(restore(compile([foot]), 'padr0c0', before)).toBe('footr0c0');
  expect(restore(compile([]), 'padr0c0', before)).toBeUndefined();
  expect(restore(compile([foot]), 'never-there')).toBe('footr0c0');
});

test('a screen opens at the first default that can be had, which may be a region', () => {
  expect(initial(compile([grid('a', 1, 2), grid('b', 1, 2, { default: 'br0c1' })]))).toBe('br0c1');
  expect(initial(compile([without(grid('a', 1, 2, { default: 'ar0c1' }), 'ar0c1'), foot]))).toBe('ar0c0');
  const nested: RegionSpec = { id: 'n', default: 'b', children: [grid('a', 1, 1), grid('b', 1, 2, { default: 'br0c1' })] };
  expect(initial(compile([nested]))).toBe('br0c1');
  expect(initial(compile([region('r', [{ id: 'x', hidden: true }, { id: 'y' }])]))).toBe('y');
});
