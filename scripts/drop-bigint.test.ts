import { expect, test } from 'vitest';
import { dropBigint } from './drop-bigint.ts';
import { transformed } from './test/transformed.ts';

test.each([
  ["typeof a == 'bigint'", 'false;'],
  ['"bigint" === typeof a', 'false;'],
  ["typeof a != 'bigint'", 'true;'],
  ["typeof a == 'number'", "typeof a=='number';"],
  ["a == 'bigint'", "a=='bigint';"],
  ["typeof f() == 'bigint'", "typeof f()=='bigint';"],
])('%s', async (source, made) => expect(await transformed(source, dropBigint)).toBe(made));
