/** Places of the top-up's screens. */
import { COLOURS as C } from '../../../tv/ui/colours.ts';
import { px } from '../../../tv/ui/sheet.ts';
import type { AppBoxes, AppSheet } from '../../page/sheet.ts';
import { padBoxes, padRules } from '../../page/pad-sheet.ts';

const amounts: AppBoxes = {};
for (let i = 0; i < 8; i++)
  (amounts as { [name: string]: readonly number[] })['amount-' + i] = [64 + (i % 4) * 181, 364 + Math.floor(i / 4) * 130, 165, 118];
const list: AppBoxes = {};
for (let i = 0; i < 3; i++) (list as { [name: string]: readonly number[] })['recent-' + i] = [832, 168 + i * 112, 364, 100];
for (let i = 0; i < 4; i++) (list as { [name: string]: readonly number[] })['carrier-' + i] = [64 + i * 292, 300, 276, 120];

export const TOPUP: AppSheet = {
  ground: 'calm',
  boxes: {
    ...padBoxes,
    ...amounts,
    ...list,
    'ask-number': [64, 102, 500, 44],
    number: [64, 150, 708, 104],
    'carrier-chip': [540, 174, 214, 56],
    'number-note': [64, 262, 708, 38],
    'how-much': [64, 314, 300, 44],
    'recent-panel': [812, 102, 404, 514],
    'recent-title': [836, 114, 300, 46],
    'recent-none': [836, 180, 356, 40],
    'recent-rule': [836, 512, 356, 2],
    'promise-0': [836, 526, 370, 38],
    'promise-1': [836, 564, 370, 38],
    'ask-carrier': [64, 150, 1152, 60],
    'ask-note': [64, 216, 1152, 44],
  },
  sd: {
    'carrier-chip': [256, 124, 122, 40],
    'recent-title': [418, 82, 180, 32],
    'promise-0': [418, 372, 188, 26],
    'promise-1': [418, 399, 188, 26],
    'recent-rule': [418, 364, 178, 2],
    'recent-none': [418, 128, 188, 28],
  },
  look: `
.chip{background:${C.jade};border-color:${C.jade};color:${C.ink};text-align:center;font-weight:bold}
.chip.focused{background:${C.focus};border-color:${C.rim}}
.chip-check{display:inline-block;vertical-align:middle}
.face-sum{font-weight:bold}
.recent-rule{background:${C.line}}
.screen-form .field .digits{font-weight:bold}
.recent-name,.recent-phone{position:absolute}
.recent-0.chosen,.recent-1.chosen,.recent-2.chosen{background:#12333f}
.recent-0.focused,.recent-1.focused,.recent-2.focused{background:${C.focus}}`,
  more(sheet, drawing, box) {
    const { rule } = sheet;
    const sd = drawing === 'sd';
    padRules(sheet, drawing, box);
    const [, , , number] = box('number');
    rule('.number', `line-height:${px(number - 8)};font-size:${px(sd ? 26 : 48)}`);
    rule('.number .empty', `font-size:${px(sd ? 16 : 28)}`);
    const [, , , chip] = box('carrier-chip');
    rule('.carrier-chip', `line-height:${px(chip - 8)};border-radius:${px(chip / 2)};font-size:${px(sd ? 17 : 28)}`);
    const [, , , tile] = box('amount-0');
    rule('.face', `margin-top:${px(tile * 0.1)};line-height:${px(tile * 0.42)};font-size:${px(sd ? 17 : 28)}`);
    rule('.face-sum', `font-size:${px(sd ? 26 : 44)}`);
    rule('.chip-check', `margin-right:${px(sd ? 4 : 10)}`);
    rule('.number .group', `margin-left:${px(sd ? 10 : 24)}`);
    rule('.pay', `line-height:${px(tile * 0.32)};font-size:${px(sd ? 16 : 24)}`);
    const [, , , recent] = box('recent-0');
    rule('.recent-name', `left:${px(sd ? 34 : 76)};right:4px;top:${px(recent * 0.05)};line-height:${px(recent * 0.42)}`);
    rule('.recent-phone', `left:${px(sd ? 34 : 76)};right:4px;top:${px(recent * 0.45)};line-height:${px(recent * 0.42)}`);
    // A check is a little smaller than a person.
    const icons: [string, number][] = sd
      ? [
          ['a-user', 22],
          ['k-user', 22],
          ['j-check', 20],
        ]
      : [
          ['a-user', 36],
          ['k-user', 36],
          ['j-check', 28],
        ];
    for (const [name, size] of icons)
      rule('.recent-icon.' + name, `left:${px((sd ? 17 : 40) - size / 2)};top:${px((recent - 8 - size) / 2)}`);
    const [, , , carrier] = box('carrier-0');
    for (let i = 0; i < 4; i++) rule('.carrier-' + i, `line-height:${px(carrier - 8)}`);
    rule('.number-note,.promise-1', `font-size:${px(sd ? 16 : 24)}`);
    rule('.promise-0', `font-size:${px(sd ? 15 : 24)}`);
  },
};
