import fc from 'fast-check';
import type { VNode } from 'preact';
import { expect, it } from 'vitest';
import { clauses } from './clauses.tsx';

const parts = (text: string): string[] => (clauses(text) as VNode<{ children: string }>[]).map((one) => one.props.children);

it('each ends with its sign', () => {
  expect(parts('订单还在，换一个码就可以继续付款。本页会自动更新')).toEqual(['订单还在，', '换一个码就可以继续付款。', '本页会自动更新']);
  expect(parts('Your order is kept.')).toEqual(['Your order is kept.']);
});

it('no letter of any text is lost', () => {
  const letter = fc.constantFrom('，', '。', '；', '字', 'a', ' ', '\n');
  fc.assert(
    fc.property(fc.array(letter, { minLength: 1, maxLength: 12 }), (letters) => parts(letters.join('')).join('') === letters.join('')),
  );
});
