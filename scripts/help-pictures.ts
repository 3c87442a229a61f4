/** The pictures of the help, as SVG of 480x440 without a word in them: numbers lead from the sentences to the places. */
import type { Picture } from '../src/cashier/css.ts';
import type { HelpPicture } from '../src/cashier/help.ts';
import { BANK_DRAWN } from './bank-help-pictures.ts';
import { CARD_DRAWN } from './card-pictures.ts';
import { JADE, arrow, at, BODY, circle, EDGE, GLASS, INK, KEY, number, PAPER, path, phone, rect } from './picture-parts.ts';

/** A code of 11 modules of 8: nobody can scan it, everybody knows it. */
const CODE = [
  '11101010111',
  '10100110101',
  '11101010111',
  '00010011000',
  '10110101101',
  '01001110010',
  '10111001011',
  '00001010100',
  '11101101011',
  '10100110010',
  '11101011101',
];
const code = CODE.map((row, y) => [...row].map((bit, x) => (bit === '1' ? rect(x * 8, y * 8, 8, 8, 0, INK) : '')).join('')).join('');

/** The four corners of a finder, as both apps draw 扫一扫. */
const finder = (size: number, stroke: string, width: number) => {
  const a = size * 0.3;
  const s = size;
  return (
    path(`M0 ${a}V0H${a}M${s - a} 0H${s}V${a}M${s} ${s - a}V${s}H${s - a}M${a} ${s}H0V${s - a}`, stroke, width) +
    path(`M${s * 0.1} ${s / 2}H${s * 0.9}`, stroke, width)
  );
};

const tv = (code_scale: number) =>
  rect(0, 0, 214, 136, 8, BODY, `stroke="${EDGE}" stroke-width="4"`) +
  rect(9, 9, 196, 118, 3, GLASS) +
  rect(107 - 55, 68 - 55, 110, 110, 4, PAPER) +
  at(107 - 44 * code_scale, 68 - 44 * code_scale, code, code_scale) +
  path('M107 138V158M66 160H148', EDGE, 8);

/** A phone that sees the TV's code in its finder. */
const aiming = phone(
  116,
  196,
  GLASS,
  rect(58 - 37, 56, 74, 74, 3, PAPER) + at(58 - 33, 60, code, 0.75) + at(58 - 45, 48, finder(90, JADE, 5)),
);

const lines = (x: number, y: number, widths: readonly number[], gap: number) =>
  widths.map((w, i) => rect(x, y + i * gap, w, 9, 4, '#c3cdd9')).join('');

const plusPhone = phone(
  204,
  380,
  PAPER,
  rect(11, 14, 182, 48, 8, '#1f8a50') +
    rect(28, 33, 64, 10, 5, PAPER) +
    circle(166, 38, 15, 'none', `stroke="${PAPER}" stroke-width="4"`) +
    path('M158 38H174M166 30V46', PAPER, 4) +
    [0, 1, 2, 3].map((i) => rect(28, 226 + i * 36, 26, 26, 5, '#c3cdd9') + lines(66, 228 + i * 36, [104 - i * 14], 14)).join('') +
    rect(60, 78, 126, 128, 8, '#3d4a5a') +
    path('M152 80L166 66L180 80Z', '#3d4a5a', 2, 'style="fill:#3d4a5a"') +
    [0, 1, 2]
      .map((i) => rect(78, 98 + i * 38, 20, 20, 4, i === 1 ? 'none' : '#7d8b9c') + rect(110, 103 + i * 38, 58, 9, 4, '#b8c3cf'))
      .join('') +
    rect(64, 126, 118, 40, 6, '#56677c', `stroke="${JADE}" stroke-width="4"`) +
    at(78, 135, finder(22, '#fafafa', 3.5)) +
    rect(110, 142, 58, 9, 4, '#f0f0f0'),
);

const topPhone = phone(
  204,
  380,
  PAPER,
  rect(11, 14, 182, 118, 8, '#1767b8') +
    rect(28, 30, 118, 18, 9, '#4b8ccb') +
    [1, 2, 3].map((i) => rect(32 + i * 42, 74, 24, 24, 6, '#8fb8e0') + rect(32 + i * 42, 108, 24, 7, 3, '#8fb8e0')).join('') +
    rect(21, 64, 48, 60, 8, '#2f7fd0', `stroke="${JADE}" stroke-width="4"`) +
    at(33, 74, finder(24, '#fafafa', 4)) +
    rect(33, 108, 24, 7, 3, '#fafafa') +
    [0, 1, 2].map((row) => [0, 1, 2, 3].map((i) => rect(28 + i * 40, 152 + row * 48, 28, 28, 7, '#c3cdd9')).join('')).join('') +
    lines(28, 306, [148, 120], 22),
);

/** The phone's screen at the left, the TV and what the phone sees at the right. */
const scene = (screen: string) => at(14, 36, screen) + at(250, 22, tv(1)) + at(300, 224, aiming) + arrow(358, 262, 358, 186);

const SCENES: { readonly [name in HelpPicture]: () => string } = {
  remote: () =>
    at(
      130,
      14,
      rect(0, 0, 220, 412, 40, BODY, `stroke="${EDGE}" stroke-width="4"`) +
        circle(110, 144, 84, KEY) +
        ['M110 78L94 98H126Z', 'M110 210L94 190H126Z', 'M44 144L64 128V160Z', 'M176 144L156 128V160Z']
          .map((d) => `<path d="${d}" fill="${PAPER}"/>`)
          .join('') +
        circle(110, 144, 38, BODY, `stroke="${PAPER}" stroke-width="5"`) +
        circle(110, 144, 15, PAPER) +
        rect(26, 246, 70, 40, 20, KEY) +
        path('M72 276C84 276 84 258 72 258H52M60 250L50 258L60 267', PAPER, 5) +
        rect(124, 246, 70, 40, 20, KEY) +
        [0, 1, 2].map((row) => [0, 1, 2].map((col) => rect(40 + col * 50, 312 + row * 28, 40, 16, 8, KEY)).join('')).join('') +
        rect(84, 20, 52, 10, 5, KEY),
    ) +
    number(54, 96, 1) +
    arrow(80, 102, 166, 128) +
    number(426, 84, 2) +
    arrow(402, 92, 277, 138) +
    number(54, 280, 3) +
    arrow(80, 280, 150, 280),
  'scan-plus': () => scene(plusPhone) + number(208, 36, 1) + number(50, 182, 2) + number(440, 212, 3),
  'scan-top': () => scene(topPhone) + number(58, 196, 1) + arrow(58, 186, 58, 166) + number(440, 212, 2),
  scan: () =>
    at(80, 16, tv(1), 1.5) +
    at(180, 228, aiming, 1) +
    path('M196 292L162 196M280 292L318 196', JADE, 4, 'stroke-dasharray="2 12"') +
    number(140, 322, 1) +
    number(364, 96, 2),
};

const DRAWN: { readonly [name in Picture]: () => string } = { ...SCENES, ...CARD_DRAWN, ...BANK_DRAWN };

export const HELP_BOX = { width: 480, height: 440 } as const;

/** The whole picture, on a ground of its own that stands off the panel. */
export function helpSvg(name: Picture, width: number, height: number): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${HELP_BOX.width} ${HELP_BOX.height}">` +
    rect(0, 0, HELP_BOX.width, HELP_BOX.height, 12, '#0f1d2e') +
    DRAWN[name]() +
    '</svg>'
  );
}
