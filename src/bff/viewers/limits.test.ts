import { describe, expect, it } from 'vitest';
import { newOrder } from '../testing/decisions.ts';
import { isStep, ownLimits } from './limits-text.ts';
import { spendLimits } from './limits.ts';

const scopeOf = (merchant_id: string): string => (merchant_id.startsWith('hall') ? '' : merchant_id);
const limits = spendLimits({ day_fen: 5000 }, (text) => text, scopeOf);
const { order } = newOrder().payment;
const spender = (over: object): string | undefined => limits?.({ ...order, ...over })?.spender;

describe('who spends', () => {
  it('nothing set: nobody is asked', () => {
    expect(spendLimits({}, (text) => text, scopeOf)).toBeUndefined();
  });
  it('a viewer who may lower his own is counted, whatever the operator set; no other, and no box', () => {
    const own = spendLimits({}, (text) => text, scopeOf, true);
    const given = { viewer_id: 'v', box_id: 'b' };
    expect(own?.({ ...order, ...given, viewer_key: 'k' })).toEqual({ spender: 'spender viewer shop v' });
    expect(own?.({ ...order, ...given })).toEqual({});
    expect(spendLimits({ payment_fen: 1 }, (text) => text, scopeOf)?.({ ...order, ...given, viewer_key: 'k' })).toEqual({ payment_fen: 1 });
  });
  it("a merchant's viewer, else its box, else nobody", () => {
    expect(spender({ viewer_id: 'v', box_id: 'b' })).toBe('spender viewer shop v');
    expect(spender({ box_id: 'b' })).toBe('spender box shop b');
    expect(spender({})).toBeUndefined();
    expect(spender({ viewer_id: 'v', merchant_id: 'hall-1' })).toBe(spender({ viewer_id: 'v', merchant_id: 'hall-2' }));
    expect(spender({ viewer_id: 'v', merchant_id: 'other' })).not.toBe(spender({ viewer_id: 'v' }));
  });
});

describe('a viewer’s own', () => {
  const each = (settings: object, own: object, kept = false) => ownLimits(settings, own, kept, 'zh-CN');
  it('may be chosen below the operator’s alone', () => {
    expect(isStep({}, 'payment_fen', 30_00)).toBe(true);
    expect([isStep({ payment_fen: 30_00 }, 'payment_fen', 30_00), isStep({}, 'payment_fen', 30_01), isStep({}, 'day_fen', 10_00)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(each({ payment_fen: 50_00 }, {}).each[0]).toEqual({
      of: 'payment',
      name: '每笔',
      value: '50 元',
      own: '',
      top: '最高 50 元',
      title: '每笔最多付多少',
      steps: [
        { limit_fen: 10_00, text: '10 元' },
        { limit_fen: 30_00, text: '30 元' },
      ],
    });
  });
  it('is said as it holds: the operator’s where that is lower by now', () => {
    const { lines, each: all } = each({ day_fen: 50_00 }, { day_fen: 100_00, month_fen: 300_00 });
    expect(lines).toEqual(['每天 50 元', '每月 300 元']);
    expect(all.map((one) => [one.value, one.own, one.top])).toEqual([
      ['不限', '', ''],
      ['50 元', '', '最高 50 元'],
      ['300 元', '自己设的', ''],
    ]);
    expect(all[2]?.steps.at(-1)).toEqual({ text: '不另外设' });
  });
  it('is only lowered while it is kept', () => {
    const kept = each({}, { payment_fen: 50_00 }, true);
    expect(kept.each[0]?.steps.map((one) => one.limit_fen)).toEqual([10_00, 30_00]);
    expect(kept.kept_text).toMatch(/24 小时/);
    expect(each({}, {}, true).kept_text).toBeUndefined();
  });
});
