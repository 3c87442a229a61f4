import { expect, it } from 'vitest';
import { alternate, compare, pairsOf, ratiosOf } from './pairs.ts';
import { interval } from './statistics.ts';

it('contestants alternate, and whoever is first alternates too', async () => {
  const turns: string[] = [];
  const turn = (name: string, value: number) => async () => {
    turns.push(name);
    return { value };
  };
  const all = await alternate(3, turn('ours', 2), turn('theirs', 1), ({ value }) => String(value));
  expect(pairsOf(all, ({ value }) => value)).toEqual({ ours: [2, 2, 2], theirs: [1, 1, 1] });
  expect(turns).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
});

it('a ratio above 1 says that ours is faster, of rates and of times', () => {
  expect(ratiosOf({ ours: [200, 100], theirs: [100, 200] }, 'per_s')).toEqual([2, 0.5]);
  expect(ratiosOf({ ours: [200, 100], theirs: [100, 200] }, 'ms')).toEqual([0.5, 2]);
});

it('the ratio is the median of the pairs, not the ratio of the medians', () => {
  // The machine is ten times slower in the second pair.
  const rates = { name: 'x', unit: 'per_s', counts: true, pairs: { ours: [110, 11, 110], theirs: [100, 10, 100] } } as const;
  const cpu = { name: 'cpu', unit: 'us', counts: false, pairs: { ours: [10], theirs: [5] } } as const;
  expect(compare([rates, cpu])).toMatchObject({
    ratio: 1.1,
    ratio_range: [1.1, 1.1],
    x_ours_per_s: 110,
    x_theirs_per_s: 100,
    cpu_ratio: 0.5,
  });
});

it('the interval of the median narrows with the number of pairs', () => {
  const list = (count: number): number[] => Array.from({ length: count }, (_, i) => i / (count - 1));
  expect(interval(list(5))).toEqual([0, 1]);
  // The 14th and the 28th of 41: binomial, p 0.5, 95%.
  expect(interval(list(41)).map((value) => value * 40)).toEqual([13, 27]);
});
