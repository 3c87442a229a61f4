/** Which marks stand in which picture, at which size. One picture for all that a screen's first paint may need: one request, one decode. */
import type { Drawing } from '../../src/tv/ui/sizes.ts';
import { BRANDS, CARD_ART } from './brands.ts';
import { icon } from './icons.ts';
import type { Icon } from './icons.ts';
import { INK, JADE, QUIET, TEXT } from './parts.ts';
import { ring, SIGNS } from './signs.ts';

export interface Mark {
  /** The class that shows it. */
  name: string;
  svg: string;
  size: readonly [width: number, height: number];
}

export interface Cell {
  x: number;
  y: number;
  w: number;
  h: number;
}

export const SHEETS = ['marks', 'signs', 'ring'] as const;
export type SheetName = (typeof SHEETS)[number];

const QUIET_ICONS: readonly Icon[] = ['clock', 'question', 'large', 'cross', 'lock', 'shield', 'limit'];
const TEXT_ICONS: readonly Icon[] = ['keyboard', 'backspace', 'phone', 'receipt'];
const KEYS: readonly Icon[] = ['key_arrows', 'key_left_right', 'key_up_down', 'key_ok', 'key_back'];

const square = (n: number): readonly [number, number] => [n, n];

/** Marks `m-`, small ones `w-`, icons `i-` (jade `j-`, dark `k-`), keys by their own names, signs `d-`, frames of the ring `r-`. */
export function marksOf(sheet: SheetName, drawing: Drawing): Mark[] {
  const sd = drawing === 'sd';
  const of = (name: string, svg: string, size: readonly [number, number]): Mark => ({ name, svg, size });
  if (sheet === 'signs') return Object.entries(SIGNS).map(([name, svg]) => of('d-' + name, svg, square(sd ? 80 : 132)));
  if (sheet === 'ring') return [0, 1, 2, 3, 4, 5, 6, 7].map((i) => of('r-' + i, ring(i), square(sd ? 32 : 48)));
  const [mark, small, key, icons] = sd ? [32, 26, 24, 20] : [52, 44, 36, 28];
  return [
    of('art', CARD_ART, sd ? [60, 38] : [108, 68]),
    ...Object.entries(BRANDS).map(([name, svg]) => of('m-' + name, svg, square(mark))),
    ...Object.entries(BRANDS)
      .filter(([name]) => name !== 'brand')
      .map(([name, svg]) => of('w-' + name, svg, square(small))),
    ...KEYS.map((name) => of(name, icon(name, TEXT), square(key))),
    of('k-ok', icon('key_ok', INK), square(key)),
    ...QUIET_ICONS.map((name) => of('i-' + name, icon(name, QUIET), square(icons))),
    ...TEXT_ICONS.map((name) => of('i-' + name, icon(name, TEXT), square(icons))),
    of('j-check', icon('check', JADE), square(icons)),
    of('j-shield', icon('shield', JADE), square(icons)),
  ];
}

/** Rows of cells, none wider than 640, with a pixel between them. */
export function cellsOf(marks: readonly Mark[]): { width: number; height: number; cells: Cell[] } {
  let [x, y, row, width] = [0, 0, 0, 0];
  const cells = marks.map(({ size: [w, h] }) => {
    if (x + w > 640) [x, y, row] = [0, y + row + 2, 0];
    const cell = { x, y, w, h };
    x += w + 2;
    row = Math.max(row, h);
    width = Math.max(width, x - 2);
    return cell;
  });
  // Even, so that the picture of twice or 1.5 times the size has whole pixels too.
  return { width: width + (width % 2), height: y + row + ((y + row) % 2), cells };
}

/** All marks of a sheet in one SVG; ids of gradients are made different. */
export function composed(marks: readonly Mark[], cells: readonly Cell[], width: number, height: number): string {
  const inner = marks.map(({ svg }, i) => {
    const { x, y, w, h } = cells[i] as Cell;
    return svg
      .replace(/id="(\w+)"/g, `id="$1${i}"`)
      .replace(/url\(#(\w+)\)/g, `url(#$1${i})`)
      .replace('<svg ', `<svg x="${x}" y="${y}" width="${w}" height="${h}" `);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${inner.join('')}</svg>`;
}
