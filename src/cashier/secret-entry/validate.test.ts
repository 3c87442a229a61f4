import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CARD_ELEMENTS, CARD_LENGTHS } from '../../protocol/card.ts';
import { grouped, masked } from '../../protocol/card-groups.ts';
import { createFields } from './fields.ts';
import type { FieldId } from './entry-contract.ts';
import { isHopeless, isId, isLongEnough, isRight, looksExpired, looksMistyped, luhn } from '../../protocol/card-hints.ts';

const digits = (min: number, max = min) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });

describe('Luhn', () => {
  test('published examples', () => {
    expect(['79927398713', '4111111111111111'].map(luhn)).toEqual([true, true]);
    expect(['79927398710', '4111111111111112'].map(luhn)).toEqual([false, false]);
  });

  test('of ten last digits exactly one is right, and no slip of one digit is right', () => {
    fc.assert(
      fc.property(digits(12, 18), fc.nat(), fc.integer({ min: 1, max: 9 }), (start, at, by) => {
        const whole = Array.from({ length: 10 }, (_, i) => start + i).filter(luhn);
        expect(whole).toHaveLength(1);
        const good = whole[0] as string;
        const i = at % good.length;
        const slip = good.slice(0, i) + ((Number(good.charAt(i)) + by) % 10) + good.slice(i + 1);
        expect(luhn(slip)).toBe(false);
      }),
    );
  });

  test('is a hint for 16 digits and more alone, and 13 are long enough', () => {
    fc.assert(
      fc.property(digits(0, 19), (pan) => {
        expect(looksMistyped(pan)).toBe(pan.length >= 16 && !luhn(pan));
        expect(isLongEnough(pan)).toBe(pan.length >= 13);
      }),
    );
  });
});

describe('ID numbers', () => {
  test('the example of GB 11643, the old length, and neither', () => {
    expect(['11010519491231002X', '440524188001010014', '110105491231002'].map(isId)).toEqual([true, true, true]);
    expect(['110105194912310021', '11010519491231002', '1101051949123100X2', '', 'X'].map(isId)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('of eleven last characters exactly one is right; a slip and two digits swapped are found', () => {
    fc.assert(
      fc.property(digits(17), fc.nat(15), (start, at) => {
        const good = [...'0123456789X'].map((last) => start + last).filter(isId);
        expect(good).toHaveLength(1);
        const [a, b] = [start.charAt(at), start.charAt(at + 1)];
        const swapped = start.slice(0, at) + b + a + start.slice(at + 2) + (good[0] as string).charAt(17);
        expect(isId(swapped)).toBe(a === b);
      }),
    );
  });
});

test('nothing is called hopeless that can still become right', () => {
  const right: { readonly [id in (typeof CARD_ELEMENTS)[number]]: fc.Arbitrary<string> } = {
    phone: digits(10).map((rest) => '1' + rest),
    id: digits(17).map((start) => [...'0123456789X'].map((last) => start + last).find(isId) as string),
    id_last6: fc.tuple(digits(5), fc.constantFrom(...'0123456789X')).map(([start, last]) => start + last),
    expiry: fc.tuple(fc.integer({ min: 1, max: 12 }), digits(2)).map(([month, year]) => String(month).padStart(2, '0') + year),
    cvn2: digits(3),
    pin: digits(6),
  };
  for (const id of CARD_ELEMENTS) {
    fc.assert(
      fc.property(right[id], (whole) => {
        expect(isRight(id, whole)).toBe(true);
        for (let i = 0; i <= whole.length; i++) expect([id, i, isHopeless(id, whole.slice(0, i))]).toEqual([id, i, false]);
      }),
    );
  }
});

test('what is full and not right is always said', () => {
  for (const id of CARD_ELEMENTS) {
    fc.assert(fc.property(digits(CARD_LENGTHS[id]), (text) => void expect(isHopeless(id, text)).toBe(!isRight(id, text))));
  }
  expect(['2', '13', '00', '1', '0'].map((text) => isHopeless('expiry', text))).toEqual([true, true, true, false, false]);
  expect(isHopeless('phone', '2')).toBe(true);
});

test('a card is called expired only by a clock that can be right, and with a month to spare', () => {
  const day = (year: number, month: number) => new Date(year, month - 1, 15);
  expect(looksExpired('0926', day(2026, 11))).toBe(true);
  expect(['1026', '1126', '0130'].map((text) => looksExpired(text, day(2026, 11)))).toEqual([false, false, false]);
  expect(looksExpired('1226', day(2027, 1))).toBe(false);
  expect([1970, 2011, 2025, 2099].map((year) => looksExpired('0120', day(year, 11)))).toEqual([false, false, false, false]);
});

describe('on the screen', () => {
  const fields: readonly FieldId[] = ['pan', 'phone', 'id', 'id_last6', 'expiry', 'cvn2', 'pin', 'code'];

  test('groups are the text again, none of them empty', () => {
    expect([grouped('pan', '6217003310026512345'), grouped('phone', '13800138000')]).toEqual([
      ['6217', '0033', '1002', '6512', '345'],
      ['138', '0013', '8000'],
    ]);
    fc.assert(
      fc.property(fc.constantFrom(...fields), digits(0, 19), (id, text) => {
        expect(grouped(id, text).join('')).toBe(text);
        expect(grouped(id, text).every((group) => group !== '')).toBe(true);
      }),
    );
  });

  test('of a CVN2 at most the last digit is seen, of a PIN none; lengths stay', () => {
    fc.assert(
      fc.property(digits(0, 6), fc.boolean(), (text, full) => {
        expect(masked('pin', text, full)).toBe('●'.repeat(text.length));
        const cvn2 = masked('cvn2', text, full);
        expect([cvn2.length, cvn2.replace(/●/g, '').length]).toEqual([text.length, full || !text ? 0 : 1]);
        expect(masked('phone', text, full)).toBe(text);
      }),
    );
  });
});

test('whatever keys come, a field holds digits, no more than fit, and an X only as the last', () => {
  const ids: readonly FieldId[] = ['pan', 'phone', 'id', 'id_last6', 'expiry', 'cvn2', 'pin', 'code'];
  const most: { readonly [id: string]: number } = { ...CARD_LENGTHS, pan: CARD_LENGTHS.pan_max };
  fc.assert(
    fc.property(fc.constantFrom(...ids), fc.array(fc.constantFrom(...'0123456789X<'), { maxLength: 40 }), (id, keys) => {
      const store = createFields();
      for (const key of keys) {
        const before = store.of(id).value;
        const done = key === '<' ? store.remove(id) : store.add(id, key);
        const after = store.of(id).value;
        expect(after).toBe(!done ? before : key === '<' ? before.slice(0, -1) : before + key);
        expect(after.length).toBeLessThanOrEqual(most[id] as number);
        expect(after).toMatch(id === 'id' || id === 'id_last6' ? /^\d*X?$/ : /^\d*$/);
        if (after.endsWith('X')) expect(after).toHaveLength(most[id] as number);
      }
    }),
  );
});
