import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { asFen, fen, fenFromDigits, fenFromYuan, MAX_FEN, yuan } from './money.ts';

const amounts = fc.integer({ min: 1, max: MAX_FEN });

describe('an amount and its text', () => {
  test('fen -> yuan -> fen comes back the same, for every amount an order may have', () => {
    fc.assert(
      fc.property(amounts, (amount) => fenFromYuan(yuan(fen(amount))) === amount && fenFromDigits(String(amount)) === amount),
      { numRuns: 2_000 },
    );
  });

  test('yuan is the exact decimal, computed another way with whole numbers', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const text = yuan(fen(amount));
        const [whole = '', cents = ''] = text.split('.');
        return BigInt(whole) * 100n + BigInt(cents) === BigInt(amount) && cents.length === 2 && yuan(fen(-amount)) === '-' + text;
      }),
    );
  });

  it.each([
    ['0.01', 1],
    ['0.1', 10],
    ['0.10', 10],
    ['1', 100],
    ['1.1', 110],
    ['19.90', 1990],
    ['1.15', 115],
    ['8.2', 820],
    ['100000000', MAX_FEN],
    ['100000000.00', MAX_FEN],
  ])('%s yuan is %i fen', (text, expected) => expect(fenFromYuan(text)).toBe(expected));

  it.each([
    '',
    '0',
    '0.00',
    '.5',
    '1.',
    '1.005',
    '01',
    '-1',
    '+1',
    '1e2',
    ' 1',
    '1 ',
    '１',
    '1,000',
    '100000000.01',
    'NaN',
    'Infinity',
    '0x10',
  ])('"%s" is no amount of yuan', (text) => expect(fenFromYuan(text)).toBeUndefined());

  it.each(['', '0', '01', '-1', '+1', '1.0', '1e3', ' 1', '１', '10000000001', '9999999999999999'])('"%s" is no amount of fen', (text) =>
    expect(fenFromDigits(text)).toBeUndefined(),
  );
});

describe('asFen', () => {
  it.each([0, -1, 0.5, MAX_FEN + 1, NaN, Infinity, '5', null, undefined, 5n, [5]])('refuses %s', (value) =>
    expect(asFen(value)).toBeUndefined(),
  );
  it('takes the smallest and the largest', () => expect([asFen(1), asFen(MAX_FEN)]).toEqual([1, MAX_FEN]));
});

describe('fen', () => {
  it.each([0.5, NaN, Infinity, -Infinity, MAX_FEN * 1001])('throws for %s, which no program of ours makes', (value) =>
    expect(() => fen(value)).toThrow(RangeError),
  );
  it('takes nothing and less than nothing, for ledger lines', () => expect([fen(0), fen(-5)]).toEqual([0, -5]));
});
