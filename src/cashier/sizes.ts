/**
 * The places of everything on the cashier's screens, for both drawings (tv/ui/sizes.ts). The build makes two blocks of CSS from it; only
 * canvas-sizes.ts is read at run time.
 */
import type { Box } from '../tv/ui/boxes.ts';
import { UI_SIZES } from '../tv/ui/sizes.ts';
import type { Drawing, UiSizes } from '../tv/ui/sizes.ts';
import type { BoxSeries } from './boxes.ts';
import { QR_PX } from './canvas-sizes.ts';
import { CARD_BOX_NAMES, CARD_BOXES, CARD_ROWS } from './secret-entry/entry-sizes.ts';
import type { CardRows } from './secret-entry/entry-sizes.ts';

/** The help's pictures; fhd: for windows that show the HD drawing larger. */
export const PICTURE_PX = { hd: [480, 440], fhd: [720, 660], sd: [252, 231] } as const;

export interface Sizes extends UiSizes, CardRows {
  boxes: { readonly [name in BoxName]: Box };
  /** Boxes whose class is made by boxName. */
  series: { readonly [name in BoxSeries]: readonly Box[] };
}

export const BOX_NAMES = [
  'order-title',
  'order-line',
  'order-sum',
  'price',
  'side',
  'one-code',
  'open-help',
  'large-type',
  'cancel',
  'elder-first',
  'elder-other',
  'elder-cancel',
  'elder-alone',
  'card',
  'scan-hint',
  'ask',
  'change',
  'renew',
  'scan-cancel',
  'help-scan',
  'message-alone',
  'sign',
  'title',
  'text',
  'track',
  'single',
  'pair-left',
  'pair-right',
  'code',
  'paid-title',
  'paid-text',
  'receipt',
  'go',
  'stay',
  'invoice',
  'dialog',
  'help',
  'offline',
  ...CARD_BOX_NAMES,
] as const;
export type BoxName = (typeof BOX_NAMES)[number];

/** Boxes of one size in rows: left, top, width, height, columns, rows, gaps. */
function grid([left, top, width, height]: Box, columns: number, rows: number, dx: number, dy: number): Box[] {
  return Array.from({ length: columns * rows }, (_, i): Box => {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    return [left + x * (width + dx), top + y * (height + dy), width, height];
  });
}

const hd: Sizes = {
  ...UI_SIZES.hd,
  boxes: {
    'order-title': [64, 98, 708, 44],
    'order-line': [64, 140, 708, 36],
    'order-sum': [64, 182, 708, 68],
    price: [318, 184, 454, 66],
    side: [820, 104, 396, 512],
    'one-code': [820, 104, 396, 512],
    'open-help': [64, 572, 142, 44],
    'large-type': [222, 572, 166, 44],
    cancel: [572, 570, 200, 46],
    'elder-first': [64, 306, 708, 140],
    'elder-other': [64, 466, 436, 120],
    'elder-cancel': [516, 466, 256, 120],
    'elder-alone': [64, 466, 708, 120],
    card: [64, 112, QR_PX.hd, QR_PX.hd],
    'scan-hint': [532, 330, 684, 72],
    ask: [532, 424, 334, 80],
    change: [882, 424, 334, 80],
    renew: [64, 544, 410, 72],
    'scan-cancel': [532, 520, 334, 72],
    'help-scan': [882, 534, 334, 44],
    'message-alone': [0, 56, 1280, 0],
    sign: [574, 104, 132, 132],
    title: [64, 246, 1152, 62],
    text: [140, 318, 1000, 0],
    track: [140, 402, 1000, 140],
    single: [430, 540, 420, 76],
    'pair-left': [214, 540, 418, 76],
    'pair-right': [648, 540, 418, 76],
    code: [64, 492, 1152, 34],
    'paid-title': [216, 112, 556, 62],
    'paid-text': [216, 174, 556, 44],
    receipt: [64, 248, 708, 268],
    go: [64, 536, 436, 80],
    stay: [516, 536, 256, 80],
    invoice: [820, 104, 396, 512],
    dialog: [190, 130, 900, 380],
    help: [112, 70, 1056, 516],
    offline: [0, 600, 1280, 120],
    ...CARD_BOXES.hd,
  },
  // Ways to pay: two big ones, three rows, up to six in two columns; below a remembered card up to four low ones, or six dense ones.
  series: {
    'tile-big': grid([64, 264, 708, 138], 1, 2, 0, 16),
    'tile-row': grid([64, 264, 708, 88], 1, 3, 0, 14),
    'tile-half': grid([64, 264, 346, 88], 2, 3, 16, 14),
    'tile-card': [[64, 264, 708, 100]],
    'tile-low': grid([64, 380, 346, 82], 2, 2, 16, 12),
    'tile-dense': grid([64, 376, 346, 56], 2, 3, 16, 8),
    'tile-elder': grid([112, 132, 1056, 104], 1, 3, 0, 14),
    'tile-elder-half': grid([112, 132, 520, 104], 2, 3, 16, 14),
    'scan-step': grid([532, 112, 684, 56], 1, 3, 0, 14),
  },
  ...CARD_ROWS.hd,
};

