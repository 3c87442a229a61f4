import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import MARKS from '../src/cashier/marks.json' with { type: 'json' };
import { drawingsHash } from './draw-marks.ts';
import { GROUNDS } from './marks/grounds.ts';
import { cellsOf, marksOf, SHEETS } from './marks/sheets.ts';

const file = (name: string): string => new URL('../public/marks/' + name, import.meta.url).pathname;
const sizeIn = (name: string): [number, number] => {
  const bytes = readFileSync(file(name));
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

test('the pictures are drawn from the sources as they stand: else `node scripts/draw-marks.ts`', () => {
  expect(MARKS.drawings).toBe(drawingsHash());
});

test.each(['hd', 'sd'] as const)('%s: each mark stands alone in its picture, at the place that the table says', (drawing) => {
  for (const sheet of SHEETS) {
    const { width, height, cells } = cellsOf(marksOf(sheet, drawing));
    const table = MARKS.sheets[`${sheet}-${drawing}`];
    expect(Object.values(table.at)).toEqual(cells);
    expect(sizeIn(`${sheet}-${drawing}.png`)).toEqual([width, height]);
    if (drawing === 'hd') expect(sizeIn(`${sheet}-fhd.png`)).toEqual([width * 1.5, height * 1.5]);
    cells.forEach((a, i) =>
      cells.slice(i + 1).forEach((b) => {
        expect(a.x + a.w < b.x || b.x + b.w < a.x || a.y + a.h < b.y || b.y + b.h < a.y).toBe(true);
      }),
    );
  }
});

test('a first paint needs few bytes of pictures: marks and one ground', () => {
  for (const size of ['hd', 'sd', 'fhd'])
    for (const ground of GROUNDS) {
      const bytes = statSync(file(`marks-${size}.png`)).size + statSync(file(`${ground}-${size === 'sd' ? 'sd' : 'hd'}.png`)).size;
      expect([size, ground, bytes < 34_000]).toEqual([size, ground, true]);
    }
});
