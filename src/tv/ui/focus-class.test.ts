import { expect, test } from 'vitest';
import { createRowFocus } from '../row-focus.ts';
import { focusClass } from './focus-class.ts';

const element = () => ({ className: '' }) as HTMLElement;

test('the class follows the focus at once', () => {
  const focus = createRowFocus();
  focus.layout([['a', 'b']]);
  const [a, b] = [element(), element()];
  focusClass(focus, 'a', 'button')(a);
  focusClass(focus, 'b', 'button wide')(b);
  const before = [a.className, b.className];
  focus.move('Right');
  expect([before, [a.className, b.className]]).toEqual([
    ['button focused', 'button wide'],
    ['button', 'button wide focused'],
  ]);
});

test('an element that is gone is left alone, one that comes for it gets its class', () => {
  const focus = createRowFocus();
  focus.layout([['a', 'b']]);
  const [old, fresh] = [element(), element()];
  const ref = focusClass(focus, 'a', 'button');
  ref(old);
  ref(null);
  focus.move('Right');
  ref(fresh);
  expect([old.className, fresh.className]).toEqual(['button focused', 'button']);
  focus.move('Left');
  expect([old.className, fresh.className]).toEqual(['button focused', 'button focused']);
});
