import { effect } from '@preact/signals';
import { expect, test } from 'vitest';
import { createFocus } from './focus.ts';
import type { RegionSpec } from './focus.ts';

const ways: RegionSpec = { id: 'ways', columns: 2, items: ['wechat', 'alipay', 'icbc', 'union'].map((id) => ({ id })) };
const foot: RegionSpec = { id: 'foot', columns: 2, items: [{ id: 'help' }, { id: 'leave' }] };

test('opens at the first thing, moves, and stops at the edge', () => {
  const focus = createFocus();
  expect(focus.current.value).toBeUndefined();
  focus.layout([ways, foot]);
  expect(focus.current.value).toBe('wechat');
  expect(focus.move('Up')).toBe(false);
  expect(focus.move('Right')).toBe(true);
  expect(focus.move('Down')).toBe(true);
  expect(focus.current.value).toBe('union');
});

test('leaving a region and coming back returns to where one was', () => {
  const focus = createFocus();
  focus.layout([ways, foot]);
  focus.set('union');
  focus.move('Down');
  expect(focus.current.value).toBe('leave');
  focus.move('Left');
  focus.move('Up');
  expect(focus.current.value).toBe('union');
});

test('a move changes exactly two flags, however many things there are', () => {
  const focus = createFocus();
  const items = Array.from({ length: 60 }, (_, i) => ({ id: 'i' + i }));
  focus.layout([{ id: 'grid', columns: 6, items }]);
  let runs = 0;
  for (const item of items) {
    effect(() => {
      runs += focus.isFocused(item.id).value ? 1 : 1;
    });
  }
  runs = 0;
  focus.move('Down');
  expect(runs).toBe(2);
  expect(items.filter((item) => focus.isFocused(item.id).value).map((item) => item.id)).toEqual(['i6']);
});

test('a layout without the focused thing moves the focus in the same call', () => {
  const focus = createFocus();
  focus.layout([ways, foot]);
  focus.set('icbc');
  focus.layout([{ ...ways, items: (ways.items || []).filter((item) => item.id !== 'icbc') }, foot]);
  expect(focus.current.value).toBe('union');
  focus.layout([foot]);
  expect(focus.current.value).toBe('help');
  focus.layout([]);
  expect(focus.current.value).toBeUndefined();
  focus.layout([ways]);
  expect(focus.current.value).toBe('wechat');
});

test('another screen opens at its own default although ids are the same', () => {
  const focus = createFocus();
  focus.layout([ways, foot], { screen: 'choose' });
  focus.set('leave');
  focus.layout([ways, { ...foot, default: 'help' }], { screen: 'choose' });
  expect(focus.current.value).toBe('leave');
  focus.layout([ways, { ...foot, default: 'help' }], { screen: 'scan' });
  expect(focus.current.value).toBe('help');
  focus.layout([ways, foot], { screen: 'again', initial: 'alipay' });
  expect(focus.current.value).toBe('alipay');
});

test('a dialog keeps the focus and gives it back, also when the screen changed below it', () => {
  const focus = createFocus();
  focus.layout([ways, foot]);
  focus.set('union');
  focus.push({ id: 'ask', regions: [{ id: 'answers', columns: 2, items: [{ id: 'yes' }, { id: 'no' }] }], initial: 'no' });
  expect(focus.current.value).toBe('no');
  expect(focus.move('Up')).toBe(false);
  expect(focus.set('wechat')).toBe(false);
  focus.layout([{ ...ways, items: (ways.items || []).slice(0, 2) }, foot]);
  expect(focus.current.value).toBe('no');
  expect(focus.pop('other')).toBe(false);
  expect(focus.pop('ask')).toBe(true);
  expect(focus.current.value).toBe('alipay');
  expect(focus.pop()).toBe(false);
});

test('dialogs close in any order and return to what is left', () => {
  const focus = createFocus();
  focus.layout([foot]);
  focus.push({ id: 'a', regions: [{ id: 'ra', items: [{ id: 'a1' }, { id: 'a2' }] }], initial: 'a2' });
  focus.push({ id: 'b', regions: [{ id: 'rb', items: [{ id: 'b1' }] }] });
  expect(focus.pop('a')).toBe(true);
  expect(focus.current.value).toBe('b1');
  expect(focus.scope.value).toBe('b');
  focus.pop();
  expect(focus.current.value).toBe('help');
  expect(focus.scope.value).toBeUndefined();
});

test('a request for something not there yet is kept until it comes, unless the viewer moves', () => {
  const focus = createFocus();
  focus.layout([foot]);
  expect(focus.set('icbc')).toBe(false);
  expect(focus.current.value).toBe('help');
  focus.layout([ways, foot]);
  expect(focus.current.value).toBe('icbc');
  focus.set('later');
  focus.move('Up');
  focus.layout([ways, foot, { id: 'more', items: [{ id: 'later' }] }]);
  expect(focus.current.value).toBe('wechat');
});

test('each undeclared thing is measured once per layout and never on a move', () => {
  let reads = 0;
  const focus = createFocus({
    measure(id) {
      reads++;
      return { left: Number(id.slice(1)) * 100, top: 0, width: 90, height: 50 };
    },
  });
  const items = ['i0', 'i1', 'i2', 'i3', 'i4'].map((id) => ({ id }));
  focus.layout([{ id: 'free', items }, foot]);
  expect(reads).toBe(5);
  for (let i = 0; i < 30; i++) focus.move(i % 8 < 4 ? 'Right' : 'Left');
  expect(reads).toBe(5);
  expect(focus.current.value).toBe('i2');
});
