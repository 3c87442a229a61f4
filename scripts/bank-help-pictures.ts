/** The help's pictures for accounts at a bank: the coordinate card, the device that computes, and which password is meant. */
import type { BankPicture } from '../src/cashier/secret-entry/field-pictures.ts';
import { arrow, at, circle, EDGE, INK, JADE, number, PAPER, path, rect } from './picture-parts.ts';

/** As in a photograph: light from above, a shadow below. */
const shade = (id: string, from: string, to: string) =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;
const DEFS =
  '<defs>' +
  shade('b-paper', '#e9eef3', '#bccad6') +
  shade('b-red', '#d23a46', '#94121e') +
  shade('b-foil', '#b4c1cd', '#8b9cab') +
  shade('b-body', '#42536a', '#1d2835') +
  shade('b-lcd', '#cfe2c6', '#a3c09d') +
  shade('b-coin', '#f0d489', '#a8822c') +
  shade('b-lid', '#55677c', '#2a3745') +
  '</defs>';

const shadow = (x: number, y: number, w: number, h: number, r: number) =>
  [14, 9, 5].map((by, i) => rect(x - by / 2, y + by, w + by, h, r + by / 2, '#000', `opacity="${0.16 + i * 0.04}"`)).join('');

const word = (x: number, y: number, size: number, text: string, fill: string, width: number) =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-weight="bold" font-size="${size}" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${fill}">${text}</text>`;

/** A cell that has been scratched: the foil is gone in strokes, its digits are there. */
const scratched = (x: number, y: number, w: number, h: number, digits: string) =>
  rect(x, y, w, h, 3, '#f7f9fb') +
  path(`M${x + 3} ${y + 4}L${x + w - 4} ${y + 3}`, '#a9b7c4', 2) +
  word(x + 4, y + h - 6, h - 6, digits, INK, w - 8);

const CELL = { left: 40, top: 78, w: 28, h: 21, across: 31, down: 24 } as const;
const cellAt = (column: number, row: number): readonly [number, number] => [CELL.left + column * CELL.across, CELL.top + row * CELL.down];

/** Letters over the columns, numbers beside the rows, foil over the cells. */
function coordinateCard(): string {
  const cells = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((row) =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((column) => rect(...cellAt(column, row), CELL.w, CELL.h, 3, 'url(#b-foil)')),
  );
  const letters = [...'ABCDEFGHIJ'].map((letter, i) =>
    word(cellAt(i, 0)[0] + (letter === 'I' ? 11 : 8), 70, 17, letter, '#2b3845', letter === 'I' ? 6 : letter === 'J' ? 8 : 12),
  );
  const numbers = [...'12345678'].map((digit, i) => word(16, cellAt(0, i)[1] + 17, 17, digit, '#2b3845', 11));
  return (
    shadow(0, 0, 362, 280, 14) +
    rect(0, 0, 362, 280, 14, 'url(#b-paper)') +
    `<path d="M0 44V14A14 14 0 0 1 14 0H348A14 14 0 0 1 362 14V44Z" fill="url(#b-red)"/>` +
    circle(28, 22, 12, 'none', `stroke="${PAPER}" stroke-width="2.500"`) +
    path('M22 17H34M28 17V27M22 27H34', PAPER, 2.5) +
    rect(52, 15, 128, 14, 7, '#f1c9cc') +
    letters.join('') +
    numbers.join('') +
    cells.join('') +
    scratched(...cellAt(1, 2), CELL.w, CELL.h, '528') +
    scratched(...cellAt(6, 5), CELL.w, CELL.h, '174') +
    [cellAt(1, 2), cellAt(6, 5)]
      .map(([x, y]) => rect(x - 5, y - 5, CELL.w + 10, CELL.h + 10, 8, 'none', `stroke="${JADE}" stroke-width="4"`))
      .join('')
  );
}

/** The coin that scratches. */
const coin =
  circle(4, 8, 40, '#000', 'opacity=".25"') +
  circle(0, 0, 40, 'url(#b-coin)', 'stroke="#8a6a22" stroke-width="3"') +
  circle(0, 0, 31, 'none', 'stroke="#c9a651" stroke-width="3"') +
  rect(-9, -9, 18, 18, 2, '#8a6a22');

/** Six boxes as on the screen, filled with what was read. */
const answer = (x: number, y: number) =>
  [...'528174']
    .map((digit, i) => {
      const left = x + i * 40 + (i > 2 ? 22 : 0);
      return rect(left, y, 34, 44, 6, '#0b1622', `stroke="${EDGE}" stroke-width="3"`) + word(left + 9, y + 32, 28, digit, PAPER, 16);
    })
    .join('');

const deviceKey = (x: number, y: number, label: string, fill = '#66788d') =>
  rect(x, y + 4, 48, 32, 10, '#131b25') +
  rect(x, y, 48, 32, 10, fill) +
  (label ? word(x + 24 - label.length * 6, y + 24, 21, label, PAPER, label.length * 12) : '');

