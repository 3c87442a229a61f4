/** Alipay's ways of saying when. */
import { beijing, fromBeijing } from '../../../protocol/world.ts';

export function wallTime(at_ms: number): string {
  return beijing(at_ms).replace('T', ' ');
}

/** "2025-01-01 00:15:00" or without seconds, Beijing time. */
export function parseWallTime(text: string): number | undefined {
  if (/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(text)) return fromBeijing(text + ':00');
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text) ? fromBeijing(text) : undefined;
}

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DAY_MS = UNITS_MS.d;

/** "15m", "2h", "1d", 1 minute to 15 days, or "1c": the end of today at Beijing. Undefined when it is none of these. */
export function parseTimeout(text: string, now_ms: number): number | undefined {
  if (text === '1c') return DAY_MS - ((now_ms + 8 * UNITS_MS.h) % DAY_MS);
  const parts = /^([1-9]\d{0,4})([mhd])$/.exec(text);
  if (!parts) return undefined;
  const span_ms = Number(parts[1]) * UNITS_MS[parts[2] as keyof typeof UNITS_MS];
  return span_ms <= 15 * DAY_MS ? span_ms : undefined;
}
