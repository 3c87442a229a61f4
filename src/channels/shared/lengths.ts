/** Texts cut to a bank's limit, in the bank's unit. Limits with unit and source: docs/channels.md 6. */

/** The size of a text in one of the units that banks count. */
export type Measure = (text: string) => number;

export const utf8Bytes: Measure = (text) => Buffer.byteLength(text, 'utf8');

/** UTF-16 units, the length of a Java string. */
export const utf16Units: Measure = (text) => text.length;

const letters = new Intl.Segmenter('zh-CN', { granularity: 'grapheme' });

/** One line without lone surrogates and control characters, which phones and gateways refuse. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

/** The longest beginning of at most `max`, ending between two letters as a person sees them; a letter longer than `max` is cut between code points. */
export function cutTo(text: string, max: number, size: Measure): string {
  const cut = longest(
    [...letters.segment(text)].map((one) => one.segment),
    max,
    size,
  );
  return cut === '' ? longest([...text], max, size) : cut;
}

function longest(parts: readonly string[], max: number, size: Measure): string {
  let cut = '';
  let used = 0;
  for (const part of parts) {
    used += size(part);
    if (used > max) break;
    cut += part;
  }
  return cut;
}
