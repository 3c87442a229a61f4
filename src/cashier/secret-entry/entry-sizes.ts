/** Boxes of the card screens: their part of sizes.ts. */
import type { Box } from '../../tv/ui/boxes.ts';

/** Of two classes on one element the later wins. Those of one row (field-label, entry-field, field-help, field-message, card-tile, card-forget) take its top and height. */
export const CARD_BOX_NAMES = [
  'field-help',
  'entry-title',
  'pan',
  'pan-help',
  'bank',
  'entry-hint',
  'action-left',
  'action-middle',
  'action-right',
  'why',
  'field-label',
  'entry-field',
  'field-message',
  'card-tile',
  'card-forget',
  'code-boxes',
  'code-help',
  'sms-pay',
  'sms-again',
  'keypad',
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
  rows: { readonly [name in 'field-row' | 'dense-row' | 'card-row']: RowSizes };
  /** One of the boxes of a code: width, height, and the gap behind it. */
  sms_digit: readonly [number, number, number];
  /** Font size of the fields of a check: the 18 digits of an ID fit, so elder mode has the same. */
  field_font: number;
}

export const CARD_BOXES: { readonly hd: Boxes; readonly sd: Boxes } = {
  hd: {
    'entry-title': [64, 112, 1152, 58],
    pan: [64, 184, 1036, 100],
    'pan-help': [1116, 184, 100, 100],
    bank: [64, 304, 1152, 56],
    'entry-hint': [64, 376, 728, 76],
    'action-left': [64, 548, 300, 76],
    'action-middle': [380, 548, 212, 76],
    'action-right': [608, 548, 184, 76],
    why: [64, 170, 1152, 32],
    'field-label': [64, 206, 204, 0],
    'entry-field': [276, 206, 404, 0],
    'field-help': [692, 206, 100, 0],
    'field-message': [812, 206, 404, 0],
    'card-tile': [64, 184, 972, 0],
    'card-forget': [1052, 184, 164, 0],
    'code-boxes': [64, 180, 612, 108],
    'code-help': [692, 180, 100, 108],
    'sms-pay': [64, 456, 416, 80],
    'sms-again': [496, 456, 296, 80],
    keypad: [812, 296, 404, 328],
  },
  sd: {
    'entry-title': [32, 78, 576, 38],
    pan: [32, 122, 508, 60],
    'pan-help': [552, 122, 56, 60],
    bank: [32, 192, 576, 40],
    'entry-hint': [32, 240, 390, 72],
    'action-left': [32, 408, 158, 48],
    'action-middle': [198, 408, 122, 48],
    'action-right': [328, 408, 96, 48],
    why: [32, 116, 576, 22],
    'field-label': [32, 138, 112, 0],
    'entry-field': [146, 138, 232, 0],
    'field-help': [384, 138, 40, 0],
    'field-message': [434, 138, 174, 0],
    'card-tile': [32, 122, 460, 0],
    'card-forget': [502, 122, 106, 0],
    'code-boxes': [32, 120, 338, 66],
    'code-help': [378, 120, 46, 66],
    'sms-pay': [32, 344, 226, 56],
    'sms-again': [266, 344, 158, 56],
    keypad: [434, 192, 174, 264],
  },
};

export const CARD_ROWS: { readonly hd: CardRows; readonly sd: CardRows } = {
  hd: {
    rows: {
      'field-row': { top: 206, height: 72, step: 84, count: 4 },
      'dense-row': { top: 206, height: 45, step: 48, count: 7 },
      'card-row': { top: 184, height: 64, step: 74, count: 6 },
    },
    sms_digit: [84, 84, 12],
    field_font: 34,
  },
  sd: {
    rows: {
      'field-row': { top: 144, height: 54, step: 62, count: 4 },
      'dense-row': { top: 142, height: 35, step: 37, count: 7 },
      'card-row': { top: 122, height: 48, step: 55, count: 6 },
    },
    sms_digit: [46, 52, 7],
    field_font: 19,
  },
};
