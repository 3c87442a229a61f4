/** The items of `now` that are not, letter by letter, in `before` at the same place. */
export function differing<T>(before: readonly T[] | undefined, now: readonly T[]): T[] {
  return now.filter((item, i) => before?.[i] === undefined || JSON.stringify(before[i]) !== JSON.stringify(item));
}
