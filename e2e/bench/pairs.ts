/** Two contestants in alternating rounds: one ratio a pair, so that a slow minute of the machine falls on both. */
import { hundredths, median, quantile } from './statistics.ts';

export interface Pairs {
  readonly ours: number[];
  readonly theirs: number[];
}

/** `ours` goes first in even rounds, `theirs` in odd ones. */
export async function alternate(rounds: number, ours: () => Promise<number>, theirs: () => Promise<number>): Promise<Pairs> {
  const pairs: Pairs = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    const turns = [async () => pairs.ours.push(await ours()), async () => pairs.theirs.push(await theirs())];
    for (const turn of round % 2 ? turns.toReversed() : turns) await turn();
    console.log(`round ${round + 1} of ${rounds}: ours ${show(pairs.ours.at(-1) ?? 0)}, theirs ${show(pairs.theirs.at(-1) ?? 0)}`);
  }
  return pairs;
}

const show = (value: number): string => (value < 100 ? value.toFixed(1) : String(Math.round(value)));
const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

/** Per pair, above 1 where ours is faster. */
export function ratiosOf({ ours, theirs }: Pairs, unit: 'per_s' | 'ms'): number[] {
  return ours.map((value, i) => (unit === 'per_s' ? value / (theirs[i] ?? NaN) : (theirs[i] ?? NaN) / value));
}

/** Prints the table; returns the fields of the JSON line. `ratio` is the median over all pairs, its spread the quartiles and ends. */
export function compare(measures: { readonly [measure: string]: Pairs }, unit: 'per_s' | 'ms') {
  console.log(
    `\n${''.padEnd(12)}${'ours'.padStart(10)}${'theirs'.padStart(10)}   ratio (faster is above 1): median, quartiles, smallest-largest`,
  );
  const all = Object.entries(measures).map(([name, pairs]) => {
    const ratios = ratiosOf(pairs, unit);
    const [low, high] = [quantile(ratios, 0.25), quantile(ratios, 0.75)];
    console.log(
      name.padEnd(12) +
        show(median(pairs.ours)).padStart(10) +
        show(median(pairs.theirs)).padStart(10) +
        `   ${median(ratios).toFixed(3)}, ${low.toFixed(3)}-${high.toFixed(3)}, ${Math.min(...ratios).toFixed(3)}-${Math.max(...ratios).toFixed(3)}`,
    );
    return { name, pairs, ratios };
  });
  const ratios = all.flatMap((one) => one.ratios);
  return {
    ratio: thousandths(median(ratios)),
    ratio_quartiles: [thousandths(quantile(ratios, 0.25)), thousandths(quantile(ratios, 0.75))],
    ratio_range: [thousandths(Math.min(...ratios)), thousandths(Math.max(...ratios))],
    ...(all.length > 1 ? Object.fromEntries(all.map((one) => [one.name + '_ratio', thousandths(median(one.ratios))])) : {}),
    ...Object.fromEntries(
      all.flatMap(({ name, pairs }) => [
        [`${name}_ours_${unit}`, hundredths(median(pairs.ours))],
        [`${name}_theirs_${unit}`, hundredths(median(pairs.theirs))],
      ]),
    ),
  };
}
