/** Headers as Node's http gives them, as a `Headers` object, or as a plain object with names in any case. */
export type HeaderBag = { readonly [name: string]: string | readonly string[] | undefined } | { get(name: string): string | null };

/** Looks a header up by its lowercase name. A header that came twice is none: it is unclear which was meant. */
export function headerOf(bag: HeaderBag, name: string): string | undefined {
  if (isHeaders(bag)) return bag.get(name) ?? undefined;
  const found = Object.keys(bag).filter((one) => one.toLowerCase() === name);
  const value = found.length === 1 ? bag[found[0] as string] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function isHeaders(bag: HeaderBag): bag is { get(name: string): string | null } {
  return typeof bag.get === 'function';
}
