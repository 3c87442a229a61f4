/** A moment as a phone's page says it, in Beijing's time. */
import { fill } from '../../../protocol/texts/fill.ts';
import type { PhoneWords } from '../../../protocol/texts/phone/index.ts';
import { beijing } from '../../../protocol/world.ts';

export function dayAndTime({ at }: PhoneWords, at_ms: number): string {
  const [, month = '', day = '', time = ''] = /^\d+-(\d+)-(\d+)T(\d\d:\d\d)/.exec(beijing(at_ms)) ?? [];
  return fill(at, { month: Number(month), day: Number(day), time });
}
