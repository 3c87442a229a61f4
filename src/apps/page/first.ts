/** The first one that is so; engines of 2011 have no Array#find. */
export function firstOf<T>(list: readonly T[], is: (one: T) => boolean): T | undefined {
  for (const one of list) if (is(one)) return one;
  return undefined;
}
