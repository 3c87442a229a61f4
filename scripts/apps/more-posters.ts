/** Posters of titles that have no drawing of their own: two colours, hills or rings from a seed, the title in letters. */
import { seeded } from '../../e2e/support/random.ts';
const PAIRS = [
  ['#1f6f78', '#0c1d33', '#f2c14b'],
  ['#7a1a6e', '#2a1030', '#ffe08a'],
  ['#c8665a', '#3a2044', '#fdeccb'],
  ['#2a6fc0', '#10243c', '#cfeafa'],
  ['#3f7d5a', '#12302c', '#eaf2c8'],
  ['#a82450', '#32102a', '#ffd7a8'],
  ['#8a5a22', '#241408', '#f4d796'],
  ['#4a66d8', '#1a1f58', '#9ff0d4'],
] as const;
const [W, H] = [168, 236];

const circle = (x: number, y: number, r: number, fill: string, o: number): string =>
  `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${r.toFixed(0)}" fill="${fill}" fill-opacity="${o}"/>`;

function hills(chance: () => number, fill: string): string {
  return [0.72, 0.82, 0.92]
    .map((base, i) => {
      let d = `M0 ${H}V${(H * base).toFixed(0)}`;
      for (let x = 0; x < W; x += 42) d += `q10 ${(-20 - chance() * (70 - i * 20)).toFixed(0)} 21 0t21 0`;
      return `<path d="${d}V${H}Z" fill="${fill}" fill-opacity="${0.35 + i * 0.25}"/>`;
    })
    .join('');
}

function rings(chance: () => number, fill: string): string {
  const [x, y] = [40 + chance() * 90, 120 + chance() * 40];
  return [90, 66, 44, 24].map((r) => circle(x, y, r, fill, 0.16)).join('');
}

function stripes(chance: () => number, fill: string): string {
  const lean = 20 + chance() * 60;
  return Array.from(
    { length: 9 },
    (_, i) => `<path d="M${i * 40 - 100} ${H}l${lean.toFixed(0)} -${H}h14l-${lean.toFixed(0)} ${H}z" fill="${fill}" fill-opacity=".14"/>`,
  ).join('');
}

const KINDS = [hills, rings, stripes];

/** The title in lines of at most four letters, as large as they go. */
function lettering(name: string, fill: string): string {
  const lines = name.match(/.{1,4}/gu) ?? [name];
  const size = Math.min(40, Math.floor(140 / Math.max(...lines.map((line) => line.length))));
  return lines
    .map(
      (line, i) =>
        `<text x="${W / 2}" y="${50 + i * size * 1.2}" font-family="Noto Sans CJK SC, WenQuanYi Micro Hei" font-weight="700" font-size="${size}" fill="${fill}" text-anchor="middle">${line}</text>`,
    )
    .join('');
}

export function posterSvg(name: string, n: number): string {
  const [top, bottom, ink] = PAIRS[n % PAIRS.length] ?? PAIRS[0];
  const draw = KINDS[n % KINDS.length] ?? hills;
  const chance = seeded(n * 97 + 11);
  const body = `<rect width="${W}" height="${H}" fill="url(#s)"/>${circle(30 + chance() * 110, 100 + chance() * 30, 22, ink, 0.85)}${draw(chance, draw === hills ? bottom : ink)}${lettering(name, ink)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${W} ${H}"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient><clipPath id="k"><rect width="${W}" height="${H}" rx="10"/></clipPath></defs><g clip-path="url(#k)">${body}</g></svg>`;
}
