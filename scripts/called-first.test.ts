import vm from 'node:vm';
import { expect, test } from 'vitest';
import { inBrackets } from './called-first.ts';

const SOURCE = `(function () {
  out.push(first(1), typeof later);
  function first(n) { function inner(m) { return m + 1; } return inner(n) + (function () { return 10; })(); }
  function later() { return first(5); }
  var own = own || { two: function (n) { return n * 2; } };
  if (out.length) out.push(own.two(first(3)));
})()`;

function startsOf(pattern: RegExp): Set<number> {
  return new Set([...SOURCE.matchAll(pattern)].map((found) => found.index + found[0].indexOf('function')));
}

const run = (code: string, own: object): unknown[] => {
  const out: unknown[] = [];
  vm.runInNewContext(code, { out, own });
  return out;
};

test('declarations move to the head of their function, expressions stay, and the program does the same', () => {
  const code = inBrackets(SOURCE, startsOf(/function (?:first|inner)|two: function|\+ \(function/g));
  expect(code).toContain('var first=(function(n)');
  expect(code).toContain('var inner=(function(m)');
  expect(code).toContain('two: (function (n)');
  expect(code).toContain('function later()');
  expect(run(code, {})).toEqual(run(SOURCE, {}));
  expect(run(code, {})).toEqual([12, 'function', 28]);
});

test('without a call nothing changes', () => {
  expect(inBrackets(SOURCE, new Set())).toBe(SOURCE);
});
