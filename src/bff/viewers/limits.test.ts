import { describe, expect, it } from 'vitest';
import { newOrder } from '../testing/decisions.ts';
import { spendLimits } from './limits.ts';

const limits = spendLimits({ day_fen: 5000 }, (text) => text);
const { order } = newOrder().payment;
const spender = (over: object): string | undefined => limits?.({ ...order, ...over })?.spender;

describe('who spends', () => {
  it('nothing set: nobody is asked', () => {
    expect(spendLimits({}, (text) => text)).toBeUndefined();
  });
  it("a merchant's viewer, else its box, else nobody", () => {
    expect(spender({ viewer_id: 'v', box_id: 'b' })).toBe('spender viewer shop v');
    expect(spender({ box_id: 'b' })).toBe('spender box shop b');
    expect(spender({})).toBeUndefined();
    expect(spender({ viewer_id: 'v', merchant_id: 'other' })).not.toBe(spender({ viewer_id: 'v' }));
  });
});
