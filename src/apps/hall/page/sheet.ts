/** Places of the business hall. */
import { COLOURS as C } from '../../../tv/ui/colours.ts';
import { px } from '../../../tv/ui/sheet.ts';
import type { Box } from '../../../tv/ui/boxes.ts';
import { padBoxes, padRules } from '../../page/pad-sheet.ts';
import type { AppSheet } from '../../page/sheet.ts';

const boxes: { [name: string]: Box } = {};
const sd: { [name: string]: Box } = {};
for (let i = 0; i < 6; i++) boxes['product-' + i] = [64 + (i % 3) * 392, 112 + Math.floor(i / 3) * 196, 368, 176];
for (let i = 0; i < 4; i++) {
  boxes['months-' + i] = [64 + i * 292, 148, 276, 92];
  boxes['months-disc-' + i] = [64 + i * 292 + 252, 138, 36, 36];
  sd['months-disc-' + i] = [32 + i * 146 + 122, 99, 24, 24];
  boxes['order-name-' + i] = [92, 264 + i * 44, 200, 44];
  boxes['order-value-' + i] = [300, 264 + i * 44, 888, 44];
}
for (let i = 0; i < 3; i++) boxes['way-' + i] = [64 + i * 392, 532, 368, 84];
for (let i = 0; i < 5; i++) boxes['history-' + i] = [64, 106 + i * 80, 1152, 72];
const CARD: { readonly [name: string]: Box } = {
  'card-box-name': [96, 126, 300, 38],
  'card-box': [96, 160, 420, 54],
  'card-state': [416, 126, 168, 38],
  'card-pack-name': [96, 232, 300, 38],
  'card-pack': [96, 266, 490, 46],
  'card-balance-name': [96, 338, 200, 38],
  'card-balance': [96, 372, 240, 50],
  'card-until-name': [346, 338, 238, 38],
  'card-until': [346, 372, 262, 50],
};

