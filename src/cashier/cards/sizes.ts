/** Where things stand on the screens on which a card is typed: the part of sizes.ts that is theirs. */
import type { Box } from '../sizes.ts';

/** Those of one row (label, typed, qm, told-at, remember, pick, drop, other-pick) take its top and height. */
export const CARD_BOX_NAMES = [
  'ask-title',
  'pan',
  'pan-ask',
  'bank',
  'tips',
  'act-a',
  'act-b',
  'act-c',
  'face',
  'why',
  'label',
  'typed',
  'qm',
  'told-at',
  'remember',
  'pick',
  'drop',
  'other-pick',
  'sms-to',
  'codes',
  'code-ask',
  'sms-tips',
  'sms-pay',
  'sms-again',
  'low-a',
  'low-b',
  'low-c',
  'pad',
] as const;
type CardBoxName = (typeof CARD_BOX_NAMES)[number];
type Boxes = { readonly [name in CardBoxName]: Box };

export interface RowSizes {
  top: number;
  height: number;
  /** From one row's top to the next one's. */
  step: number;
  count: number;
}

export interface CardRows {
  /** Rows below one another: fields of a card, the same closer together, recent cards. */
  rows: { readonly [name in 'fr' | 'gr' | 'lr']: RowSizes };
  /** One of the boxes of a code: width, height, and the gap behind it. */
  digit: readonly [number, number, number];
}

export const CARD_BOXES: { readonly hd: Boxes; readonly sd: Boxes } = {
  hd: {
    'ask-title': [64, 112, 1152, 58],
    pan: [64, 184, 1036, 100],
    'pan-ask': [1116, 184, 100, 100],
    bank: [64, 304, 728, 56],
    tips: [64, 376, 728, 76],
    'act-a': [64, 548, 300, 76],
    'act-b': [380, 548, 212, 76],
    'act-c': [608, 548, 184, 76],
    face: [64, 108, 1152, 52],
    why: [64, 162, 1152, 34],
    label: [64, 206, 204, 0],
    typed: [276, 206, 404, 0],
    qm: [692, 206, 100, 0],
    'told-at': [812, 206, 404, 0],
    remember: [276, 206, 516, 0],
    pick: [64, 184, 972, 0],
    drop: [1052, 184, 164, 0],
    'other-pick': [64, 184, 972, 0],
    'sms-to': [64, 168, 1152, 58],
    codes: [64, 244, 612, 108],
    'code-ask': [692, 244, 100, 108],
    'sms-tips': [64, 366, 728, 76],
    'sms-pay': [64, 452, 408, 80],
    'sms-again': [488, 452, 304, 80],
    'low-a': [64, 548, 228, 76],
    'low-b': [308, 548, 184, 76],
    'low-c': [508, 548, 284, 76],
    pad: [812, 296, 404, 328],
  },
  sd: {
    'ask-title': [32, 78, 576, 38],
    pan: [32, 122, 508, 60],
    'pan-ask': [552, 122, 56, 60],
    bank: [32, 192, 390, 40],
    tips: [32, 240, 390, 72],
    'act-a': [32, 408, 158, 48],
    'act-b': [198, 408, 122, 48],
    'act-c': [328, 408, 96, 48],
    face: [32, 72, 576, 36],
    why: [32, 108, 576, 24],
    label: [32, 138, 112, 0],
    typed: [146, 138, 232, 0],
    qm: [384, 138, 40, 0],
    'told-at': [434, 138, 174, 0],
    remember: [146, 138, 278, 0],
    pick: [32, 122, 460, 0],
    drop: [502, 122, 106, 0],
    'other-pick': [32, 122, 460, 0],
    'sms-to': [32, 112, 576, 40],
    codes: [32, 158, 338, 68],
    'code-ask': [378, 158, 46, 68],
    'sms-tips': [32, 236, 392, 66],
    'sms-pay': [32, 310, 226, 54],
    'sms-again': [266, 310, 158, 54],
    'low-a': [32, 408, 122, 48],
    'low-b': [162, 408, 96, 48],
    'low-c': [266, 408, 158, 48],
    pad: [434, 192, 174, 264],
  },
};

export const CARD_ROWS: { readonly hd: CardRows; readonly sd: CardRows } = {
  hd: {
    rows: {
      fr: { top: 206, height: 72, step: 84, count: 4 },
      gr: { top: 200, height: 46, step: 49, count: 7 },
      lr: { top: 184, height: 64, step: 74, count: 6 },
    },
    digit: [84, 84, 12],
  },
  sd: {
    rows: {
      fr: { top: 138, height: 54, step: 62, count: 4 },
      gr: { top: 136, height: 36, step: 38, count: 7 },
      lr: { top: 122, height: 48, step: 55, count: 6 },
    },
    digit: [46, 52, 7],
  },
};
