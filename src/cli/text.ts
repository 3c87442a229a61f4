/** Readable text: tables, times and amounts. */
import { yuan } from '../protocol/money.ts';
import type { Fen } from '../protocol/money.ts';
import { beijing } from '../protocol/world.ts';

/** "2025-01-01 12:00:03", Beijing time. */
export function time(at_ms: number): string {
  return beijing(at_ms).replace('T', ' ');
}

export function money(amount_fen: number): string {
  return yuan(amount_fen as Fen);
}

/** "3 min", "5 h", "2 d": how long ago. */
export function age(at_ms: number, now_ms: number): string {
  const minutes = Math.max(0, Math.floor((now_ms - at_ms) / 60_000));
  if (minutes < 120) return minutes + ' min';
  return minutes < 48 * 60 ? Math.floor(minutes / 60) + ' h' : Math.floor(minutes / 1440) + ' d';
}

/** Chinese characters and full-width forms take two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

function width(text: string): number {
  let columns = 0;
  for (const letter of text) columns += WIDE.test(letter) ? 2 : 1;
  return columns;
}

function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

/** `none` is the sentence for an empty table. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return none;
  const all = [heads, ...rows];
  const columns = heads.map((_, i) => Math.max(...all.map((row) => width(row[i] ?? ''))));
  return all
    .map((row) =>
      row
        .map((text, i) => padded(text, columns[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
