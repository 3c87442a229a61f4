/** Reads a form strictly: plain UTF-8, each name once. What a lenient reader and a strict one would read differently is refused. */

/** Bytes of a body. */
export const FORM_MAX = 16_384;

/** The fields, or undefined when it is no form that everybody reads alike. */
export function readForm(body: Uint8Array): { [name: string]: string } | undefined {
  const text = utf8(body);
  if (text === undefined) return undefined;
  const fields = Object.create(null) as { [name: string]: string };
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const eq = pair.indexOf('=');
    const name = decoded(eq < 0 ? pair : pair.slice(0, eq));
    const value = decoded(eq < 0 ? '' : pair.slice(eq + 1));
    if (name === undefined || value === undefined || name in fields) return undefined;
    fields[name] = value;
  }
  return fields;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
