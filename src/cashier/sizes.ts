/**
 * The one table of sizes. HD is 1280x720; FHD is HD times 1.5; SD is 640x526 with its own places, because it is
 * narrower in proportion. The build makes three blocks of CSS from it; only canvas-sizes.ts is read at run time.
 */
import type { Box } from '../tv/ui/boxes.ts';
import type { BoxSeries } from './boxes.ts';
import { CARD_BOX_NAMES, CARD_BOXES, CARD_ROWS } from './secret-entry/entry-sizes.ts';
import type { CardRows } from './secret-entry/entry-sizes.ts';
import { QR_PX } from './canvas-sizes.ts';
import type { Size } from './canvas-sizes.ts';

export const SCREEN: { readonly [size in Size]: readonly [number, number] } = { hd: [1280, 720], fhd: [1920, 1080], sd: [640, 526] };

/** The help's pictures. */
export const PICTURE_PX: { readonly [size in Size]: readonly [number, number] } = { hd: [480, 440], fhd: [720, 660], sd: [252, 231] };

export interface Sizes extends CardRows {
  /** Font sizes by role; `elder` is one step larger. */
  type: { amount: number; title: number; body: number; hint: number };
  elder: { amount: number; title: number; body: number; hint: number };
  safe: { x: number };
  ribbon: { top: number; height: number };
  /** `row` is the height of its one line, which stands above the unsafe strip at the edge. */
  footer: { top: number; height: number; lead: number; row: number };
  radius: number;
  /** Outline of the focused control: even, for interlaced screens. */
  outline: number;
  pad: number;
  boxes: { readonly [name in BoxName]: Box };
  /** Boxes whose class is made by boxName. */
  series: { readonly [name in BoxSeries]: readonly Box[] };
}

export const BOX_NAMES = [
  'order-line',
  'order-sum',
  'note',
  'side',
  'card',
  'hint',
  'ask',
  'change',
  'renew',
  'open-help',
  'help-scan',
  'help-elder',
  'message-alone',
  'sign',
  'title',
  'paid-sum',
  'paid-text',
  'text',
  'single',
  'pair-left',
  'pair-right',
  'code',
  'dialog',
  'help',
  'offline',
  ...CARD_BOX_NAMES,
] as const;
export type BoxName = (typeof BOX_NAMES)[number];

const hd: Sizes = {
  type: { amount: 56, title: 44, body: 28, hint: 24 },
  elder: { amount: 64, title: 52, body: 34, hint: 28 },
  safe: { x: 64 },
  ribbon: { top: 36, height: 60 },
  footer: { top: 632, height: 88, lead: 8, row: 40 },
  radius: 12,
  outline: 4,
  pad: 30,
  boxes: {
    'order-line': [64, 120, 660, 40],
    'order-sum': [64, 164, 660, 76],
    note: [64, 588, 660, 36],
    side: [788, 124, 428, 424],
    card: [88, 160, QR_PX.hd, QR_PX.hd],
    hint: [580, 344, 636, 66],
    ask: [580, 416, 308, 76],
    change: [908, 416, 308, 76],
    renew: [580, 508, 308, 62],
    'open-help': [1036, 562, 180, 60],
    'help-scan': [908, 508, 308, 62],
    'help-elder': [1036, 172, 180, 64],
    'message-alone': [0, 48, 1280, 0],
    sign: [574, 124, 132, 132],
    title: [64, 278, 1152, 62],
    'paid-sum': [64, 344, 1152, 76],
    'paid-text': [64, 426, 1152, 44],
    text: [150, 356, 980, 0],
    single: [430, 510, 420, 76],
    'pair-left': [330, 510, 300, 76],
    'pair-right': [650, 510, 300, 76],
    code: [64, 594, 1152, 32],
    dialog: [210, 150, 860, 340],
    help: [112, 70, 1056, 516],
    offline: [0, 594, 1280, 126],
    ...CARD_BOXES.hd,
  },
  // Ways to pay: two big ones, three rows, up to six in two columns; the same across the screen for elder mode.
  series: {
    'tile-big': [
      [64, 262, 660, 148],
      [64, 426, 660, 148],
    ],
    'tile-row': [
      [64, 262, 660, 96],
      [64, 370, 660, 96],
      [64, 478, 660, 96],
    ],
    'tile-half': [
      [64, 262, 324, 96],
      [400, 262, 324, 96],
      [64, 370, 324, 96],
      [400, 370, 324, 96],
      [64, 478, 324, 96],
      [400, 478, 324, 96],
    ],
    'tile-elder': [
      [64, 262, 1152, 104],
      [64, 378, 1152, 104],
      [64, 494, 1152, 104],
    ],
    'tile-elder-half': [
      [64, 262, 568, 104],
      [648, 262, 568, 104],
      [64, 378, 568, 104],
      [648, 378, 568, 104],
      [64, 494, 568, 104],
      [648, 494, 568, 104],
    ],
    'scan-step': [
      [580, 160, 636, 44],
      [580, 218, 636, 44],
      [580, 276, 636, 44],
    ],
  },
  ...CARD_ROWS.hd,
};

