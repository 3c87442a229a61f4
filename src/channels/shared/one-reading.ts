/**
 * Banks sign `k=v&k=v`. Where a value may hold & and =, "a=1" and "b=2" sign as "a=1&b=2" does in one field, so a genuine
 * signature could be shown with fields that nobody signed. Only the finest reading of a signed text is believed.
 */
export type Fields = { readonly [name: string]: string };

/** `read`: the finest reading of a text in the bank's grammar, undefined when it has none. */
export function isOnlyReading(fields: Fields, signed_text: string, read: (text: string) => Fields | undefined): boolean {
  const again = read(signed_text);
  if (!again) return false;
  const names = Object.keys(fields);
  return Object.keys(again).length === names.length && names.every((name) => again[name] === fields[name]);
}

/** Plain `k=v&k=v`: a field begins after every & that a = follows before the next &. Undefined for a name twice or none. */
export function readPlain(text: string): Fields | undefined {
  const fields: { [name: string]: string } = Object.create(null);
  let last: string | undefined;
  for (const piece of text.split('&')) {
    const at = piece.indexOf('=');
    if (at < 0) {
      if (last === undefined) return undefined;
      fields[last] += '&' + piece;
      continue;
    }
    const name = piece.slice(0, at);
    if (name === '' || name in fields) return undefined;
    fields[name] = piece.slice(at + 1);
    last = name;
  }
  return fields;
}
