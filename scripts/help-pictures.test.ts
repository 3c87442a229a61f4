import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fieldHelp } from '../src/cashier/secret-entry/field-pictures.ts';
import type { BankPicture, CardPicture } from '../src/cashier/secret-entry/field-pictures.ts';
import { PICTURES } from '../src/cashier/css.ts';
import { HELP_PICTURES, helpWords } from '../src/cashier/help.ts';
import { CHANNELS } from '../src/channels/index.ts';
import type { HelpPicture } from '../src/cashier/help.ts';
import type { Lang } from '../src/protocol/order.ts';
import { LANGS } from '../src/protocol/order.ts';
import { TEXTS } from '../src/protocol/texts/index.ts';
import { helpSvg } from './help-pictures.ts';
import { palettePng } from './png.ts';

const CIRCLED = /<text [^>]*text-anchor="middle"/g;

/** The sentences that stand beside a picture: the page's own, or those of the channel that shows it. */
function helpOf(picture: HelpPicture, lang: Lang) {
  const text = CHANNELS.find((one) => one.help_picture === picture)?.texts[lang].help;
  return helpWords({ picture, text }, TEXTS[lang].words);
}

test('a picture has as many numbers as there are sentences, in every language', () => {
  for (const lang of LANGS) {
    const { words } = TEXTS[lang];
    for (const picture of PICTURES) {
      const known = HELP_PICTURES.find((one) => one === picture);
      const { title, lines } = known ? helpOf(known, lang) : fieldHelp(picture as CardPicture | BankPicture, words);
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
