/** How far, and until when, as a person writes it. */
import { beijing, fromBeijing } from '../../protocol/world.ts';

const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** "90m", "1h", "30d", "1d12h"; undefined when it is none. */
export function spanIn(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d{1,6})(min|[smhd])/g)];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text) return undefined;
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS.get(unit) ?? 0), 0);
}

/** The next "23:00" or "23:00:30" in Beijing after now_ms; undefined when it is no time of a day. */
export function momentIn(text: string, now_ms: number): number | undefined {
  if (!/^\d\d:\d\d(:\d\d)?$/.test(text)) return undefined;
  const at_ms = fromBeijing(beijing(now_ms).slice(0, 10) + ' ' + (text.length === 5 ? text + ':00' : text));
  if (at_ms === undefined) return undefined;
  return at_ms > now_ms ? at_ms : at_ms + 86_400_000;
}
