/** Strokes that the help's pictures share. */
export const BODY = '#24364c';
export const EDGE = '#5d7590';
export const GLASS = '#0b1622';
export const PAPER = '#e3e9f0';
export const INK = '#101418';
export const KEY = '#3a506b';
export const JADE = '#58dcc0';

export const rect = (x: number, y: number, w: number, h: number, r: number, fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" ${more}/>`;
export const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
export const path = (d: string, stroke: string, width: number, more = '') =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const at = (x: number, y: number, inner: string, scale = 1) => `<g transform="translate(${x} ${y}) scale(${scale})">${inner}</g>`;

/** Which sentence this is about. */
export const number = (x: number, y: number, n: number) =>
  circle(x, y, 19, JADE) +
  `<text x="${x}" y="${y + 9}" font-family="sans-serif" font-weight="bold" font-size="25" text-anchor="middle" fill="${GLASS}">${n}</text>`;

/** From a point to a point, with its head at the second. */
export function arrow(x1: number, y1: number, x2: number, y2: number): string {
  const turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  const head = `<path d="M0 0L-20 -11L-20 11Z" fill="${JADE}" transform="translate(${x2} ${y2}) rotate(${turn})"/>`;
  const short = 14 / Math.hypot(x2 - x1, y2 - y1);
  return path(`M${x1} ${y1}L${x2 - (x2 - x1) * short} ${y2 - (y2 - y1) * short}`, JADE, 6) + head;
}

/** A phone seen from its front. */
export const phone = (w: number, h: number, screen: string, inner: string) =>
  rect(0, 0, w, h, 20, BODY, `stroke="${EDGE}" stroke-width="4"`) + rect(11, 14, w - 22, h - 28, 8, screen) + inner;
