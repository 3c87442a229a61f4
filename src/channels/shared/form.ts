/** A form post (application/x-www-form-urlencoded) as bytes, whatever charset it is in and whatever its headers say. */
import { byteText } from './byte-text.ts';

const ESCAPE = /%([0-9A-Fa-f]{2})/g;

function unescaped(part: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(part)) return undefined;
  return part.replaceAll('+', ' ').replace(ESCAPE, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** Names and values as byte texts; undefined for a broken escape, no field at all, or a name twice: which of two would have been signed is anyone's guess. */
export function readForm(body: Uint8Array): { [name: string]: string } | undefined {
  const fields: { [name: string]: string } = Object.create(null);
  for (const pair of byteText(body).split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = unescaped(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : unescaped(pair.slice(at + 1));
    if (name === undefined || value === undefined || name in fields) return undefined;
    fields[name] = value;
  }
  return Object.keys(fields).length > 0 ? fields : undefined;
}
