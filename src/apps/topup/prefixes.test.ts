import { expect, it } from 'vitest';
import prefixes from './data/prefixes.json' with { type: 'json' };
import amounts from './data/amounts.json' with { type: 'json' };
import { guessCarrier, tableProblems } from './prefixes.ts';
import type { PrefixTable } from './prefixes.ts';

const table: PrefixTable = prefixes;

it.each([
  ['19207715520', 'broadcast'],
  ['13800138000', 'mobile'],
  ['13400000000', 'mobile'],
  ['13481234567', 'mobile'],
  ['18612345678', 'unicom'],
  ['13307816677', 'telecom'],
  ['19112345678', 'telecom'],
  ['1920', 'broadcast'],
])('%s was issued by %s', (phone, carrier) => expect(guessCarrier(table, phone)).toEqual({ kind: 'carrier', carrier }));

it.each([
  ['13490000000', 'satellite'],
  ['17400000000', 'satellite'],
  ['17001234567', 'virtual'],
  ['17091234567', 'virtual'],
  ['16512345678', 'virtual'],
  ['14400000000', 'machine'],
])('%s is refused: %s', (phone, why) => expect(guessCarrier(table, phone)).toEqual({ kind: 'refused', why }));

it.each([
  ['14612345678', 'ask'],
  ['14812345678', 'ask'],
  // In no list: the viewer knows better than we.
  ['15412345678', 'ask'],
  ['', 'short'],
  ['19', 'short'],
  ['192', 'short'],
  ['1540', 'short'],
  ['29207715520', 'not-mobile'],
  ['192077155201', 'not-mobile'],
])('%s: %s', (phone, kind) => expect(guessCarrier(table, phone)).toEqual({ kind }));

it('no prefix is in two lists, and no range is odd', () => {
  expect(tableProblems(table)).toEqual([]);
  expect(tableProblems({ ...table, ask: ['192', '199-191'] })).toEqual(['192 is broadcast and ask', 'not a range: 199-191']);
});

it('amounts go from 10 to 500 yuan, and none costs more than it is worth', () => {
  expect(amounts.amounts.map(({ face_fen }) => face_fen / 100)).toEqual([10, 20, 30, 50, 100, 200, 300, 500]);
  for (const { face_fen, pay_fen } of amounts.amounts) expect(pay_fen > 0 && pay_fen <= face_fen).toBe(true);
});
