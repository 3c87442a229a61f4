import { expect, it } from 'vitest';
import { alternate, compare, ratiosOf } from './pairs.ts';

it('contestants alternate, and whoever is first alternates too', async () => {
  const turns: string[] = [];
  const turn = (name: string, value: number) => async () => {
    turns.push(name);
    return value;
  };
  expect(await alternate(3, turn('ours', 2), turn('theirs', 1))).toEqual({ ours: [2, 2, 2], theirs: [1, 1, 1] });
  expect(turns).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
});

it('a ratio above 1 says that ours is faster, of rates and of times', () => {
  expect(ratiosOf({ ours: [200, 100], theirs: [100, 200] }, 'per_s')).toEqual([2, 0.5]);
  expect(ratiosOf({ ours: [200, 100], theirs: [100, 200] }, 'ms')).toEqual([0.5, 2]);
});

it('the ratio is the median of the pairs, not the ratio of the medians', () => {
  // The machine is ten times slower in the second pair.
  const result = compare({ x: { ours: [110, 11, 110], theirs: [100, 10, 100] } }, 'per_s');
  expect(result).toMatchObject({ ratio: 1.1, ratio_range: [1.1, 1.1], x_ours_per_s: 110, x_theirs_per_s: 100 });
});
