/** `k=v&k=v` with blocks in braces, as UnionPay nests fields in fields. Source: docs/channels.md 3.2. */
import type { Fields } from './fields.ts';

/** Splits at "&" outside braces, each part at its first "="; undefined when braces do not pair or a part has no "=". */
export function splitPairs(text: string): Fields | undefined {
  const fields: Fields = {};
  if (text === '') return fields;
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const char = text.charAt(at);
    if (char === '{') depth++;
    if (char === '}' && --depth < 0) return undefined;
    if (at < text.length && (char !== '&' || depth > 0)) continue;
    const part = text.slice(start, at);
    const equals = part.indexOf('=');
    if (equals < 1) return undefined;
    fields[part.slice(0, equals)] = part.slice(equals + 1);
    start = at + 1;
  }
  return depth === 0 ? fields : undefined;
}

/** "{a=1&b=2}" -> {a:"1",b:"2"}; undefined when it is no such block. */
export function openBlock(text: string): Fields | undefined {
  return text.startsWith('{') && text.endsWith('}') ? splitPairs(text.slice(1, -1)) : undefined;
}

export function closeBlock(fields: Fields): string {
  return `{${joinPairs(fields)}}`;
}

/** Values as they are. */
export function joinPairs(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
