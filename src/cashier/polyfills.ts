/**
 * Everything that a 2010-2013 WebKit lacks and this page's bundle uses, each with its user. Written by hand: core-js
 * modules for the same names cost six times as much. Must be imported before anything else and runs before it.
 * Nothing here is complete; preact, signals and our own code need no more. Engines: docs/television.md 3.
 */
const root = window as unknown as { [name: string]: unknown };

/** Adds a missing property, without touching one that is there. */
function lacking(object: object, name: string, make: () => unknown): void {
  const target = object as { [name: string]: unknown };
  if (!target[name]) target[name] = make();
}

// WebKit 534 has no Function#bind. signals-core disposes of effects with it.
lacking(
  Function.prototype,
  'bind',
  () =>
    function (this: (...args: unknown[]) => unknown, self: unknown) {
      // eslint-disable-next-line typescript/no-this-alias -- the bound function's own `this` is another one
      const call = this;
      const first = Array.prototype.slice.call(arguments, 1) as unknown[];
      return function () {
        return call.apply(self, first.concat(Array.prototype.slice.call(arguments) as unknown[]));
      };
    },
);

// ES5 engines have no Symbol. signals-core calls Symbol.for when it loads and reads Symbol.dispose; strings do for both.
lacking(root, 'Symbol', () => ({ for: (name: string) => '@@' + name, dispose: '@@dispose' }));

// Babel's object spread becomes Object.assign.
lacking(
  Object,
  'assign',
  () =>
    function (to: { [name: string]: unknown }) {
      for (let i = 1; i < arguments.length; i++) {
        const from = arguments[i] as { [name: string]: unknown } | undefined;
        for (const name in from) if (Object.prototype.hasOwnProperty.call(from, name)) to[name] = from[name];
      }
      return to;
    },
);
