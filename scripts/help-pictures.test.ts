import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fieldHelp } from '../src/cashier/secret-entry/field-pictures.ts';
import type { CardPicture } from '../src/cashier/secret-entry/field-pictures.ts';
import { PICTURES } from '../src/cashier/css.ts';
import { HELP_PICTURES, helpWords } from '../src/cashier/help.ts';
import { LANGS } from '../src/protocol/order.ts';
import { TEXTS } from '../src/protocol/texts/index.ts';
import { helpSvg } from './help-pictures.ts';
import { palettePng } from './png.ts';

const CIRCLED = /<text [^>]*text-anchor="middle"/g;

test('a picture has as many numbers as there are sentences, in every language', () => {
  for (const lang of LANGS) {
    const { words } = TEXTS[lang];
    for (const picture of PICTURES) {
      const known = HELP_PICTURES.find((one) => one === picture);
      const { title, lines } = known ? helpWords(known, words) : fieldHelp(picture as CardPicture, words);
      expect([lang, picture, title !== '', helpSvg(picture, 480, 440).match(CIRCLED)?.length]).toEqual([lang, picture, true, lines.length]);
    }
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
