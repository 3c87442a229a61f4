/** The grounds behind the screens: a gradient and layers of karst hills, the Li river's skyline, grown from seeds. */
import { seeded } from '../../e2e/support/random.ts';
import { gradient } from './parts.ts';

export const GROUNDS = ['calm', 'dawn', 'night'] as const;
export type Ground = (typeof GROUNDS)[number];

interface Range {
  base: number;
  low: number;
  high: number;
  step: number;
  seed: number;
}

/** Peaks with steep flanks and round heads that overlap. */
function hills(w: number, h: number, { base, low, high, step, seed }: Range): string {
  const chance = seeded(seed);
  const n = (value: number) => value.toFixed(1);
  let d = '';
  for (let x = -step; x < w + step; x += step * (0.55 + chance() * 0.5)) {
    const top = base - (low + (high - low) * chance() * chance());
    const half = step * (0.55 + 0.4 * chance());
    const lean = (chance() - 0.5) * half * 0.4;
    d += `M${n(x - half)} ${h}V${base}C${n(x - half * 0.55)} ${base} ${n(x + lean - half * 0.42)} ${n(top)} ${n(x + lean)} ${n(top)}S${n(x + half * 0.55)} ${base} ${n(x + half)} ${base}V${h}Z`;
  }
  return d;
}

type Layer = readonly [base: number, low: number, high: number, step: number, seed: number, fill: string];

/** Fractions of the height, then sizes at a width of 1280. */
const LAYERS: { readonly [ground in Ground]: readonly Layer[] } = {
  calm: [
    [0.93, 16, 110, 130, 11, '#0e2132'],
    [0.99, 10, 70, 104, 5, '#0b1b2a'],
  ],
  dawn: [
    [0.82, 30, 230, 150, 7, '#1c5a68'],
    [0.87, 30, 210, 126, 31, '#164556'],
    [0.94, 20, 130, 110, 12, '#0f3142'],
    [1, 8, 70, 84, 3, '#0a1f2e'],
  ],
  night: [
    [0.84, 20, 170, 150, 19, '#163454'],
    [0.92, 20, 130, 116, 8, '#102842'],
    [1, 8, 66, 84, 41, '#0b1c2f'],
  ],
};

const STOPS: { readonly [ground in Ground]: readonly (readonly [offset: number, colour: string])[] } = {
  calm: [
    [0, '#16344c'],
    [0.5, '#0e2133'],
    [1, '#0a1724'],
  ],
  dawn: [
    [0, '#0c1d33'],
    [0.45, '#123c58'],
    [0.8, '#1f6f78'],
    [1, '#2a8a84'],
  ],
  night: [
    [0, '#0a1628'],
    [0.6, '#10294a'],
    [1, '#163a5e'],
  ],
};

function between(ground: Ground, w: number, h: number, s: number): string {
  if (ground === 'dawn')
    return (
      [
        [430, 0.05],
        [300, 0.07],
        [190, 0.1],
      ] as const
    )
      .map(([r, o]) => `<circle cx="${w * 0.47}" cy="${h * 0.7}" r="${r * s}" fill="#f0c48c" fill-opacity="${o}"/>`)
      .join('');
  if (ground !== 'night') return '';
  return Array.from({ length: 34 }, (_, i) => {
    const chance = seeded(i * 77 + 5);
    const [x, y, r, o] = [chance() * w, chance() * h * 0.6, (1 + chance() * 1.3) * s, 0.25 + chance() * 0.45];
    return `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${r.toFixed(2)}" fill="#8fb0d6" fill-opacity="${o.toFixed(2)}"/>`;
  }).join('');
}

export function groundSvg(ground: Ground, w: number, h: number): string {
  const s = w / 1280;
  const angle = ground === 'calm' ? 'x1="0" y1="0" x2="0.25" y2="1"' : 'x1="0" y1="0" x2="0" y2="1"';
  const stops = STOPS[ground].map(([offset, colour]) => `<stop offset="${offset}" stop-color="${colour}"/>`).join('');
  const layers = LAYERS[ground].map(
    ([base, low, high, step, seed, fill]) =>
      `<path d="${hills(w, h, { base: h * base, low: low * s, high: high * s, step: step * s, seed })}" fill="${fill}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}"><defs>${gradient('a', '', '', angle).replace(/<stop.*\/>/, stops)}</defs><rect width="${w}" height="${h}" fill="url(#a)"/>${between(ground, w, h, s)}${layers.join('')}</svg>`;
}
