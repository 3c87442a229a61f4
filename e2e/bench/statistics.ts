/** Statistics over the rounds of a benchmark. */

/** `part` is from 0 to 1: 0.5 is the median. */
export function quantile(list: readonly number[], part: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

export function median(list: readonly number[]): number {
  return quantile(list, 0.5);
}

/** The 95% interval of the median, by order statistics: whatever the distribution, as long as the values are independent. */
export function interval(list: readonly number[]): [low: number, high: number] {
  const sorted = list.toSorted((a, b) => a - b);
  const reach = 0.98 * Math.sqrt(list.length);
  const at = (rank: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, rank))] ?? NaN;
  return [at(Math.floor(list.length / 2 - reach) - 1), at(Math.ceil(list.length / 2 + reach))];
}

export function mean(list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length;
}

/** The median, and in brackets the smallest and the largest. */
export function spread(list: readonly number[], digits = 1): string {
  return `${median(list).toFixed(digits)} (${Math.min(...list).toFixed(digits)}-${Math.max(...list).toFixed(digits)})`;
}

/** For the JSON line. */
export function hundredths(x: number): number {
  return Math.round(x * 100) / 100;
}

/** A random order, so that no contestant always follows the same other. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const left = [...list];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}
