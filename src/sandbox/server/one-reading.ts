/**
 * Merchants sign `k=v&k=v`: where a value holds "&name=" the same signature fits other fields, too. The banks' simulators take
 * a request only when its signed text cannot be cut in another way. Written apart from the adapters' own guard.
 */

/** A field whose name or value could be read as more than one, or undefined. */
export function doubtfulField(signed: { readonly [name: string]: string }): string | undefined {
  return Object.entries(signed).find(([name, value]) => name === '' || /[&=]/.test(name) || /&[^&]*=/.test(value))?.[0];
}

/** The fields of several query strings or forms together; undefined when a name comes twice. */
export function joinForms(...texts: readonly string[]): Record<string, string> | undefined {
  const all = texts.flatMap((text) => [...new URLSearchParams(text)]);
  const fields = Object.fromEntries(all);
  return Object.keys(fields).length === all.length ? fields : undefined;
}
