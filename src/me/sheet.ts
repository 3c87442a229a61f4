/** Places of the viewer's own page. */
import { COLOURS as C } from '../tv/ui/colours.ts';
import { px } from '../tv/ui/sheet.ts';
import { padBoxes, padRules } from '../apps/page/pad-sheet.ts';
import type { Box } from '../tv/ui/boxes.ts';
import type { Sheet } from '../tv/ui/sheet.ts';
import type { Drawing } from '../tv/ui/sizes.ts';
import type { AppSheet } from '../apps/page/sheet.ts';

const boxes: { [name: string]: Box } = {};
for (let i = 0; i < 6; i++) boxes['row-' + i] = [64, 172 + i * 75, 712, 69];
boxes['tall-0'] = [64, 172, 712, 160];
for (let i = 1; i < 5; i++) boxes['tall-' + i] = [64, 338 + (i - 1) * 70, 712, 66];
for (let i = 0; i < 3; i++) {
  boxes['station-dot-' + i] = [24 + i * 218, 78, 24, 24];
  boxes['station-name-' + i] = [20 + i * 218, 106, 210, 40];
}
boxes['station-line-1'] = [48, 87, 194, 6];
boxes['station-line-2'] = [266, 87, 194, 6];
for (let i = 0; i < 5; i++) {
  boxes['fact-name-' + i] = [92, 184 + i * 46, 170, 46];
  boxes['fact-value-' + i] = [270, 184 + i * 46, 540, 46];
  boxes['card-' + i] = [64, 176 + i * 70, 1152, 64];
}
for (let i = 0; i < 4; i++) boxes['note-' + i] = [92, 428 + i * 44, 716, 44];
for (let i = 0; i < 6; i++) boxes['reason-' + i] = [64 + (i % 2) * 584, 216 + Math.floor(i / 2) * 100, 568, 84];
for (let i = 0; i < 2; i++) boxes['detail-button-' + i] = [868, 172 + i * 100, 348, 84];
for (let i = 0; i < 3; i++) boxes['limit-line-' + i] = [16, 54 + i * 36, 172, 36];

/** Contents of a row, inside its edge. */
const ROW: { readonly [name: string]: Box } = {
  'row-subject': [20, 0, 410, 34],
  'row-about': [20, 30, 392, 32],
  'row-amount': [440, 0, 244, 34],
  'row-state': [412, 30, 272, 32],
};

/** SD is too narrow for two tiles side by side, and for the stations as they stand in HD. */
const SMALL: { [name: string]: Box } = {};
for (let i = 0; i < 3; i++) {
  SMALL['limit-line-' + i] = [86, 1 + i * 18, 110, 18];
  SMALL['station-dot-' + i] = [12 + i * 102, 58, 12, 12];
  SMALL['station-name-' + i] = [10 + i * 102, 76, i === 2 ? 132 : 100, 28];
}
for (let i = 1; i < 3; i++) SMALL['station-line-' + i] = [24 + (i - 1) * 102, 62, 90, 4];

for (let i = 0; i < 4; i++) boxes['lock-' + i] = [64, 216 + i * 78, 568, 68];

