import vm from 'node:vm';
import { expect, test } from 'vitest';
import { transformed } from './test/transformed.ts';
import { dropUnused } from './drop-unused.ts';

const dropped = (source: string): Promise<string> => transformed(source, dropUnused);

const BASE = 'function Base() { this.a = 1; } Base.prototype.get = function () { return this.a; };';
const CHILD =
  '(Child.prototype = new Base()).get = function () { return 2; }, Object.defineProperty(Child.prototype, "b", { get: function () { return new Child(); } });';

test('a class that nothing uses goes whole, and what it stood on stays', async () => {
  const code = await dropped(`${BASE} function Child() { Base.call(this); } ${CHILD} out = new Base().get();`);
  expect(code).not.toContain('Child');
  const window = vm.createContext({ out: 0 });
  vm.runInContext(code, window);
  expect(window['out']).toBe(1);
});

test.each([
  ['made', 'out = new Child();'],
  ['handed on', 'out = [Child];'],
  ['asked about', 'out = {} instanceof Child;'],
  ['used in another function', 'function make() { return new Child(); } out = make();'],
  ['written with something that runs', 'Child.made = out();'],
  ['written anew', 'Child = Base; out = Child;'],
])('a class that is %s stays whole', async (_how, use) => {
  const code = await dropped(`${BASE} function Child() {} ${CHILD} ${use}`);
  expect([code.includes('function Child'), code.includes('defineProperty'), code.includes('new Base')]).toEqual([true, true, true]);
});
