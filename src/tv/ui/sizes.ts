/**
 * Two drawings of every screen: HD is 1280x720, SD 640x526 with its own places, because it is narrower in proportion. All
 * other windows show one of them larger or smaller (fit.ts). Read by the build and by tests; nothing here runs on a box.
 */
export type Drawing = 'hd' | 'sd';

/** Font sizes by role. */
export interface Type {
  amount: number;
  title: number;
  head: number;
  body: number;
  hint: number;
}

export interface UiSizes {
  type: Type;
  /** For viewers who asked for large type. */
  elder: Type;
  /** What matters stands this far from the edges: a TV may not show more. */
  safe: { x: number; y: number };
  radius: number;
  /** Width of the edges of tiles, buttons and fields: even, for interlaced screens. */
  edge: number;
  pad: number;
  /** Between things that belong together. */
  gap: number;
  /** The picture of a way to pay or an app, square. */
  mark: number;
  header: { top: number; height: number };
  /** The line above the key hints, and their one row. */
  footer: { rule: number; top: number; height: number; icon: number };
}

export const SCREEN: { readonly [drawing in Drawing]: readonly [width: number, height: number] } = { hd: [1280, 720], sd: [640, 526] };

export const UI_SIZES: { readonly [drawing in Drawing]: UiSizes } = {
  hd: {
    type: { amount: 56, title: 44, head: 32, body: 28, hint: 24 },
    elder: { amount: 88, title: 52, head: 44, body: 36, hint: 32 },
    safe: { x: 64, y: 36 },
    radius: 14,
    edge: 4,
    pad: 24,
    gap: 16,
    mark: 52,
    header: { top: 36, height: 52 },
    footer: { rule: 640, top: 648, height: 40, icon: 36 },
  },
  sd: {
    type: { amount: 36, title: 30, head: 20, body: 18, hint: 16 },
    elder: { amount: 48, title: 32, head: 26, body: 22, hint: 19 },
    safe: { x: 32, y: 26 },
    radius: 8,
    edge: 4,
    pad: 14,
    gap: 8,
    mark: 32,
    header: { top: 26, height: 34 },
    footer: { rule: 444, top: 452, height: 34, icon: 24 },
  },
};
