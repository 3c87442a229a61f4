import { expect, test } from 'vitest';
import { holdKeys } from './anchor.ts';

test('an invisible link holds the focus, takes it back when lost, and lets go when told', () => {
  const later: (() => void)[] = [];
  let focused = 0;
  const link = { href: '', tabIndex: 0, style: { cssText: '' }, focus: () => void focused++, onblur: null as (() => void) | null };
  const children: unknown[] = [];
  const body = {
    appendChild: (node: unknown) => children.push(node),
    removeChild: (node: unknown) => children.splice(children.indexOf(node), 1),
  };
  const letGo = holdKeys({ body, createElement: () => link }, (run) => later.push(run));
  expect([focused, children.length]).toEqual([1, 1]);
  const blur = link.onblur;
  blur?.();
  expect(focused).toBe(1);
  later.shift()?.();
  expect(focused).toBe(2);
  blur?.();
  letGo();
  later.shift()?.();
  expect([focused, children.length, link.onblur]).toEqual([2, 0, null]);
});
