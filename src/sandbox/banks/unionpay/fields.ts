/** The flat fields of one message. */
export type Fields = Record<string, string>;

/** A form as it was posted, blank fields included; undefined when a name comes twice. */
export function readForm(body: string): Fields | undefined {
  const fields: Fields = {};
  for (const [name, value] of new URLSearchParams(body)) {
    if (Object.hasOwn(fields, name)) return undefined;
    fields[name] = value;
  }
  return fields;
}
