import { beforeEach, expect, it } from 'vitest';
import { createRail } from './rail.ts';
import { RAIL_SIZES } from './rail-rules.ts';

/** The part of a document that a rail draws with; a layout read fails the test. */
class Thing {
  className = '';
  innerText = '';
  innerHTML = '';
  src = '';
  width = 0;
  height = 0;
  style: { [name: string]: string } = {};
  children: Thing[] = [];
  appendChild(child: Thing): void {
    this.children.push(child);
  }
  get offsetWidth(): number {
    throw new Error('a layout was read');
  }
}

const all = (thing: Thing): Thing[] => thing.children.flatMap((child) => [child, ...all(child)]);
const named = (root: Thing, name: string): Thing[] => all(root).filter(({ className }) => className.split(' ').includes(name));

beforeEach(() => {
  (globalThis as { document?: unknown }).document = { createElement: () => new Thing() };
});

function open(count: number) {
  let asked = 0;
  const rail = createRail({
    sizes: RAIL_SIZES.hd,
    lock: 's-lock',
    count: () => count,
    item: (i) => (asked++, { picture: 'p' + i, title: 't' + i, badge: i % 2 ? '会员' : '', locked: true }),
  });
  const root = new Thing();
  rail.mount(root as unknown as HTMLElement);
  rail.focus(true);
  const shown = (): string[] =>
    named(root, 'rail-slot')
      .filter(({ style }) => style['display'] !== 'none')
      .sort((a, b) => parseInt(a.style['left'] ?? '', 10) - parseInt(b.style['left'] ?? '', 10))
      .map((slot) => slot.children[0]?.src ?? '');
  return { rail, root, shown, asks: () => asked };
}

it('shows a window whose first is what has the focus, and the one before it', () => {
  const { rail, root, shown } = open(10_000);
  expect(shown()).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']);
  for (let i = 0; i < 3; i++) rail.move(1);
  expect(shown()).toEqual(['p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9', 'p10']);
  expect(named(root, 'rail-plate')[0]?.innerText).toBe('t3');
  expect(named(root, 'rail-strip')[0]?.style['left']).toBe('-564px');
});

it('draws a lock before the text of a badge, and none where there is no badge', () => {
  const { root } = open(4);
  const locks = named(root, 'rail-slot')
    .filter(({ style }) => style['display'] !== 'none')
    .map((slot) => [slot.children[1]?.innerText, slot.children[2]?.className]);
  expect(locks).toEqual([
    ['', 'rail-none'],
    ['会员', 'rail-lock s-lock'],
    ['', 'rail-none'],
    ['会员', 'rail-lock s-lock'],
  ]);
});

it('has at most 60 nodes, and a move asks for two items, whatever the length', () => {
  for (const count of [12, 10_000]) {
    const { rail, root, asks } = open(count);
    expect(all(root).length).toBeLessThanOrEqual(60);
    const before = asks();
    rail.move(1);
    expect(asks() - before).toBeLessThanOrEqual(2);
  }
});

it('stops at both ends, and is told anew', () => {
  const { rail, shown, root } = open(3);
  expect([rail.move(-1), rail.move(1), rail.move(1), rail.move(1), rail.index]).toEqual([false, true, true, false, 2]);
  expect(shown()).toEqual(['p1', 'p2']);
  rail.reset(0);
  expect([rail.index, shown()]).toEqual([0, ['p0', 'p1', 'p2']]);
  rail.focus(false);
  expect([named(root, 'rail-focused').length, named(root, 'rail-told').length]).toEqual([0, 0]);
});

it('walks ten thousand and back as it walks one by one', () => {
  const { rail, shown } = open(10_000);
  for (let i = 0; i < 9_999; i++) rail.move(1);
  expect([rail.index, shown()]).toEqual([9_999, ['p9998', 'p9999']]);
  for (let i = 0; i < 9_999; i++) rail.move(-1);
  expect([rail.index, shown()[0]]).toEqual([0, 'p0']);
});

it('is empty without items', () => {
  const { rail, shown, root } = open(0);
  expect([rail.move(1), shown(), named(root, 'rail-focused').length]).toEqual([false, [], 0]);
});
