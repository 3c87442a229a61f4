import { expect, it } from 'vitest';
import { reasonOfFormat1 } from './codes-of-format-1.ts';

it.each([
  ['61', 'pan-wrong'],
  ['65', 'check-wrong'],
  ['71', 'code-wrong'],
  ['90', 'funds'],
  ['70', 'channel'],
  ['01', 'declined'],
  ['ZZ', 'declined'],
  ['constructor', 'declined'],
])('%s was %s', (code, reason) => {
  expect(reasonOfFormat1(code)).toBe(reason);
});
