/**
 * The members of a JSON object with their values as the exact text they were sent as.
 * A signature covers that text, escapes and blanks included; parsing and writing it again would be another text.
 */
import { readObject } from '../shared/json.ts';

const BLANK = /[ \t\n\r]*/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
/** Numbers, true, false, null. */
const PLAIN = /[-+.0-9A-Za-z]+/y;

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** The end of an object or array beginning at `at`: brackets counted, strings stepped over. */
function endOfNested(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const letter = text.charAt(i);
    if (letter === '"') {
      i = match(STRING, text, i) - 1;
      if (i < 0) return -1;
    } else if (letter === '{' || letter === '[') depth++;
    else if ((letter === '}' || letter === ']') && --depth === 0) return i + 1;
  }
  return -1;
}

function endOfValue(text: string, at: number): number {
  const first = text.charAt(at);
  if (first === '{' || first === '[') return endOfNested(text, at);
  return match(first === '"' ? STRING : PLAIN, text, at);
}

/**
 * Name -> exact text of the value; undefined for anything but one valid JSON object without a doubled name.
 * `syntax`: as long as the text, read in its place where letters of the text could be taken for syntax.
 */
export function rawMembers(text: string, syntax = text): Map<string, string> | undefined {
  const spans = memberSpans(syntax);
  return spans && new Map([...spans].map(([name, { from, to }]) => [name, text.slice(from, to)]));
}

/** Name -> the place of its value. */
function memberSpans(text: string): Map<string, { from: number; to: number }> | undefined {
  if (!readObject(text)) return undefined;
  const members = new Map<string, { from: number; to: number }>();
  let at = match(BLANK, text, 0) + 1;
  for (;;) {
    at = match(BLANK, text, at);
    if (text.charAt(at) === '}') return members;
    const name_end = match(STRING, text, at);
    const value_at = match(BLANK, text, match(BLANK, text, name_end) + 1);
    const end = endOfValue(text, value_at);
    if (name_end < 0 || end < 0) return undefined;
    const name = JSON.parse(text.slice(at, name_end)) as string;
    if (members.has(name)) return undefined;
    members.set(name, { from: value_at, to: end });
    at = match(BLANK, text, end);
    if (text.charAt(at) === ',') at++;
  }
}
