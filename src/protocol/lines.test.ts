import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineFen, readLines, sumOf } from './lines.ts';

const LINE = { name: '综艺会员', qty: 3, unit: '月', price_fen: 1500 };
const one = (over: object) => JSON.stringify([{ ...LINE, ...over }]);

it('reads lines and adds them up', () => {
  const lines = readLines(JSON.stringify([LINE, { ...LINE, name: '话费', qty: 1, price_fen: 5000, discount_fen: 20 }]));
  expect(lines?.map(lineFen)).toEqual([4500, 4980]);
  expect(sumOf(lines ?? [])).toBe(9480);
});

it.each([
  ['a whole discount', { discount_fen: 4500 }],
  ['a gift', { price_fen: 0 }],
  ['sixty letters beyond the first plane', { name: '𠮷'.repeat(60) }],
  ['marks that JSON uses', { name: 'a":{b,"' }],
])('%s is a line', (_what, over) => expect(readLines(one(over))).toHaveLength(1));

it.each([
  ['no JSON', '[{'],
  ['no list', JSON.stringify(LINE)],
  ['no line', '[]'],
  ['no object', '[1]'],
  ['nothing', '[null]'],
  ['eleven lines', JSON.stringify(Array.from({ length: 11 }, () => ({ ...LINE, name: 'a' })))],
  ['a name twice', '[{"name":"a","qty":1,"qty":2,"unit":"x","price_fen":1}]'],
  ['a field of its own', one({ extra: 1 })],
  ['the prototype', '[{"__proto__":{},"name":"a","qty":1,"unit":"x","price_fen":1}]'],
  ['none of it', one({ qty: 0 })],
  ['less than none', one({ qty: -1 })],
  ['a part', one({ qty: 1.5 })],
  ['a number as text', one({ qty: '1' })],
  ['a part of a fen', one({ price_fen: 0.5 })],
  ['a price below nothing', one({ price_fen: -1 })],
  ['more off than it costs', one({ discount_fen: 4501 })],
  ['a discount below nothing', one({ discount_fen: -1 })],
  ['no unit', one({ unit: undefined })],
  ['an empty name', one({ name: ' ' })],
  ['sixty-one letters', one({ name: 'x'.repeat(61) })],
  ['a line break', one({ name: 'a\nb' })],
  ['half a pair', one({ name: 'a\ud800' })],
  ['more than any order', one({ qty: 1e6, price_fen: 1e9 })],
])('%s is refused', (_what, text) => expect(readLines(text)).toBeUndefined());

it('1,000 bytes are enough, 1,001 are not', () => {
  const lines = (spare: string) =>
    JSON.stringify(Array.from({ length: 10 }, () => ({ name: '乐', qty: 1, unit: '件', price_fen: 1 }))) + spare;
  const spare = 1_000 - Buffer.byteLength(lines(''));
  expect(readLines(lines(' '.repeat(spare)))).toHaveLength(10);
  expect(readLines(lines(' '.repeat(spare + 1)))).toBeUndefined();
});

it('any text is read or refused, and what is read costs whole fen', () => {
  const line = fc.record({
    name: fc.string(),
    qty: fc.integer({ min: -2, max: 1e7 }),
    unit: fc.string(),
    price_fen: fc.oneof(fc.integer({ min: -2, max: 1e9 }), fc.double()),
    discount_fen: fc.integer({ min: -2, max: 1e9 }),
  });
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(line).map((lines) => JSON.stringify(lines)),
  );
  fc.assert(
    fc.property(text, (given) => {
      const lines = readLines(given);
      return lines === undefined || lines.every((read) => Number.isInteger(lineFen(read)) && lineFen(read) >= 0);
    }),
    { numRuns: 3_000 },
  );
});
