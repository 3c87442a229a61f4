import { expect, test } from 'vitest';
import { createFocus } from './focus.ts';
import { measureElements } from './measure.ts';

test('one layout read per element and layout, none for what declares its place, none on moves', () => {
  let reads = 0;
  const places: { [id: string]: number } = { a: 0, b: 120, c: 240 };
  const find = (id: string) => {
    const left = places[id];
    if (left === undefined) return null;
    return {
      getBoundingClientRect() {
        reads++;
        return { left, top: 0, right: left + 100, bottom: 50 };
      },
    };
  };
  const focus = createFocus({ measure: measureElements(find) });
  const items = [{ id: 'c' }, { id: 'b' }, { id: 'a' }, { id: 'declared', rect: { left: 360, top: 0, width: 100, height: 50 } }];
  focus.layout([{ id: 'row', items }]);
  expect(reads).toBe(3);
  focus.set('a');
  for (const expected of ['b', 'c', 'declared']) {
    focus.move('Right');
    expect(focus.current.value).toBe(expected);
  }
  expect(reads).toBe(3);
  focus.layout([{ id: 'row', items }]);
  expect(reads).toBe(6);
});
