/**
 * Draws the TV apps' marks, posters and scenes into public/marks and public/apps: `node scripts/draw-apps.ts`. Run after a change of
 * scripts/apps; the pictures are kept in the repository. Needs rsvg-convert, pngquant and convert (apt-get install librsvg2-bin pngquant imagemagick).
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import titles from '../src/apps/film/data/titles.json' with { type: 'json' };
import { posterSvg } from './apps/more-posters.ts';
import { BRANDS } from './marks/brands.ts';
import { quantised, raster } from './marks/raster.ts';
import { cellsOf, composed } from './marks/sheets.ts';
import type { Mark } from './marks/sheets.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const drawing = (name: string): string => readFileSync(join(ROOT, 'scripts/apps/drawings', name + '.svg'), 'utf8');
const write = (path: string, bytes: Buffer | string): void => {
  writeFileSync(join(ROOT, path), bytes);
  console.log(path.padEnd(36), String(bytes.length).padStart(7), 'bytes');
};

const APPS = ['mango', 'topup', 'shop', 'hall', 'home'] as const;
const ICONS = ['ticket', 'history', 'bell'] as const;
const LINE_ICONS = ['user', 'plus', 'minus'] as const;
const FINE = 1.5;

/** In the ink of what cannot be chosen now. */
const inOff = (svg: string): string => svg.replaceAll('#e6ebf0', '#6f8498');
/** In the dark ink that stands on the focus. */
const inInk = (svg: string): string => svg.replaceAll('#e6ebf0', '#14202c');

function marks(sd: boolean): Mark[] {
  const [mark, large, wide, icon, line, small, key] = sd ? [32, 44, 48, 34, 22, 18, 24] : [52, 80, 84, 60, 36, 26, 36];
  const of = (name: string, file: string, size: number): Mark => ({ name, svg: drawing(file), size: [size, size] });
  return [
    ...APPS.map((app) => of('m-' + app, 'mark-' + app, mark)),
    ...APPS.map((app) => of('b-' + app, 'mark-' + app, large)),
    ...ICONS.map((name) => of('a-' + name, 'i-' + name, icon)),
    ...LINE_ICONS.map((name) => of('a-' + name, 'i-' + name, line)),
    ...(['plus', 'minus'] as const).map((name): Mark => ({ name: 'q-' + name, svg: inOff(drawing('i-' + name)), size: [line, line] })),
    ...(['ticket', 'history'] as const).map((name): Mark => ({ name: 'k-' + name, svg: inInk(drawing('i-' + name)), size: [icon, icon] })),
    ...LINE_ICONS.map((name): Mark => ({ name: 'k-' + name, svg: inInk(drawing('i-' + name)), size: [line, line] })),
    of('a-tv', 'i-tv', wide),
    of('k-tv', 'k-tv', wide),
    of('s-lock', 'i-lock', small),
    of('s-star', 'j-star', small),
    of('k-check', 'k-check', small),
    of('key_home', 'i-key-home', key),
    { name: 'g-brand', svg: BRANDS.brand, size: [sd ? 22 : 32, sd ? 22 : 32] },
  ];
}

/** Wide pictures have two-way colour changes, which palettes band. */
function jpeg(name: string, width: number, height: number): void {
  const png = PNG.sync.write(raster(drawing(name), width, height));
  write(
    `public/apps/${name}.jpg`,
    execFileSync('convert', ['png:-', '-sampling-factor', '4:2:0', '-quality', '84', '-strip', 'jpg:-'], {
      input: png,
      maxBuffer: 64 << 20,
    }),
  );
}

mkdirSync(join(ROOT, 'public/apps'), { recursive: true });
const table: { [name: string]: object } = {};
for (const size of ['hd', 'sd'] as const) {
  const all = marks(size === 'sd');
  const { width, height, cells } = cellsOf(all);
  const svg = composed(all, cells, width, height);
  write(`public/marks/apps-${size}.png`, quantised(raster(svg, width, height), 192));
  if (size === 'hd') write('public/marks/apps-fhd.png', quantised(raster(svg, width * FINE, height * FINE), 192));
  table['apps-' + size] = { width, height, at: Object.fromEntries(all.map(({ name }, i) => [name, cells[i]])) };
}
write('src/apps/page/marks.json', JSON.stringify(table, null, 1) + '\n');

const drawn = new Set([
  'lijiang',
  'sing',
  'kitchen',
  'craft',
  'market',
  'camp',
  'cave',
  'gulf',
  'terrace',
  'drum',
  'birds',
  'tower',
  'whale',
  'brocade',
]);
titles.titles.forEach(({ id, name }, n) => {
  const svg = drawn.has(id) ? drawing('poster-' + id) : posterSvg(name, n);
  write(`public/apps/poster-${id}.png`, quantised(raster(svg, 168, 236), drawn.has(id) ? 96 : 48));
});
jpeg('scene-left', 1280, 720);
jpeg('hero', 1280, 330);
jpeg('scene', 560, 315);
write('public/apps/hallcard.png', quantised(raster(drawing('hallcard'), 552, 332), 96));
