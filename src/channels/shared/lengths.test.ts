import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutTo, oneLine, utf16Units, utf8Bytes } from './lengths.ts';

const TEXT = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme-composite', maxLength: 200 }));

it.each([
  ['38 Chinese letters are 114 bytes: 26 fit into 80', '退'.repeat(38), 80, utf8Bytes, '退'.repeat(26)],
  ['exactly at the limit', 'a'.repeat(127), 127, utf8Bytes, 'a'.repeat(127)],
  ['a surrogate pair stays whole', 'ab😀', 5, utf8Bytes, 'ab'],
  ['a combining mark stays with its letter', 'ae\u0301', 3, utf8Bytes, 'a'],
  ['a family of four stays whole', 'x👨‍👩‍👧‍👦', 24, utf8Bytes, 'x'],
  ['one letter longer than the limit is cut between code points', 'e\u0301\u0301', 3, utf8Bytes, 'e\u0301'],
  ['a surrogate pair is two units of UTF-16', '😀'.repeat(3), 5, utf16Units, '😀😀'],
])('%s', (_what, text, max, size, cut) => {
  expect(cutTo(text, max, size)).toBe(cut);
});

it('any text is cut to a beginning within the limit, in whole code points', () => {
  fc.assert(
    fc.property(TEXT, fc.integer({ min: 4, max: 130 }), fc.constantFrom(utf8Bytes, utf16Units), (given, max, size) => {
      const text = oneLine(given);
      const cut = cutTo(text, max, size);
      expect(text.startsWith(cut)).toBe(true);
      expect(cut.isWellFormed() && size(cut) <= max).toBe(true);
      expect(cut === '').toBe(text === '');
    }),
  );
});