export const ME: AppSheet = {
  ground: 'calm',
  boxes: {
    ...boxes,
    ...padBoxes,
    ...ROW,
    'pass-title': [64, 160, 600, 60],
    'pass-code': [64, 236, 612, 100],
    'pass-say': [64, 352, 612, 44],
    foot: [64, 648, 580, 40],
    'list-title': [64, 100, 420, 60],
    'list-month': [470, 112, 306, 44],
    'list-none': [64, 260, 712, 60],
    'manage-title': [808, 100, 400, 60],
    'me-cards': [808, 172, 196, 176],
    'me-lock': [1020, 172, 196, 176],
    'me-limits': [808, 360, 196, 176],
    'me-pass': [1020, 360, 196, 176],
    'me-boxes': [808, 548, 408, 68],
    'tile-art': [16, 6, 108, 68],
    'tile-name': [16, 74, 172, 40],
    'tile-name-up': [16, 10, 172, 42],
    'tile-line': [16, 109, 172, 32],
    'tile-line-0': [16, 109, 172, 32],
    'tile-line-1': [16, 138, 172, 32],
    'boxes-art': [20, 12, 52, 44],
    'boxes-name': [92, 0, 180, 60],
    'boxes-line': [272, 0, 112, 60],
    'boxes-more': [428, 540, 348, 76],
    'box-seen': [700, 0, 420, 56],
    'help-panel': [808, 402, 408, 214],
    'help-title': [832, 420, 360, 48],
    'help-text': [832, 472, 372, 40],
    'help-call': [832, 514, 372, 40],
    'detail-subject': [64, 100, 740, 60],
    'detail-amount': [810, 96, 406, 66],
    'detail-panel': [64, 172, 772, 444],
    'reason-title': [64, 100, 1152, 60],
    'reason-text': [64, 160, 1152, 40],
    'reason-cancel': [64, 532, 568, 84],
    'cards-title': [64, 100, 1152, 60],
    'cards-about': [64, 172, 1152, 48],
    'card-name': [24, 0, 800, 56],
    'card-state': [900, 0, 220, 56],
    'cards-back': [64, 540, 348, 76],
    'limits-say': [520, 100, 696, 60],
    'limit-name': [24, 0, 200, 56],
    'limit-value': [240, 0, 300, 56],
    'limit-own': [560, 0, 240, 56],
    'limit-top': [800, 0, 320, 56],
  },
  sd: {
    ...SMALL,
    'row-subject': [8, 0, 226, 20],
    'row-about': [8, 18, 150, 20],
    'row-amount': [234, 0, 110, 20],
    'row-state': [140, 18, 204, 20],
    'me-cards': [404, 118, 204, 60],
    'me-lock': [404, 183, 204, 60],
    'me-limits': [404, 248, 204, 60],
    'me-pass': [404, 313, 204, 60],
    'me-boxes': [404, 378, 204, 60],
    'tile-art': [6, 10, 54, 34],
    'tile-name': [70, 1, 126, 27],
    'tile-line': [70, 27, 126, 25],
    'tile-line-0': [70, 27, 60, 25],
    'tile-line-1': [130, 27, 66, 25],
    'tile-name-up': [6, 4, 80, 28],
    'boxes-art': [6, 10, 54, 34],
    'boxes-name': [70, 10, 66, 32],
    'boxes-line': [130, 10, 62, 32],
    foot: [32, 452, 320, 34],
    'list-title': [32, 72, 210, 40],
    'list-month': [206, 78, 182, 30],
    'manage-title': [404, 72, 200, 40],
    'help-title': [414, 296, 190, 30],
    'help-text': [414, 328, 194, 26],
    'help-call': [414, 354, 194, 26],
  },
  look: `
.row.focused .tone,.tile.focused .tone{color:${C.ink};font-weight:normal}
.tall.focused{background:${C.lit};border-color:${C.focus};color:${C.text}}
.tall.focused .quiet{color:${C.quiet}}
.tall.focused .tone.warn,.tall.focused .warn{color:${C.warn}}
.bad{color:${C.bad}}
.station-dot{background:${C.well};border-style:solid;border-color:${C.key_edge}}
.station-dot.passed{background:${C.jade};border-color:${C.jade}}
.station-dot.here{border-color:${C.warn}}
.station-line{background:${C.key_edge}}
.station-line.passed{background:${C.jade}}
.face,.eye{display:inline-block;vertical-align:top}
.face{border:4px solid ${C.text};text-align:center}
.eye{background:${C.text}}
.tv-case,.tv-foot{display:block}
.tv-case{border:4px solid ${C.text}}
.tv-foot{background:${C.text}}
.focused .tv-case{border-color:${C.ink}}
.focused .tv-foot{background:${C.ink}}
.focused .face{border-color:${C.ink}}
.focused .eye,.focused .dots .dot{background:${C.ink}}`,
  more(sheet, drawing, box) {
    const { rule } = sheet;
    const sd = drawing === 'sd';
    const edges = ['reason-cancel', 'cards-back', 'boxes-more', 'detail-button-0', 'detail-button-1'];
    for (let i = 0; i < 6; i++) edges.push('reason-' + i);
    for (const name of edges) rule('.button.' + name, `line-height:${px(box(name)[3] - 8)}`);
    padRules(sheet, drawing, box);
    for (let i = 0; i < 4; i++) rule('.button.lock-' + i, `line-height:${px(box('lock-' + i)[3] - 8)}`);
    passRules(sheet, drawing);
    const small = [
      'tile-line',
      'pass-say',
      'row-about',
      'row-state',
      'list-month',
      'tile-line-0',
      'tile-line-1',
      'help-text',
      'help-call',
      'reason-text',
    ];
    for (let i = 0; i < 3; i++) small.push('station-name-' + i, 'limit-line-' + i);
    for (let i = 0; i < 4; i++) small.push('note-' + i);
    rule(small.map((name) => '.' + name).join(','), `font-size:${px(sd ? 16 : 24)}`);
    rule('.detail-amount', `font-size:${px(sd ? 30 : 48)}`);
    rule('.list-title', `font-size:${px(sd ? 24 : 40)}`);
    rule('.row-subject,.row-amount', `font-size:${px(sd ? 17 : 28)}`);
    const dot = box('station-dot-0');
    rule('.station-dot', `width:${px(dot[2])};height:${px(dot[2])};border-radius:${px(dot[2] / 2)};border-width:${px(sd ? 3 : 5)}`);
  },
};

/** Six boxes with dots, and the pictures on two tiles. */
function passRules({ rule }: Sheet, drawing: Drawing): void {
  const sd = drawing === 'sd';
  const [width, height, gap, dot] = sd ? [44, 54, 6, 13] : [86, 96, 12, 20];
  rule(
    '.pass-code .code-box',
    `width:${px(width)};height:${px(height)};line-height:${px(height)};margin-right:${px(gap)};border-radius:${px(sd ? 6 : 12)}`,
  );
  rule('.pass-code .dot', `width:${px(dot)};height:${px(dot)};border-radius:${px(dot / 2)};margin-top:${px((height - 4 - dot) / 2)}`);
  const [wide, high] = sd ? [30, 18] : [44, 28];
  rule('.tv-case', `width:${px(wide)};height:${px(high)};border-radius:${px(sd ? 3 : 5)};border-width:${px(sd ? 2 : 4)}`);
  rule('.tv-foot', `width:${px(wide / 2)};height:${px(sd ? 2 : 4)};margin:${px(sd ? 2 : 4)} 0 0 ${px(wide / 4 + (sd ? 2 : 4))}`);
  const face = sd ? 22 : 48;
  rule('.face', `width:${px(face)};height:${px(face)};border-radius:${px(face / 2 + 4)};margin-top:${px(sd ? 0 : 4)}`);
  rule('.eye', `width:${px(face / 8)};height:${px(face / 6)};margin:${px(face / 3)} ${px(face / 8)} 0;border-radius:${px(face / 12)}`);
  rule('.dots .dot', `width:${px(dot)};height:${px(dot)};border-radius:${px(dot / 2)};margin:${px(sd ? 10 : 24)} ${px(dot / 2)} 0 0`);
}
