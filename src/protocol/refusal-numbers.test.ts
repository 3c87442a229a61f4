import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { REFUSALS } from './refusal.ts';
import { REFUSAL_NUMBERS } from './refusal-numbers.ts';

it('every code has a number of its own, three digits', () => {
  expect(Object.keys(REFUSAL_NUMBERS).toSorted()).toEqual(Object.keys(REFUSALS).toSorted());
  const numbers = Object.values(REFUSAL_NUMBERS);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((one) => !Number.isInteger(one) || one < 101 || one > 999)).toEqual([]);
});

it('stay what they were: viewers quote them, and the handbook lists them', () => {
  expect(REFUSAL_NUMBERS).toMatchObject({ FIELD_BAD: 101, CHANNEL_SILENT: 302, CARD_NUMBER_WRONG: 401, BANK_SILENT: 501 });
  const handbook = readFileSync('docs/operate.md', 'utf8');
  expect(Object.entries(REFUSAL_NUMBERS).filter(([code, number]) => !handbook.includes(number + ' `' + code + '`'))).toEqual([]);
});
