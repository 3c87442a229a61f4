import fc from 'fast-check';
import { expect, test } from 'vitest';
import { move } from './core.ts';
import { at, DIRECTIONS, grid, ids, reachable, region, walk } from './fixtures.ts';
import { compile } from './layout.ts';
import { opposite } from './rect.ts';
import { focusable } from './regions.ts';
import { restore } from './restore.ts';
import type { ItemSpec, RegionSpec } from './types.ts';

const direction = fc.constantFrom(...DIRECTIONS);
const path = fc.array(direction, { maxLength: 40 });
const chance = fc.integer({ min: 0, max: 9 }).map((n) => n < 2);

/** Declared grids one below or beside the other, some things disabled. */
const declared: fc.Arbitrary<RegionSpec[]> = fc
  .array(
    fc.record({
      rows: fc.integer({ min: 1, max: 4 }),
      columns: fc.integer({ min: 1, max: 4 }),
      row: fc.integer({ min: 0, max: 2 }),
      off: fc.array(chance, { minLength: 16, maxLength: 16 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) =>
    all.map(({ rows, columns, row, off }, n) => {
      const spec = grid('g' + n, rows, columns, { row });
      return { ...spec, items: (spec.items || []).map((item, i) => ({ ...item, disabled: off[i] || false })) };
    }),
  );

/** Rows of unequal numbers of things of unequal widths, none on top of another. */
const rows: fc.Arbitrary<RegionSpec[]> = fc
  .array(fc.array(fc.integer({ min: 40, max: 400 }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  .map((widths) => {
    const items: ItemSpec[] = [];
    widths.forEach((row, y) => {
      let left = 0;
      row.forEach((width, x) => {
        items.push(at(`r${y}c${x}`, left, y * 80, width, 64));
        left += width + 16;
      });
    });
    return [region('rows', items)];
  });

/** Anything anywhere, on top of each other too. */
const chaos: fc.Arbitrary<RegionSpec[]> = fc
  .array(fc.record({ x: fc.nat(1200), y: fc.nat(700), w: fc.nat(300), h: fc.nat(200), off: chance, group: fc.nat(2) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((all) =>
    [0, 1, 2].map((group) =>
      region(
        'group' + group,
        all.flatMap((one, i) => (one.group === group ? [at('i' + i, one.x, one.y, one.w, one.h, { hidden: one.off })] : [])),
        group === 2 ? { wrap: true } : {},
      ),
    ),
  );

const any = fc.oneof(declared, rows, chaos);

test('everything can be got to from everywhere, in declared grids and in unequal rows', () => {
  fc.assert(
    fc.property(fc.oneof(declared, rows), (specs) => {
      const model = compile(specs);
      const all = ids(model).sort();
      for (const from of all) expect(reachable(model, from).sort()).toEqual(all);
    }),
    { numRuns: 150 },
  );
});

test('in a full grid, left then right and up then down return, with nothing remembered', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), direction, (height, width, dir) => {
      const model = compile([grid('g', height, width)]);
      for (const from of ids(model)) {
        const to = move(model, from, dir);
        if (to !== undefined) expect(move(model, to, opposite(dir))).toBe(from);
      }
    }),
  );
});

test('the reverse of the last move returns, anywhere, and so does a whole way retraced', () => {
  fc.assert(
    fc.property(any, path, direction, (specs, before, dir) => {
      const model = compile(specs);
      const start = ids(model)[0];
      if (start === undefined) return;
      const from = walk(model, start, ...before);
      const to = move(model, from, dir);
      if (to === undefined) return;
      expect(walk(model, from, dir, opposite(dir))).toBe(from);
    }),
    { numRuns: 500 },
  );
});

test('a walk never lands on what is disabled, hidden or not there', () => {
  fc.assert(
    fc.property(any, path, (specs, dirs) => {
      const model = compile(specs);
      let here = ids(model)[0];
      for (const dir of dirs) {
        if (here === undefined) return;
        const to = move(model, here, dir);
        if (to === undefined) continue;
        expect(focusable(model, to)).toBeDefined();
        expect(to).not.toBe(here);
        here = walk(model, here, dir);
      }
    }),
    { numRuns: 300 },
  );
});

test('the same walk over the same layout ends in the same place', () => {
  fc.assert(
    fc.property(any, path, (specs, dirs) => {
      const [one, two] = [compile(specs), compile(structuredClone(specs))];
      const start = ids(one)[0];
      if (start !== undefined) expect(walk(one, start, ...dirs)).toBe(walk(two, start, ...dirs));
    }),
  );
});

test('whatever is lost, something is focused if anything can be', () => {
  fc.assert(
    fc.property(any, any, fc.nat(), (old, fresh, n) => {
      const before = compile(old);
      const model = compile(fresh);
      const lost = ids(before)[n % Math.max(1, ids(before).length)] ?? 'nothing';
      const found = restore(model, lost, before);
      if (ids(model).length === 0) expect(found).toBeUndefined();
      else expect(focusable(model, found)).toBeDefined();
    }),
    { numRuns: 300 },
  );
});
