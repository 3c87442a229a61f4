/** Boxes of the card screens: their part of sizes.ts. */
import type { Box } from '../../tv/ui/boxes.ts';
import { BANK_BOX_NAMES, BANK_BOXES } from './bank-sizes.ts';
import { PASS_BOX_NAMES, PASS_BOXES } from './pass-sizes.ts';

/** Of two classes on one element the later wins. Those of one row (field-label, entry-field, field-help, field-message, card-tile, card-forget) take its top and height. */
export const CARD_BOX_NAMES = [
  'field-help',
  'entry-title',
  'pan',
  'pan-help',
  'bank',
  'entry-hint',
  'entry-picture',
  'action-left',
  'action-middle',
  'action-right',
  'action-cancel',
  'why',
  'field-label',
  'entry-field',
  'field-message',
  'card-tile',
  'card-forget',
  'code-boxes',
  'code-help',
  'sms-face',
  'sms-hint',
  'sms-pay',
  'sms-again',
  'keypad',
  'code-sheet',
  'keypad-code',
  'keypad-close',
  'by-phone',
  ...BANK_BOX_NAMES,
  ...PASS_BOX_NAMES,
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
    'entry-title': [64, 104, 1152, 58],
    pan: [64, 184, 708, 108],
    'pan-help': [788, 184, 100, 108],
    bank: [64, 310, 708, 100],
    'entry-hint': [64, 424, 708, 72],
    'entry-picture': [812, 310, 334, 306],
    'action-left': [64, 536, 184, 80],
    'action-middle': [260, 536, 168, 80],
    'action-right': [440, 536, 148, 80],
    'action-cancel': [600, 536, 172, 80],
    why: [64, 164, 1152, 34],
    'field-label': [64, 206, 204, 0],
    'entry-field': [276, 206, 404, 0],
    'field-help': [692, 206, 80, 0],
    'field-message': [788, 206, 428, 0],
    'card-tile': [64, 176, 900, 0],
    'card-forget': [980, 176, 236, 0],
    'code-boxes': [64, 172, 612, 108],
    'code-help': [692, 172, 80, 108],
    'sms-face': [64, 290, 708, 56],
    'sms-hint': [64, 356, 708, 72],
    'sms-pay': [64, 440, 364, 80],
    'sms-again': [440, 440, 332, 80],
    keypad: [812, 204, 404, 412],
    'code-sheet': [780, 194, 436, 422],
    'keypad-code': [812, 302, 404, 314],
    'keypad-close': [812, 206, 404, 80],
    'by-phone': [980, 96, 236, 66],
    ...BANK_BOXES.hd,
    ...PASS_BOXES.hd,
  },
  sd: {
    'entry-title': [32, 66, 576, 38],
    pan: [32, 112, 508, 60],
    'pan-help': [552, 112, 56, 60],
    bank: [32, 182, 392, 46],
    'entry-hint': [32, 238, 392, 70],
    'entry-picture': [434, 186, 174, 160],
    'action-left': [32, 376, 116, 46],
    'action-middle': [154, 376, 98, 46],
    'action-right': [258, 376, 72, 46],
    'action-cancel': [336, 376, 88, 46],
    why: [32, 104, 576, 22],
    'field-label': [32, 132, 112, 0],
    'entry-field': [146, 132, 232, 0],
    'field-help': [384, 132, 40, 0],
    'field-message': [434, 132, 174, 0],
    'card-tile': [32, 112, 460, 0],
    'card-forget': [502, 112, 106, 0],
    'code-boxes': [32, 112, 338, 64],
    'code-help': [378, 112, 46, 64],
    'sms-face': [32, 182, 392, 38],
    'sms-hint': [32, 226, 392, 72],
    'sms-pay': [32, 314, 222, 50],
    'sms-again': [262, 314, 162, 50],
    keypad: [434, 130, 174, 292],
    'code-sheet': [424, 126, 184, 296],
    'keypad-code': [434, 182, 174, 240],
    'keypad-close': [434, 132, 174, 44],
    'by-phone': [470, 62, 138, 40],
    ...BANK_BOXES.sd,
    ...PASS_BOXES.sd,
  },
};

export const CARD_ROWS: { readonly hd: CardRows; readonly sd: CardRows } = {
  hd: {
    rows: {
      'field-row': { top: 206, height: 72, step: 80, count: 4 },
      'dense-row': { top: 206, height: 42, step: 46, count: 7 },
      'card-row': { top: 176, height: 68, step: 74, count: 6 },
    },
    sms_digit: [84, 96, 12],
    field_font: 34,
  },
  sd: {
    rows: {
      'field-row': { top: 132, height: 46, step: 54, count: 4 },
      'dense-row': { top: 132, height: 30, step: 33, count: 7 },
      'card-row': { top: 112, height: 44, step: 50, count: 6 },
    },
    sms_digit: [46, 56, 7],
    field_font: 19,
  },
};
