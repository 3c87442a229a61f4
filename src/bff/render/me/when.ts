/** Days and hours as a viewer says them, by Beijing's clock. */
import { fill } from '../../../protocol/texts/fill.ts';
import type { MeWords } from '../../../protocol/texts/me/index.ts';
import { beijing } from '../../../protocol/world.ts';

export const monthOfTime = (at_ms: number): string => beijing(at_ms).slice(0, 7);

export function whenText(at_ms: number, now_ms: number, words: MeWords): string {
  const [at, now] = [beijing(at_ms), beijing(now_ms)];
  if (at.slice(0, 10) === now.slice(0, 10)) return fill(words.today, { time: at.slice(11, 16) });
  return dayText(at_ms, now_ms, words);
}

export function dayText(at_ms: number, now_ms: number, words: MeWords): string {
  const [at, now] = [beijing(at_ms), beijing(now_ms)];
  const day = { year: at.slice(0, 4), month: Number(at.slice(5, 7)), day: Number(at.slice(8, 10)) };
  return fill(at.slice(0, 4) === now.slice(0, 4) ? words.day : words.day_year, day);
}
