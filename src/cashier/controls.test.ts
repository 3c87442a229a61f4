/** Controls against the style sheet and the drawing they share one declaration with. */
import { expect, test } from 'vitest';
import { steps } from './fixtures.ts';
import { boxOn } from './testing/drawn.ts';
import { staged } from './testing/stage.ts';
import { bringEntry } from './testing/with-entry.ts';

test.each(['hd', 'sd'] as const)('at %s every control stands in a box of the style sheet', (size) => {
  for (const elder of [false, true]) {
    for (const [name, step] of Object.entries(steps('zh-CN'))) {
      const { on } = staged(step, { size, elder });
      bringEntry(on);
      for (const control of on.controls(on.step.value).flat()) {
        const [, , width, height] = boxOn(control, size, elder);
        expect([name, control.id, width > 30 && height > 28]).toEqual([name, control.id, true]);
      }
    }
  }
});

test('a control that is down has no act, and OK on it sends nothing', () => {
  const { on, sent } = staged(steps('zh-CN')['choose-down'] as never);
  const [down] = on.controls(on.step.value)[0] ?? [];
  expect([down?.id, down?.act]).toEqual(['wechat', undefined]);
  on.press('wechat');
  expect(sent()).toEqual([]);
});

test('elder mode offers one way, the others behind one button, and the way out', () => {
  const { on } = staged(steps('zh-CN')['choose-card'] as never, { elder: true });
  expect(on.controls(on.step.value).map((row) => row.map(({ id }) => id))).toEqual([['unionpay:c1'], ['other-ways', 'cancel']]);
  on.press('other-ways');
  const dialog = on.dialog();
  expect(dialog?.controls.flat().map(({ id }) => id)).toEqual(['wechat', 'alipay', 'unionpay']);
  for (const control of dialog?.controls.flat() ?? []) expect(boxOn(control, 'hd', true)[3]).toBeGreaterThan(90);
  on.key('Back');
  expect(on.focus.current.value).toBe('other-ways');
});

test('the way out stands beside every confirmation', () => {
  for (const [name, step] of Object.entries(steps('zh-CN'))) {
    if (!/^(choose|scan|card-number|card-check|sms)/.test(name) || /elsewhere/.test(name)) continue;
    const { on } = staged(step);
    bringEntry(on);
    const ids = on.controls(on.step.value).flat();
    if (!ids.some(({ id }) => id === 'return'))
      expect([name, ids.some(({ id }) => id === 'cancel' || id === 'other-card')]).toEqual([name, true]);
  }
});
