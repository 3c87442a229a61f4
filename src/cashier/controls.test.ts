/** Controls against the style sheet and the drawing they share one declaration with. */
import { expect, test } from 'vitest';
import { boxName } from '../tv/ui/boxes.ts';
import { cardCss, css } from './css.ts';
import { steps } from './fixtures.ts';
import { SIZES } from './sizes.ts';
import { staged } from './testing/stage.ts';
import { bringEntry } from './testing/with-entry.ts';

const sheet = css() + cardCss();
/** Classes of a size that give an element a place from the left. */
const placed = (size: string): ReadonlySet<string> =>
  new Set([...sheet.matchAll(new RegExp(`^\\.${size} \\.([\\w-]+)\\{left:`, 'gm'))].map((one) => one[1] ?? ''));

test.each(['hd', 'fhd', 'sd'] as const)('at %s every control stands in a box of the style sheet', (size) => {
  const boxes = placed(size);
  for (const elder of [false, true]) {
    for (const [name, step] of Object.entries(steps('zh-CN'))) {
      const { on } = staged(step, { size, elder });
      bringEntry(on);
      for (const { id, place } of on.controls(step).flat())
        expect([name, id, place.split(' ').some((one) => boxes.has(one))]).toEqual([name, id, true]);
    }
  }
});

test('boxes in series are in the style sheet under the names that the drawing uses', () => {
  const { hd } = SIZES();
  for (const [series, boxes] of Object.entries(hd.series) as [keyof typeof hd.series, unknown[]][])
    boxes.forEach((_, i) => expect([...placed('hd')]).toContain(boxName(series, i)));
});

test('a control that is down has no act, and OK on it sends nothing', () => {
  const { on, sent } = staged(steps('zh-CN')['choose-down'] as never);
  const [down] = on.controls(on.step.value)[0] ?? [];
  expect([down?.id, down?.act]).toEqual(['wechat', undefined]);
  on.press('wechat');
  expect(sent()).toEqual([]);
});
