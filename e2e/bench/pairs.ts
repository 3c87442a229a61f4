/** Two contestants in alternating turns: one ratio a pair, so that a slow minute of the machine falls on both. */
import { hundredths, interval, median } from './statistics.ts';

export interface Turns<T> {
  readonly ours: readonly T[];
  readonly theirs: readonly T[];
}

/** More of `per_s` is better, less of `ms` and `us`. */
export type Unit = 'per_s' | 'ms' | 'us';

export interface Measure {
  readonly name: string;
  readonly unit: Unit;
  readonly pairs: Turns<number>;
  /** Its ratios count for `ratio`; others are only shown. */
  readonly counts: boolean;
}

/** `ours` goes first in even rounds, `theirs` in odd ones. */
export async function alternate<T>(
  rounds: number,
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
  show: (turn: T) => string,
): Promise<Turns<T>> {
  const turns = { ours: [] as T[], theirs: [] as T[] };
  const said = (list: T[]): string => list.slice(-1).map(show).join('');
  for (let round = 0; round < rounds; round++) {
    const both = [async () => turns.ours.push(await ours()), async () => turns.theirs.push(await theirs())];
    for (const turn of round % 2 ? both.toReversed() : both) await turn();
    console.log(`round ${round + 1} of ${rounds}: ours ${said(turns.ours)}, theirs ${said(turns.theirs)}`);
  }
  return turns;
}

/** One figure of each turn. */
export function pairsOf<T>({ ours, theirs }: Turns<T>, figure: (turn: T) => number): Turns<number> {
  return { ours: ours.map(figure), theirs: theirs.map(figure) };
}

/** Per pair, above 1 where ours is faster. */
export function ratiosOf({ ours, theirs }: Turns<number>, unit: Unit): number[] {
  return ours.map((value, i) => (unit === 'per_s' ? value / (theirs[i] ?? NaN) : (theirs[i] ?? NaN) / value));
}

const show = (value: number): string => (value < 100 ? value.toFixed(1) : String(Math.round(value)));
const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

/** Prints the table; returns the fields of the JSON line: medians, and of `ratio` the interval and the range. */
export function compare(measures: readonly Measure[]) {
  console.log(
    '\n' +
      ''.padEnd(18) +
      'ours'.padStart(9) +
      'theirs'.padStart(9) +
      '   ratio, above 1 is faster: median, its 95% interval, smallest-largest',
  );
  const all = measures.map((one) => ({ ...one, ratios: ratiosOf(one.pairs, one.unit) }));
  for (const { name, unit, pairs, ratios } of all) {
    const [low, high] = interval(ratios);
    console.log(
      `${name} ${unit}`.padEnd(18) +
        show(median(pairs.ours)).padStart(9) +
        show(median(pairs.theirs)).padStart(9) +
        `   ${median(ratios).toFixed(3)}, ${low.toFixed(3)}-${high.toFixed(3)}, ${Math.min(...ratios).toFixed(3)}-${Math.max(...ratios).toFixed(3)}`,
    );
  }
  const counted = all.filter((one) => one.counts).flatMap((one) => one.ratios);
  return {
    ratio: thousandths(median(counted)),
    ratio_95: interval(counted).map(thousandths),
    ratio_range: [thousandths(Math.min(...counted)), thousandths(Math.max(...counted))],
    ...Object.fromEntries(
      all.flatMap(({ name, unit, pairs, ratios }) => [
        [`${name}_ratio`, thousandths(median(ratios))],
        [`${name}_ours_${unit}`, hundredths(median(pairs.ours))],
        [`${name}_theirs_${unit}`, hundredths(median(pairs.theirs))],
      ]),
    ),
  };
}
