/** Each fault that is found in a source is made by its switch, and by nothing else. */
import { stripTypeScriptTypes } from 'node:module';
import { expect, it } from 'vitest';
import { mutationsOf } from './mutators.ts';
import { withSwitches } from './schemata.ts';

/** What `result` holds with each of the mutants on, the original first. */
function results(source: string): unknown[] {
  const numbered = mutationsOf(source).map((one, i) => ({ ...one, n: i + 1 }));
  const text = stripTypeScriptTypes(withSwitches(source, numbered));
  const run = new Function('__mutant', text + '; return result;') as (on: (n: number) => boolean) => unknown;
  return [0, ...numbered.map(({ n }) => n)].map((on) => run((n) => n === on));
}

const [X, Y] = ['x', 'y'];

it.each<[string, string, readonly unknown[]]>([
  ['a comparison and its numbers', 'const a = 1 as number, result = a < 1', [false, false, true, true, true, false]],
  ['logic', 'const yes = () => pi, pi = Math.PI; const result = yes() && !yes()', [false, Math.PI, Math.PI]],
  ['a condition', 'const result = Math.PI ? 1 : 2', [1, 2, 2, 0, 1, 1]],
  ['a sum of texts stays', "const result = 'a' + Math.PI", ['a' + Math.PI, 'ax' + Math.PI]],
  [
    'a table',
    "const result: { readonly [n: string]: string } = { a: 'x', b: 'y' }",
    [{ a: X, b: Y }, { b: Y }, { a: X }, { a: Y, b: Y }, { a: X, b: X }],
  ],
  ['a ladder', 'const result = [5, 7]', [[5, 7], [7], [5], [6, 7], [0, 7], [5, 8], [5, 0]]],
  [
    'a statement',
    'let result: unknown; result = Math.PI; if (result) result = true; else result = Math.E;',
    [true, Math.E, Math.E, Math.PI, false, true],
  ],
  ['types and imports stay', "export type T = 'a' | 1; const result = Math.PI satisfies number as T", [Math.PI]],
  ['texts of SQL and errors stay', "const prepare = Math.abs; const result = prepare('1'); new Error('x')", [1]],
])('%s', (_what, source, expected) => {
  expect(results(source.replace('export ', ''))).toEqual(expected);
});
