/** Draws the coordinate card and the token of public/help anew: `node scripts/draw-bank-pictures.ts`. The outputs are kept. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quantised, raster } from './marks/raster.ts';

const SIZES = {
  card: { sd: [232, 176], hd: [560, 424], fhd: [840, 636] },
  token: { sd: [138, 219], hd: [300, 476], fhd: [450, 714] },
} as const;

for (const [name, sizes] of Object.entries(SIZES))
  for (const [size, [width, height]] of Object.entries(sizes)) {
    const svg = readFileSync(join(import.meta.dirname, 'bank-pictures', name + '.svg'), 'utf8');
    writeFileSync(join(import.meta.dirname, '../public/help', `bank-${name}-${size}.png`), quantised(raster(svg, width, height), 64));
  }