const sd: Sizes = {
  ...UI_SIZES.sd,
  boxes: {
    'order-title': [32, 66, 296, 28],
    'order-line': [32, 94, 296, 24],
    'order-sum': [32, 122, 296, 46],
    price: [160, 122, 168, 46],
    side: [344, 66, 264, 354],
    'one-code': [344, 66, 264, 354],
    'open-help': [32, 386, 84, 34],
    'large-type': [124, 386, 94, 34],
    cancel: [226, 386, 102, 34],
    'elder-first': [32, 188, 296, 92],
    'elder-other': [32, 292, 174, 76],
    'elder-cancel': [214, 292, 114, 76],
    'elder-alone': [32, 292, 296, 76],
    card: [32, 80, QR_PX.sd, QR_PX.sd],
    'scan-hint': [338, 206, 270, 52],
    ask: [338, 268, 270, 46],
    change: [338, 322, 270, 46],
    renew: [32, 378, 290, 44],
    'scan-cancel': [338, 376, 146, 46],
    'help-scan': [492, 382, 116, 34],
    'message-alone': [0, 40, 640, 0],
    sign: [280, 72, 80, 80],
    title: [32, 160, 576, 42],
    text: [48, 210, 544, 0],
    track: [32, 276, 576, 92],
    single: [190, 372, 260, 50],
    'pair-left': [96, 372, 216, 50],
    'pair-right': [328, 372, 216, 50],
    code: [32, 342, 576, 24],
    'paid-title': [126, 78, 482, 40],
    'paid-text': [126, 118, 482, 28],
    receipt: [32, 164, 576, 196],
    go: [32, 372, 360, 50],
    stay: [404, 372, 204, 50],
    invoice: [352, 66, 256, 294],
    dialog: [50, 100, 540, 270],
    help: [36, 66, 568, 366],
    offline: [0, 424, 640, 102],
    ...CARD_BOXES.sd,
  },
  series: {
    'tile-big': grid([32, 176, 296, 94], 1, 2, 0, 10),
    'tile-row': grid([32, 176, 296, 60], 1, 3, 0, 9),
    'tile-half': grid([32, 176, 144, 60], 2, 3, 8, 9),
    'tile-card': [[32, 176, 296, 68]],
    'tile-low': grid([32, 254, 144, 56], 2, 2, 8, 8),
    'tile-dense': grid([32, 250, 144, 40], 2, 3, 8, 4),
    'tile-elder': grid([56, 106, 528, 78], 1, 3, 0, 9),
    'tile-elder-half': grid([56, 106, 260, 78], 2, 3, 8, 9),
    'scan-step': grid([338, 80, 270, 34], 1, 3, 0, 8),
  },
  ...CARD_ROWS.sd,
};

export const SIZES: { readonly [drawing in Drawing]: Sizes } = { hd, sd };
