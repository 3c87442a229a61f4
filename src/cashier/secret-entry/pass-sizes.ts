/** Boxes of the screen of the payment password: their part of sizes.ts. */
import type { Box } from '../../tv/ui/boxes.ts';

export const PASS_BOX_NAMES = [
  'pw-panel',
  'pw-goods',
  'pw-merchant',
  'pw-amount',
  'pw-rule',
  'pw-way',
  'pw-title',
  'pw-code',
  'pw-hint',
  'pw-pay',
  'pw-cancel',
  'pw-keys',
  'pw-side',
  'pw-side-title',
  'pw-remote',
  'pw-side-text',
  'pw-ask',
  'pw-forgot',
  'pw-other',
] as const;
type Name = (typeof PASS_BOX_NAMES)[number];

export const PASS_BOXES: { readonly [drawing in 'hd' | 'sd']: { readonly [name in Name]: Box } } = {
  hd: {
    'pw-panel': [64, 104, 640, 200],
    'pw-goods': [92, 112, 584, 48],
    'pw-merchant': [92, 166, 240, 44],
    'pw-amount': [332, 156, 344, 60],
    'pw-rule': [92, 218, 584, 2],
    'pw-way': [92, 230, 584, 62],
    'pw-title': [64, 318, 640, 64],
    'pw-code': [64, 392, 672, 100],
    'pw-hint': [64, 500, 640, 44],
    'pw-pay': [64, 552, 204, 64],
    'pw-cancel': [284, 552, 204, 64],
    'pw-keys': [504, 552, 200, 64],
    'pw-side': [752, 104, 464, 512],
    'pw-side-title': [776, 116, 416, 48],
    'pw-remote': [881, 166, 206, 314],
    'pw-side-text': [776, 500, 416, 40],
    'pw-ask': [776, 488, 416, 52],
    'pw-forgot': [776, 546, 202, 60],
    'pw-other': [990, 546, 202, 60],
  },
  sd: {
    'pw-panel': [32, 70, 330, 104],
    'pw-goods': [44, 73, 306, 28],
    'pw-merchant': [44, 103, 126, 26],
    'pw-amount': [170, 98, 180, 32],
    'pw-rule': [44, 132, 306, 1],
    'pw-way': [44, 135, 306, 36],
    'pw-title': [32, 180, 330, 38],
    'pw-code': [32, 222, 344, 62],
    'pw-hint': [32, 290, 330, 44],
    'pw-pay': [32, 372, 106, 56],
    'pw-cancel': [144, 372, 106, 56],
    'pw-keys': [256, 372, 106, 56],
    'pw-side': [376, 70, 232, 358],
    'pw-side-title': [384, 76, 216, 30],
    'pw-remote': [431, 110, 122, 196],
    'pw-side-text': [384, 310, 216, 48],
    'pw-ask': [384, 312, 216, 50],
    'pw-forgot': [384, 368, 104, 52],
    'pw-other': [496, 368, 104, 52],
  },
};

/** One digit of the password: width, height, the gap behind it. */
export const PASS_DIGIT: { readonly [drawing in 'hd' | 'sd']: readonly [number, number, number] } = {
  hd: [94, 96, 15],
  sd: [46, 54, 9],
};
