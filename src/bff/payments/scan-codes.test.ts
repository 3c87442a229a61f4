import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CODE_PATTERN, scanCodes } from './scan-codes.ts';

const codes = scanCodes('a key');
const id = fc.stringMatching(/^[0-9a-z]{20}$/);

it('a code finds its order again, in capitals or not, and fits its pattern', () => {
  fc.assert(
    fc.property(id, (order_id) => {
      const code = codes.of(order_id);
      expect(code).toMatch(new RegExp(CODE_PATTERN));
      expect([codes.idOf(code), codes.idOf(code.toLowerCase())]).toEqual([order_id, order_id]);
    }),
  );
});

it('nothing else finds one: another key, a letter changed, one too many or too few, another spelling of the last bits', () => {
  const code = codes.of('0m1abcdefghijklmnopq');
  expect(scanCodes('another key').idOf(code)).toBeUndefined();
  for (let i = 0; i < code.length; i++) {
    const other = code.slice(0, i) + (code[i] === 'A' ? 'B' : 'A') + code.slice(i + 1);
    expect([i, codes.idOf(other)]).toEqual([i, undefined]);
  }
  for (const text of ['', code.slice(1), code + 'A', code.slice(0, -1) + '1', 'constructor']) expect(codes.idOf(text)).toBeUndefined();
});

it('orders of one millisecond have codes that share nothing', () => {
  const some = Array.from({ length: 1000 }, (_, i) => codes.of('0m1abcdef' + String(i).padStart(11, '0')));
  expect(new Set(some).size).toBe(1000);
  // Each place takes every letter but the last, which holds three bits.
  for (let at = 0; at < 25; at++) expect(new Set(some.map((one) => one[at])).size).toBe(32);
});
