/** Beijing times of ICBC's messages. */
import { beijing, fromBeijing } from '../../../protocol/world.ts';

/** "2025-06-01 12:00:00" */
export function timestamp(at_ms: number): string {
  return beijing(at_ms).replace('T', ' ');
}

/** Undefined when it is no time. */
export function readTimestamp(text: string): number | undefined {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? fromBeijing(text.replace(' ', 'T')) : undefined;
}

/** "20250601120000" */
export function compactTime(at_ms: number): string {
  return beijing(at_ms).replace(/[-:T]/g, '');
}
