/** Strokes and shapes of which marks are made: no font and no outside file. Everything is drawn in a square of 96. */
export const TEXT = '#e6ebf0';
export const QUIET = '#b9c9d8';
export const JADE = '#58dcc0';
export const INK = '#14202c';

export const svg = (body: string, w = 96, h = 96): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}">${body}</svg>`;

export const gradient = (id: string, a: string, b: string, angle = 'x1="0" y1="0" x2="0.6" y2="1"'): string =>
  `<linearGradient id="${id}" ${angle}><stop offset="0" stop-color="${a}"/><stop offset="1" stop-color="${b}"/></linearGradient>`;

/** Shapes of one ink; `o` is the strength of a second tone. */
export function pen(ink: string) {
  const stroke = (w: number) => `stroke="${ink}" stroke-width="${w}"`;
  return {
    line: (d: string, w = 7) => `<path d="${d}" fill="none" ${stroke(w)} stroke-linecap="round" stroke-linejoin="round"/>`,
    fill: (d: string, o = 0.22) => `<path d="${d}" fill="${ink}" fill-opacity="${o}"/>`,
    dot: (cx: number, cy: number, r: number) => `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${ink}"/>`,
    ring: (cx: number, cy: number, r: number, w = 7, o = 0) =>
      `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${ink}" fill-opacity="${o}" ${stroke(w)}/>`,
    box: (x: number, y: number, w: number, h: number, r: number, o = 0) =>
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${ink}" fill-opacity="${o}" ${stroke(7)}/>`,
  };
}
