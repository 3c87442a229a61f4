import { expect, test } from 'vitest';
import { createFields } from './fields.ts';

test('takes what fits: digits, as many as there are, X at the end of an ID alone', () => {
  const fields = createFields();
  for (const char of '1355255a-X 5506123') fields.add('phone', char);
  expect([fields.of('phone').value, fields.full('phone')]).toEqual(['13552555506', true]);
  expect(fields.add('phone', '1')).toBe(false);
  expect([fields.add('id_last6', 'X'), fields.add('cvn2', 'X')]).toEqual([false, false]);
  for (const char of '01203X') fields.add('id_last6', char);
  expect(fields.of('id_last6').value).toBe('01203X');
  for (let i = 0; i < 25; i++) fields.add('pan', '6');
  expect(fields.of('pan').value).toHaveLength(19);
});

test('the last one away, until there is none', () => {
  const fields = createFields();
  fields.add('code', '1');
  expect([fields.remove('code'), fields.remove('code'), fields.of('code').value]).toEqual([true, false, '']);
});

test('begins with what is known, never with a number or a code, and remembers nothing unasked', () => {
  const fields = createFields();
  expect(fields.remember.value).toBe(false);
  fields.add('code', '1');
  fields.add('pan', '6');
  fields.reset({ pan: '6000001234560018', fields: { cvn2: '123' }, remember: true });
  expect([fields.of('pan').value, fields.of('code').value, fields.of('cvn2').value, fields.remember.value]).toEqual(['', '', '123', true]);
  fields.reset();
  expect([fields.of('cvn2').value, fields.remember.value]).toEqual(['', false]);
});
