import { expect, it } from 'vitest';
import { laterNames } from './later-names.ts';

it.each([
  ['Object.entries(a);', ['Object.entries']],
  ['a.b.includes(c); "x".padStart(3);', ['.includes()', '.padStart()']],
  ['var m = new Map();', ['new Map']],
  ['if ("bigint" == typeof a) b();', ["typeof 'bigint'"]],
  ['if (a) { b(function () { return Number.isInteger(c); }); }', ['Number.isInteger']],
])('%s is found', (code, names) => expect(laterNames(code)).toEqual(names));

it.each(['a.at = 1; b(a.at);', 'var find = a.find;', 'Object.keys(a); [1].map(b); new Date();', 'a.entries(b);'])('%s is not', (code) =>
  expect(laterNames(code)).toEqual([]),
);

it('what is brought along is left out', () =>
  expect(laterNames('Object.assign(a, b); new Set();', ['Object.assign'])).toEqual(['new Set']));
