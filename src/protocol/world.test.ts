import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { beijing, fromBeijing, randomText } from './world.ts';

describe('Beijing time', () => {
  const times = fc.integer({ min: 0, max: 4_102_444_800 }).map((s) => s * 1000);

  test('an instant in whole seconds comes back the same, with T and with a space', () => {
    fc.assert(fc.property(times, (at) => fromBeijing(beijing(at)) === at && fromBeijing(beijing(at).replace('T', ' ')) === at));
  });

  test('it is what the zone database says, whatever the host zone', () => {
    const zone = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
    // China had summer time until 1991.
    fc.assert(
      fc.property(
        fc.integer({ min: 694_224_000, max: 4_102_444_800 }),
        (s) => beijing(s * 1000).replace('T', ' ') === zone.format(s * 1000),
      ),
    );
  });

  it('knows the day that begins at 16:00 UTC', () => expect(beijing(Date.UTC(2024, 11, 31, 16, 15))).toBe('2025-01-01T00:15:00'));

  it.each([
    '',
    '2025-01-01',
    '2025-02-30 00:00:00',
    '2025-02-29 00:00:00',
    '2025-13-01 00:00:00',
    '2025-01-01 24:00:00',
    '2025-01-01 00:00',
    '20250101000000',
    '2025-01-01 00:00:00Z',
    '2025-01-01 00:00:00.5',
  ])('"%s" is not one', (text) => expect(fromBeijing(text)).toBeUndefined());
});

describe('randomText', () => {
  const counting = (from: number) => (length: number) => Uint8Array.from({ length }, () => from++ & 255);

  it('has the asked length, of digits and small letters only', () => {
    fc.assert(
      fc.property(fc.nat({ max: 80 }), fc.nat({ max: 255 }), (length, from) => {
        const text = randomText(counting(from), length);
        return text.length === length && /^[0-9a-z]*$/.test(text);
      }),
    );
  });

  it('passes over 252 to 255, so that each of the 36 comes from exactly seven bytes', () => {
    const seen = new Map<string, number>();
    for (const letter of randomText(counting(0), 252)) seen.set(letter, (seen.get(letter) ?? 0) + 1);
    expect([...seen.values()]).toEqual(Array.from({ length: 36 }, () => 7));
    expect(randomText(counting(252), 2)).toBe('01');
  });
});
