/** Where things stand on the screens on which a card is typed: the part of sizes.ts that is theirs. */
import type { Box } from '../sizes.ts';

/** A later one wins where a thing wears two. Those of one row (label, typed, qm, told-at, pick, drop) take its top and height. */
export const CARD_BOX_NAMES = [
  'qm',
  'ask-title',
  'pan',
  'pan-ask',
  'bank',
  'tips',
  'act-a',
  'act-b',
  'act-c',
  'why',
  'label',
  'typed',
  'told-at',
  'pick',
  'drop',
  'codes',
  'code-ask',
  'sms-pay',
  'sms-again',
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
  /** Type of what is typed into the fields of a check: the 18 digits of an ID fit, so elder mode has the same. */
  typed: number;
}

export const CARD_BOXES: { readonly hd: Boxes; readonly sd: Boxes } = {
  hd: {
    'ask-title': [64, 112, 1152, 58],
    pan: [64, 184, 1036, 100],
    'pan-ask': [1116, 184, 100, 100],
    bank: [64, 304, 1152, 56],
    tips: [64, 376, 728, 76],
    'act-a': [64, 548, 300, 76],
    'act-b': [380, 548, 212, 76],
    'act-c': [608, 548, 184, 76],
    why: [64, 170, 1152, 32],
    label: [64, 206, 204, 0],
    typed: [276, 206, 404, 0],
    qm: [692, 206, 100, 0],
    'told-at': [812, 206, 404, 0],
    pick: [64, 184, 972, 0],
    drop: [1052, 184, 164, 0],
    codes: [64, 180, 612, 108],
    'code-ask': [692, 180, 100, 108],
    'sms-pay': [64, 456, 416, 80],
    'sms-again': [496, 456, 296, 80],
    pad: [812, 296, 404, 328],
  },
  sd: {
    'ask-title': [32, 78, 576, 38],
    pan: [32, 122, 508, 60],
    'pan-ask': [552, 122, 56, 60],
    bank: [32, 192, 576, 40],
    tips: [32, 240, 390, 72],
    'act-a': [32, 408, 158, 48],
    'act-b': [198, 408, 122, 48],
    'act-c': [328, 408, 96, 48],
    why: [32, 116, 576, 22],
    label: [32, 138, 112, 0],
    typed: [146, 138, 232, 0],
    qm: [384, 138, 40, 0],
    'told-at': [434, 138, 174, 0],
    pick: [32, 122, 460, 0],
    drop: [502, 122, 106, 0],
    codes: [32, 120, 338, 66],
    'code-ask': [378, 120, 46, 66],
    'sms-pay': [32, 344, 226, 56],
    'sms-again': [266, 344, 158, 56],
    pad: [434, 192, 174, 264],
  },
};

export const CARD_ROWS: { readonly hd: CardRows; readonly sd: CardRows } = {
  hd: {
    rows: {
      fr: { top: 206, height: 72, step: 84, count: 4 },
      gr: { top: 206, height: 45, step: 48, count: 7 },
      lr: { top: 184, height: 64, step: 74, count: 6 },
    },
    digit: [84, 84, 12],
    typed: 34,
  },
  sd: {
    rows: {
      fr: { top: 144, height: 54, step: 62, count: 4 },
      gr: { top: 142, height: 35, step: 37, count: 7 },
      lr: { top: 122, height: 48, step: 55, count: 6 },
    },
    digit: [46, 52, 7],
    typed: 19,
  },
};
