/** `k=v&k=v` with blocks {...} and [...] in one another, as UnionPay nests fields in fields. Source: docs/channels.md 3.2. */
import type { Fields } from './fields.ts';

const PAIRS: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** The place after the block that begins at `at`; undefined when nothing closes it. A "[" left open inside braces is a letter. */
function blockEnd(text: string, at: number): number | undefined {
  let awaited: string[] = [];
  for (let i = at; i < text.length; i++) {
    const char = text.charAt(i);
    const partner = PAIRS[char];
    if (partner) awaited.push(partner);
    else if (char === '}' && awaited.includes('}')) awaited = awaited.slice(0, awaited.lastIndexOf('}'));
    else if (char === ']' && awaited.at(-1) === ']') awaited.pop();
    if (awaited.length === 0) return i + 1;
  }
  return undefined;
}

/** Splits at "&" outside blocks, each part at its first "="; undefined when braces do not pair, a part has no "=", or a name comes twice. */
export function splitPairs(text: string): Fields | undefined {
  const fields: Fields = {};
  if (text === '') return fields;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const char = text.charAt(at);
    const end = PAIRS[char] ? blockEnd(text, at) : undefined;
    if (char === '}' || (char === '{' && end === undefined)) return undefined;
    if (end !== undefined) at = end - 1;
    if (end !== undefined || (at < text.length && char !== '&')) continue;
    const part = text.slice(start, at);
    const equals = part.indexOf('=');
    const name = part.slice(0, equals);
    if (equals < 1 || Object.hasOwn(fields, name)) return undefined;
    fields[name] = part.slice(equals + 1);
    start = at + 1;
  }
  return fields;
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