const sd: Sizes = {
  type: { amount: 36, title: 30, body: 18, hint: 16 },
  elder: { amount: 42, title: 34, body: 22, hint: 19 },
  safe: { x: 32 },
  ribbon: { top: 26, height: 40 },
  footer: { top: 464, height: 62, lead: 4, row: 30 },
  radius: 6,
  outline: 4,
  pad: 14,
  boxes: {
    'order-line': [32, 82, 336, 26],
    'order-sum': [32, 110, 336, 50],
    note: [32, 424, 336, 26],
    side: [392, 86, 216, 310],
    card: [32, 112, QR_PX.sd, QR_PX.sd],
    hint: [338, 232, 270, 48],
    ask: [338, 288, 270, 46],
    change: [338, 342, 270, 46],
    renew: [338, 396, 150, 40],
    'open-help': [498, 404, 110, 40],
    'help-scan': [498, 396, 110, 40],
    'help-elder': [498, 112, 110, 44],
    'message-alone': [0, 40, 640, 0],
    sign: [280, 84, 80, 80],
    title: [32, 176, 576, 44],
    'paid-sum': [32, 224, 576, 50],
    'paid-text': [32, 284, 576, 30],
    text: [60, 226, 520, 0],
    single: [190, 376, 260, 52],
    'pair-left': [96, 376, 216, 52],
    'pair-right': [328, 376, 216, 52],
    code: [32, 434, 576, 24],
    dialog: [60, 110, 520, 250],
    help: [36, 66, 568, 366],
    offline: [0, 442, 640, 84],
    ...CARD_BOXES.sd,
  },
  series: {
    'tile-big': [
      [32, 176, 336, 112],
      [32, 300, 336, 112],
    ],
    'tile-row': [
      [32, 176, 336, 72],
      [32, 258, 336, 72],
      [32, 340, 336, 72],
    ],
    'tile-half': [
      [32, 176, 164, 72],
      [204, 176, 164, 72],
      [32, 258, 164, 72],
      [204, 258, 164, 72],
      [32, 340, 164, 72],
      [204, 340, 164, 72],
    ],
    'tile-elder': [
      [32, 176, 576, 76],
      [32, 262, 576, 76],
      [32, 348, 576, 76],
    ],
    'tile-elder-half': [
      [32, 176, 283, 76],
      [325, 176, 283, 76],
      [32, 262, 283, 76],
      [325, 262, 283, 76],
      [32, 348, 283, 76],
      [325, 348, 283, 76],
    ],
    'scan-step': [
      [338, 112, 270, 32],
      [338, 152, 270, 32],
      [338, 192, 270, 32],
    ],
  },
  ...CARD_ROWS.sd,
};

/** Every HD number times 1.5. */
export function scaled<T>(from: T, by: number): T {
  return JSON.parse(JSON.stringify(from), (_key, value) => (typeof value === 'number' ? Math.round(value * by) : value)) as T;
}

export const SIZES = (): { readonly [size in Size]: Sizes } => ({ hd, fhd: scaled(hd, 1.5), sd });
