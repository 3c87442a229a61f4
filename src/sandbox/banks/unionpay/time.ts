/** YYYYMMDDhhmmss in Beijing, and days that end an hour before midnight. */
import { beijing, fromBeijing } from '../../../protocol/world.ts';
import type { Context } from './context.ts';

export function acpTime(at_ms: number): string {
  return beijing(at_ms).replace(/[-:T]/g, '');
}

/** Undefined when it is no time. */
export function readAcpTime(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  return fromBeijing(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
}

/** The settlement day of an instant, "2025-06-01". */
export function settleDay(context: Context, at_ms: number): string {
  return beijing(at_ms + context.settings().cut_off_ms).slice(0, 10);
}

/** MMDD. */
export function settleDate(context: Context, at_ms: number): string {
  return settleDay(context, at_ms).slice(5).replace('-', '');
}
