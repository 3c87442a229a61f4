/**
 * Draws the page's marks, signs and grounds into public/marks, and their places into src/cashier/marks.json: `node scripts/draw-marks.ts`. Run after
 * a change below scripts/marks; the pictures are kept in the repository, so that a build needs none of the programs.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCREEN } from '../src/tv/ui/sizes.ts';
import type { Drawing } from '../src/tv/ui/sizes.ts';
import { GROUNDS, groundSvg } from './marks/grounds.ts';
import { quantised, raster } from './marks/raster.ts';
import { cellsOf, composed, marksOf, SHEETS } from './marks/sheets.ts';
import type { SheetName } from './marks/sheets.ts';

const OUT = fileURLToPath(new URL('../public/marks/', import.meta.url));
/** Where each mark stands, for the style sheet. */
const TABLE = fileURLToPath(new URL('../src/cashier/marks.json', import.meta.url));
/** The same marks for windows that show the HD drawing larger. */
const FINE = 1.5;

/** Of all drawings: a change of them without drawing anew is told by a test. */
export function drawingsHash(): string {
  const hash = createHash('sha256');
  for (const drawing of ['hd', 'sd'] as const) {
    for (const sheet of SHEETS) hash.update(JSON.stringify(marksOf(sheet, drawing)));
    for (const ground of GROUNDS) hash.update(groundSvg(ground, ...SCREEN[drawing]));
  }
  return hash.digest('hex').slice(0, 16);
}

function write(name: string, bytes: Buffer): void {
  writeFileSync(join(OUT, name), bytes);
  console.log(name.padEnd(20), String(bytes.length).padStart(7), 'bytes');
}

function drawSheet(sheet: SheetName, drawing: Drawing) {
  const marks = marksOf(sheet, drawing);
  const { width, height, cells } = cellsOf(marks);
  const svg = composed(marks, cells, width, height);
  write(`${sheet}-${drawing}.png`, quantised(raster(svg, width, height), 192));
  if (drawing === 'hd') write(`${sheet}-fhd.png`, quantised(raster(svg, width * FINE, height * FINE), 192));
  return { width, height, at: Object.fromEntries(marks.map(({ name }, i) => [name, cells[i]])) };
}

function main(): void {
  const table: { [name: string]: object } = {};
  for (const drawing of ['hd', 'sd'] as const) {
    for (const sheet of SHEETS) table[`${sheet}-${drawing}`] = drawSheet(sheet, drawing);
    for (const ground of GROUNDS) {
      const [width, height] = SCREEN[drawing];
      write(`${ground}-${drawing}.png`, quantised(raster(groundSvg(ground, width, height), width, height), 128));
    }
  }
  writeFileSync(TABLE, JSON.stringify({ drawings: drawingsHash(), sheets: table }, null, 1) + '\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
