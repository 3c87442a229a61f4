import { describe, expect, it } from 'vitest';
import { newOrder } from '../testing/decisions.ts';
import { spendLimits } from './limits.ts';

const scopeOf = (merchant_id: string): string => (merchant_id.startsWith('hall') ? '' : merchant_id);
const limits = spendLimits({ day_fen: 5000 }, (text) => text, scopeOf);
const { order } = newOrder().payment;
const spender = (over: object): string | undefined => limits?.({ ...order, ...over })?.spender;

describe('who spends', () => {
  it('nothing set: nobody is asked', () => {
    expect(spendLimits({}, (text) => text, scopeOf)).toBeUndefined();
  });
  it("a merchant's viewer, else its box, else nobody", () => {
    expect(spender({ viewer_id: 'v', box_id: 'b' })).toBe('spender viewer shop v');
    expect(spender({ box_id: 'b' })).toBe('spender box shop b');
    expect(spender({})).toBeUndefined();
    expect(spender({ viewer_id: 'v', merchant_id: 'hall-1' })).toBe(spender({ viewer_id: 'v', merchant_id: 'hall-2' }));
    expect(spender({ viewer_id: 'v', merchant_id: 'other' })).not.toBe(spender({ viewer_id: 'v' }));
  });
});