/** The token in the hand's size, its password on the display. */
function device(): string {
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', '']
    .map((label, i) => deviceKey(24 + (i % 3) * 60, 164 + Math.floor(i / 3) * 44, label))
    .join('');
  return (
    shadow(0, 0, 216, 356, 34) +
    rect(0, 0, 216, 356, 34, 'url(#b-body)', 'stroke="#71849a" stroke-width="3"') +
    path('M24 14C60 6 156 6 192 14', '#8fa2b6', 3, 'opacity=".5"') +
    rect(22, 26, 172, 70, 10, '#0d141b') +
    rect(29, 33, 158, 56, 6, 'url(#b-lcd)') +
    word(48, 74, 36, '528174', '#15231a', 128) +
    deviceKey(24, 116, '', '#c0333e') +
    path('M48 122v8M41.500 126.500a9 9 0 1 0 13 0', '#f6e6e7', 3) +
    deviceKey(144, 116, '', '#2a9a63') +
    path('M158 132L165 139L178 125', '#e8f6ee', 4) +
    keys +
    path('M192 356', EDGE, 1)
  );
}

/** The screen's challenge, as it is typed on the device. */
const challenge = (x: number, y: number) =>
  rect(x, y, 150, 84, 8, '#24364c', `stroke="${EDGE}" stroke-width="4"`) +
  rect(x + 8, y + 8, 134, 68, 3, '#0b1622') +
  [...'45.00']
    .map((char, i) => {
      const left = x + 16 + i * 24;
      return rect(left, y + 24, 21, 36, 4, char === '.' ? JADE : PAPER) + word(left + 5, y + 51, 24, char, INK, char === '.' ? 6 : 12);
    })
    .join('') +
  path(`M${x + 75} ${y + 86}V${y + 98}M${x + 46} ${y + 100}H${x + 104}`, EDGE, 7);

const dots = (x: number, y: number, count: number, fill: string, across: number) =>
  Array.from({ length: count }, (_, i) => circle(x + i * across, y, 6, fill)).join('');

/** A computer with the bank's site, where the password was made. */
const laptop =
  shadow(30, 0, 300, 190, 12) +
  rect(30, 0, 300, 190, 12, 'url(#b-lid)') +
  rect(42, 12, 276, 160, 4, '#f2f5f8') +
  rect(42, 12, 276, 30, 4, 'url(#b-red)') +
  circle(60, 27, 9, 'none', `stroke="${PAPER}" stroke-width="2"`) +
  path('M55.500 23H64.500M60 23V31M55.500 31H64.500', PAPER, 2) +
  rect(78, 21, 86, 12, 6, '#f1c9cc') +
  rect(66, 62, 78, 10, 5, '#9fb0bf') +
  rect(66, 82, 228, 40, 6, '#fff', 'stroke="#7d8b9c" stroke-width="2"') +
  word(78, 111, 24, 'abc', INK, 42) +
  dots(134, 103, 7, INK, 20) +
  rect(66, 138, 92, 22, 6, '#2f6aa8') +
  `<path d="M0 196H360L342 216H18Z" fill="#8496a9"/>` +
  rect(150, 196, 60, 7, 3, '#5b6c7e');

/** The keys of a cash machine, crossed out. */
const cashMachine =
  shadow(0, 0, 190, 130, 12) +
  rect(0, 0, 190, 130, 12, 'url(#b-body)', 'stroke="#71849a" stroke-width="3"') +
  rect(18, 14, 154, 28, 5, '#0b1622') +
  dots(40, 28, 6, PAPER, 22) +
  [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => rect(34 + (i % 3) * 44, 52 + Math.floor(i / 3) * 24, 34, 18, 5, '#66788d')).join('') +
  path('M-14 8L204 124M204 8L-14 124', '#e5555f', 9);

export const BANK_DRAWN: { readonly [name in BankPicture]: () => string } = {
  bank_static: () =>
    DEFS +
    at(60, 34, laptop) +
    rect(118, 108, 244, 56, 12, 'none', `stroke="${JADE}" stroke-width="5"`) +
    number(390, 136, 1) +
    at(145, 284, cashMachine) +
    number(376, 350, 2),
  bank_coordinates: () =>
    DEFS +
    at(46, 30, coordinateCard()) +
    number(430, 52, 1) +
    at(322, 272, coin, 0.8) +
    number(378, 296, 2) +
    answer(96, 362) +
    number(396, 384, 3),
  bank_token: () =>
    DEFS +
    at(216, 38, device()) +
    number(204, 172, 1) +
    challenge(30, 236) +
    number(56, 220, 2) +
    arrow(186, 276, 232, 264) +
    rect(238, 62, 172, 76, 12, 'none', `stroke="${JADE}" stroke-width="5"`) +
    number(446, 100, 3),
};
