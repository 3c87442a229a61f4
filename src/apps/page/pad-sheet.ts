/** Places of the keypad screen. */
import type { Box } from '../../tv/ui/boxes.ts';
import { px } from '../../tv/ui/sheet.ts';
import type { Sheet } from '../../tv/ui/sheet.ts';
import type { Drawing } from '../../tv/ui/sizes.ts';

const boxes: { [name: string]: Box } = {
  'pad-title': [64, 112, 560, 60],
  'pad-field': [64, 188, 588, 104],
  'pad-note': [64, 304, 588, 44],
  'pad-cancel': [64, 492, 588, 108],
};
for (let y = 0; y < 4; y++) for (let x = 0; x < 3; x++) boxes['pad-' + y + '-' + x] = [700 + x * 176, 120 + y * 124, 160, 108];

export const padBoxes: { readonly [name: string]: Box } = boxes;

export function padRules({ rule }: Sheet, drawing: Drawing, box: (name: string) => Box): void {
  const sd = drawing === 'sd';
  for (const name of Object.keys(boxes))
    if (/^pad-(\d|cancel)/.test(name)) rule('.' + name, `line-height:${px(box(name)[3] - 8)};font-size:${px(sd ? 20 : 32)}`);
  rule('.pad-field', `line-height:${px(box('pad-field')[3] - 8)};font-size:${px(sd ? 24 : 44)};font-weight:bold`);
}
