import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { HELP_PICTURES, helpWords } from '../src/cashier/help.ts';
import { LANGS } from '../src/protocol/order.ts';
import { TEXTS } from '../src/protocol/texts/index.ts';
import { helpSvg } from './help-pictures.ts';
import { palettePng } from './png.ts';

test('the picture has as many numbers as there are sentences, in every language', () => {
  for (const lang of LANGS) {
    const { words } = TEXTS[lang];
    const count = HELP_PICTURES.map((picture) => helpWords(picture, words).lines.length);
    const drawnNumbers = HELP_PICTURES.map((picture) => helpSvg(picture, 480, 440).match(/<text /g)?.length);
    expect([lang, count]).toEqual([lang, [3, 3, 2, 2]]);
    expect(drawnNumbers).toEqual(count);
  }
});

test('a PNG with a palette says what its pixels were', () => {
  const png = palettePng(new Uint8Array([255, 0, 0, 255, 255, 0, 0, 255, 0, 0, 255, 255, 255, 0, 0, 255]), 2, 2);
  const plte = png.indexOf('PLTE');
  const idat = png.indexOf('IDAT');
  expect([...png.subarray(plte + 4, plte + 10)]).toEqual([255, 0, 0, 0, 0, 255]);
  const length = png.readUInt32BE(idat - 4);
  expect([...inflateSync(png.subarray(idat + 4, idat + 4 + length))]).toEqual([0, 0, 0, 0, 1, 0]);
});