export const HALL: AppSheet = {
  ground: 'calm',
  boxes: {
    ...padBoxes,
    ...boxes,
    ...CARD,
    'hall-card': [64, 104, 552, 332],
    'renew-panel': [64, 452, 552, 164],
    'renew-icon': [84, 470, 60, 60],
    'renew-title': [156, 464, 450, 44],
    'renew-about': [156, 506, 456, 36],
    renew: [156, 548, 196, 56],
    later: [368, 548, 196, 56],
    'front-order': [648, 104, 568, 176],
    'front-tv': [34, 42, 84, 84],
    'order-name': [156, 28, 390, 56],
    'order-about': [156, 86, 400, 40],
    'front-card': [648, 296, 276, 140],
    'front-history': [940, 296, 276, 140],
    'front-icon': [18, 34, 60, 60],
    'front-name': [94, 20, 170, 48],
    'front-about': [94, 66, 174, 38],
    'front-running': [648, 452, 568, 164],
    'running-title': [20, 4, 300, 40],
    'running-0': [20, 46, 330, 44],
    'running-1': [20, 94, 330, 44],
    'running-until-0': [300, 46, 240, 44],
    'running-until-1': [300, 94, 240, 44],
    'product-name': [24, 18, 320, 48],
    'product-price': [24, 68, 320, 40],
    'product-runs': [24, 112, 330, 40],
    'product-more': [24, 112, 330, 40],
    'disc-check': [5, 5, 26, 26],
    'months-title': [64, 98, 400, 46],
    'order-panel': [64, 256, 1152, 260],
    'order-sum-name': [92, 442, 300, 66],
    'order-sum': [500, 442, 688, 66],
    'balance-title': [64, 260, 1152, 60],
    'balance-about': [64, 344, 1152, 48],
    'history-date': [20, 0, 230, 64],
    'history-text': [250, 0, 440, 64],
    'history-state': [640, 0, 484, 64],
    'history-none': [64, 280, 1152, 60],
    'invoice-title': [64, 180, 640, 60],
    'invoice-about': [64, 256, 640, 44],
    'invoice-note': [64, 304, 640, 44],
    'invoice-code': [800, 120, 400, 400],
    'half-left': [64, 520, 328, 84],
  },
  sd: {
    ...sd,
    'disc-check': [3, 3, 18, 18],
    'product-runs': [12, 82, 166, 26],
    'product-more': [12, 82, 166, 26],
    'product-name': [12, 12, 166, 34],
    'product-price': [12, 50, 166, 26],
    'card-box': [48, 114, 220, 38],
    'card-until-name': [166, 240, 140, 27],
    'card-until': [166, 264, 146, 35],
    'card-balance': [48, 264, 110, 35],
    'renew-icon': [36, 333, 34, 34],
    'renew-title': [74, 326, 232, 28],
    'renew-about': [74, 356, 234, 26],
    renew: [74, 386, 104, 42],
    later: [186, 386, 104, 42],
    'front-tv': [12, 34, 48, 48],
    'order-name': [72, 18, 200, 40],
    'order-about': [72, 62, 206, 28],
    'front-icon': [4, 28, 34, 34],
    'front-name': [42, 14, 92, 34],
    'front-about': [42, 48, 92, 28],
    'running-0': [8, 32, 150, 32],
    'running-1': [8, 66, 150, 32],
    'running-until-0': [140, 32, 130, 32],
    'running-until-1': [140, 66, 130, 32],
    'running-title': [8, 2, 150, 30],
    'history-date': [8, 0, 150, 46],
    'history-text': [160, 0, 180, 46],
    'history-state': [300, 0, 262, 46],
    'invoice-code': [384, 92, 224, 224],
    'invoice-title': [32, 130, 350, 44],
    'invoice-about': [32, 180, 350, 32],
    'invoice-note': [32, 214, 350, 32],
  },
  look: `
.hall-card{background-repeat:no-repeat}
.card-box-name,.card-pack-name,.card-balance-name,.card-until-name{color:#e2e7fc}
.card-state{color:#9ff0d4}
.invoice-code{padding:0}
.product-runs{color:${C.jade}}
.focused .product-runs{color:${C.ink_quiet};font-weight:normal}
.disc{z-index:1;background:${C.jade}}
.months-price{position:absolute;left:0;width:100%;text-align:center}`,
  more(sheet, drawing, box, url) {
    const { rule } = sheet;
    const sd = drawing === 'sd';
    padRules(sheet, drawing, box);
    const [, , width, height] = box('hall-card');
    rule('.hall-card', `background-image:url(${url('apps/hallcard.png')});background-size:${px(width)} ${px(height)}`);
    for (const name of ['renew', 'later', 'way-0', 'way-1', 'way-2', 'half-left']) rule('.' + name, `line-height:${px(box(name)[3] - 8)}`);
    const month = box('months-0')[3] - 8;
    rule('.months-name', `margin-top:${px(month * 0.06)};line-height:${px(month * 0.46)}`);
    rule('.months-price', `top:${px(month * 0.5)};line-height:${px(month * 0.42)}`);
    rule('.disc', `border-radius:${px(box('months-disc-0')[2] / 2)}`);
    rule('.card-box', `font-size:${px(sd ? 24 : 40)}`);
    rule('.card-balance', `font-size:${px(sd ? 22 : 36)}`);
    rule('.card-pack,.card-until,.front-name', `font-size:${px(sd ? 17 : 30)}`);
    rule('.order-name', `font-size:${px(sd ? 24 : 40)}`);
    rule('.order-sum', `font-size:${px(sd ? 34 : 56)}`);
    rule('.order-sum-name,.product-name', `font-size:${px(sd ? 20 : 32)}`);
    const small = [
      'card-box-name',
      'card-state',
      'card-pack-name',
      'card-balance-name',
      'card-until-name',
      'renew-about',
      'front-about',
      'order-about',
      'running-title',
      'history-date',
      'history-state',
      'product-price',
      'product-runs',
      'product-more',
      'months-price',
      'running-until-0',
      'running-until-1',
    ];
    rule(small.map((name) => '.' + name).join(','), `font-size:${px(sd ? 16 : 24)}`);
  },
};
