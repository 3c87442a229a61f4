/**
 * The one table of sizes. HD is 1280x720; FHD is HD times 1.5; SD is 640x526 with its own places, because it is
 * narrower in proportion. The build makes three blocks of CSS from it; only what canvases need is read at run time.
 */
import { CARD_BOX_NAMES, CARD_BOXES, CARD_ROWS } from './secret-entry/entry-sizes.ts';
import type { CardRows } from './secret-entry/entry-sizes.ts';
import { MARK_PX, QR_PX } from './canvas-sizes.ts';
import type { Size } from './canvas-sizes.ts';

/** [left, top, width, height] in pixels; a height of 0 is left to the contents. */
export type Box = readonly [number, number, number, number];

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
  /** Outline of what has the focus: even, for interlaced screens. */
  outline: number;
  pad: number;
  boxes: { readonly [name in BoxName]: Box };
}

export const BOX_NAMES = [
  'what',
  'sum',
  'note',
  'side',
  'b0',
  'b1',
  'w0',
  'w1',
  'w2',
  'n0',
  'n1',
  'n2',
  'n3',
  'n4',
  'n5',
  'e0',
  'e1',
  'e2',
  'g0',
  'g1',
  'g2',
  'g3',
  'g4',
  'g5',
  'card',
  's0',
  's1',
  's2',
  'hint',
  'ask',
  'change',
  'renew',
  'open-help',
  'help-scan',
  'help-elder',
  'calm',
  'mark-big',
  'title',
  'paid-sum',
  'paid-text',
  'text',
  'one',
  'two-a',
  'two-b',
  'code',
  'dialog',
  'help',
  'away',
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
    what: [64, 120, 660, 40],
    sum: [64, 164, 660, 76],
    note: [64, 588, 660, 36],
    side: [788, 124, 428, 424],
    // Ways to pay: two big ones, three rows, up to six in two columns; the same across the screen for elder mode.
    b0: [64, 262, 660, 148],
    b1: [64, 426, 660, 148],
    w0: [64, 262, 660, 96],
    w1: [64, 370, 660, 96],
    w2: [64, 478, 660, 96],
    n0: [64, 262, 324, 96],
    n1: [400, 262, 324, 96],
    n2: [64, 370, 324, 96],
    n3: [400, 370, 324, 96],
    n4: [64, 478, 324, 96],
    n5: [400, 478, 324, 96],
    e0: [64, 262, 1152, 104],
    e1: [64, 378, 1152, 104],
    e2: [64, 494, 1152, 104],
    g0: [64, 262, 568, 104],
    g1: [648, 262, 568, 104],
    g2: [64, 378, 568, 104],
    g3: [648, 378, 568, 104],
    g4: [64, 494, 568, 104],
    g5: [648, 494, 568, 104],
    card: [88, 160, QR_PX.hd, QR_PX.hd],
    s0: [580, 160, 636, 44],
    s1: [580, 218, 636, 44],
    s2: [580, 276, 636, 44],
    hint: [580, 344, 636, 66],
    ask: [580, 416, 308, 76],
    change: [908, 416, 308, 76],
    renew: [580, 508, 308, 62],
    'open-help': [1036, 562, 180, 60],
    'help-scan': [908, 508, 308, 62],
    'help-elder': [1036, 172, 180, 64],
    calm: [0, 48, 1280, 0],
    'mark-big': [574, 124, MARK_PX.hd, MARK_PX.hd],
    title: [64, 278, 1152, 62],
    'paid-sum': [64, 344, 1152, 76],
    'paid-text': [64, 426, 1152, 44],
    text: [150, 356, 980, 0],
    one: [430, 510, 420, 76],
    'two-a': [330, 510, 300, 76],
    'two-b': [650, 510, 300, 76],
    code: [64, 594, 1152, 32],
    dialog: [210, 150, 860, 340],
    help: [112, 70, 1056, 516],
    away: [0, 594, 1280, 126],
    ...CARD_BOXES.hd,
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
    what: [32, 82, 336, 26],
    sum: [32, 110, 336, 50],
    note: [32, 424, 336, 26],
    side: [392, 86, 216, 310],
    b0: [32, 176, 336, 112],
    b1: [32, 300, 336, 112],
    w0: [32, 176, 336, 72],
    w1: [32, 258, 336, 72],
    w2: [32, 340, 336, 72],
    n0: [32, 176, 164, 72],
    n1: [204, 176, 164, 72],
    n2: [32, 258, 164, 72],
    n3: [204, 258, 164, 72],
    n4: [32, 340, 164, 72],
    n5: [204, 340, 164, 72],
    e0: [32, 176, 576, 76],
    e1: [32, 262, 576, 76],
    e2: [32, 348, 576, 76],
    g0: [32, 176, 283, 76],
    g1: [325, 176, 283, 76],
    g2: [32, 262, 283, 76],
    g3: [325, 262, 283, 76],
    g4: [32, 348, 283, 76],
    g5: [325, 348, 283, 76],
    card: [32, 112, QR_PX.sd, QR_PX.sd],
    s0: [338, 112, 270, 32],
    s1: [338, 152, 270, 32],
    s2: [338, 192, 270, 32],
    hint: [338, 232, 270, 48],
    ask: [338, 288, 270, 46],
    change: [338, 342, 270, 46],
    renew: [338, 396, 150, 40],
    'open-help': [498, 404, 110, 40],
    'help-scan': [498, 396, 110, 40],
    'help-elder': [498, 112, 110, 44],
    calm: [0, 40, 640, 0],
    'mark-big': [280, 84, MARK_PX.sd, MARK_PX.sd],
    title: [32, 176, 576, 44],
    'paid-sum': [32, 224, 576, 50],
    'paid-text': [32, 284, 576, 30],
    text: [60, 226, 520, 0],
    one: [190, 376, 260, 52],
    'two-a': [96, 376, 216, 52],
    'two-b': [328, 376, 216, 52],
    code: [32, 434, 576, 24],
    dialog: [60, 110, 520, 250],
    help: [36, 66, 568, 366],
    away: [0, 442, 640, 84],
    ...CARD_BOXES.sd,
  },
  ...CARD_ROWS.sd,
};

/** Every HD number times 1.5. */
export function scaled(from: Sizes, by: number): Sizes {
  return JSON.parse(JSON.stringify(from), (_key, value) => (typeof value === 'number' ? Math.round(value * by) : value)) as Sizes;
}

export const SIZES = (): { readonly [size in Size]: Sizes } => ({ hd, fhd: scaled(hd, 1.5), sd });
