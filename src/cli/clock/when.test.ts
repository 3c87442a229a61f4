import { expect, it } from 'vitest';
import { momentIn, spanIn } from './when.ts';

it.each([
  ['45s', 45_000],
  ['90m', 5_400_000],
  ['5min', 300_000],
  ['1h', 3_600_000],
  ['30d', 30 * 86_400_000],
  ['1d12h', 129_600_000],
])('%s is %i ms', (text, span_ms) => expect(spanIn(text)).toBe(span_ms));

it.each(['', '1', 'h', '-1h', '1h ', '1.5h', '1w', '1hx'])('"%s" is no span', (text) => expect(spanIn(text)).toBeUndefined());

const NOON_MS = Date.parse('2025-06-01T12:00:00+08:00');

it.each([
  ['23:00', '2025-06-01T23:00:00+08:00'],
  ['12:00:01', '2025-06-01T12:00:01+08:00'],
  ['12:00', '2025-06-02T12:00:00+08:00'],
  ['00:00', '2025-06-02T00:00:00+08:00'],
])('the next %s after noon in Beijing', (text, at) => expect(momentIn(text, NOON_MS)).toBe(Date.parse(at)));

it.each(['24:00', '9:00', '12:60', 'noon'])('"%s" is no time of a day', (text) => expect(momentIn(text, NOON_MS)).toBeUndefined());
