/** The help's pictures for typing a card: where each number stands, on the card, the ID, the phone and the remote. */
import type { CardPicture } from '../src/cashier/secret-entry/field-pictures.ts';
import { JADE, arrow, at, BODY, circle, EDGE, GLASS, INK, KEY, number, PAPER, path, phone, rect } from './picture-parts.ts';

const CARD = '#2f5f95';
const CARD_EDGE = '#4b8ccb';
const GREY = '#9fb3c8';
const YELLOW = '#e0b32e';

/** Drawn as wide as said, whatever the font. */
const text = (x: number, y: number, size: number, what: string, width: number, fill = PAPER) =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-weight="bold" font-size="${size}" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${fill}">${what}</text>`;

/** A ring around the place that is meant. */
const ring = (x: number, y: number, w: number, h: number) => rect(x, y, w, h, 12, 'none', `stroke="${JADE}" stroke-width="5"`);

/** A card's front of 340x214; its number is nobody's: all digits the same as in advertisements. */
const front = () =>
  rect(0, 0, 340, 214, 18, CARD, `stroke="${CARD_EDGE}" stroke-width="4"`) +
  rect(24, 24, 96, 14, 7, '#8fb8e0') +
  rect(24, 62, 52, 40, 6, '#d7b35a') +
  path('M24 82H42M58 82H76M42 62V102M58 62V102', '#8a6d24', 2.5) +
  text(22, 142, 26, '6200 0000 0000 0000', 296) +
  text(150, 178, 18, '08/27', 54, '#cfe0f2') +
  rect(24, 166, 84, 12, 6, '#8fb8e0') +
  circle(284, 180, 17, '#c8503c') +
  circle(304, 180, 17, '#2f8f83');

/** The back: the strip, the signature and the last three digits on it. */
const back = () =>
  rect(0, 0, 340, 214, 18, CARD, `stroke="${CARD_EDGE}" stroke-width="4"`) +
  rect(2, 26, 336, 40, 0, INK) +
  rect(24, 92, 224, 40, 3, PAPER) +
  path('M40 118C56 98 62 126 80 108S110 120 126 106S160 118 176 110', GREY, 3) +
  text(192, 121, 24, '888', 46, INK) +
  rect(24, 156, 200, 10, 5, '#8fb8e0') +
  rect(24, 178, 150, 10, 5, '#8fb8e0');

/** An ID card with its photo; the number is not a possible one. */
const idCard = () =>
  rect(0, 0, 350, 220, 16, '#d9e4ee', `stroke="${EDGE}" stroke-width="4"`) +
  rect(24, 30, 120, 11, 5, '#7d8b9c') +
  rect(24, 62, 90, 11, 5, '#7d8b9c') +
  rect(24, 94, 150, 11, 5, '#7d8b9c') +
  rect(24, 118, 130, 11, 5, '#7d8b9c') +
  rect(238, 26, 88, 110, 6, '#b8c6d6') +
  circle(282, 66, 24, '#7d8b9c') +
  path('M250 134C252 98 312 98 314 134Z', '#7d8b9c', 2, 'style="fill:#7d8b9c"') +
  rect(24, 177, 64, 11, 5, '#7d8b9c') +
  text(100, 192, 22, '00000000000000000X', 230, INK);

const arrowLeft = (x: number, y: number) => `<path d="M${x} ${y}L${x + 20} ${y - 16}V${y + 16}Z" fill="${PAPER}"/>`;

/** The part of a remote that deletes: the yellow key among the colours, and the left arrow. */
const remoteStrip = () =>
  rect(0, 0, 400, 116, 26, BODY, `stroke="${EDGE}" stroke-width="4"`) +
  [['#a8423a'], ['#3f8a58'], [YELLOW], ['#2f6aa8']].map(([fill], i) => rect(30 + i * 58, 42, 46, 32, 10, fill as string)).join('') +
  circle(328, 58, 46, KEY) +
  arrowLeft(288, 58) +
  ['M368 58L350 44V72Z', 'M328 18L314 36H342Z', 'M328 98L314 80H342Z'].map((d) => `<path d="${d}" fill="#7d8b9c"/>`).join('') +
  circle(328, 58, 18, BODY, `stroke="${PAPER}" stroke-width="3"`);

const deleting = (y: number) =>
  at(40, y, remoteStrip()) + ring(138 + 40, y + 34, 62, 48) + ring(40 + 276, y + 34, 38, 48) + number(252, y - 2, 2);

/** A screen keypad whose X is meant. */
const xKey = (x: number, y: number) =>
  at(
    x,
    y,
    ['X', '0', '9'].map((key, i) => rect(i * 74, 0, 64, 52, 10, KEY) + text(i * 74 + 22, 36, 28, key, 20)).join('') + ring(-6, -6, 76, 64),
  );

const message = () =>
  phone(
    190,
    330,
    PAPER,
    rect(11, 14, 168, 40, 8, '#3d4a5a') +
      rect(26, 28, 70, 10, 5, PAPER) +
      rect(24, 78, 142, 118, 14, '#c9d9ea') +
      rect(38, 94, 108, 9, 4, '#7d8b9c') +
      rect(38, 114, 84, 9, 4, '#7d8b9c') +
      text(42, 164, 26, '528174', 104, INK) +
      rect(38, 178, 96, 8, 4, '#7d8b9c'),
  );

const bankHouse = () =>
  `<path d="M0 44L70 0L140 44Z" fill="${CARD_EDGE}"/>` +
  rect(0, 48, 140, 12, 2, CARD_EDGE) +
  [0, 1, 2, 3].map((i) => rect(10 + i * 36, 64, 14, 62, 2, GREY)).join('') +
  rect(-6, 130, 152, 14, 2, CARD_EDGE);

const dots = (x: number, y: number) => [0, 1, 2, 3, 4, 5].map((i) => circle(x + i * 34, y, 10, PAPER)).join('');

export const CARD_DRAWN: { readonly [name in CardPicture]: () => string } = {
  pan: () => at(70, 40, front()) + ring(80, 152, 322, 46) + number(420, 136, 1) + deleting(296),
  expiry: () => at(70, 66, front()) + ring(210, 220, 84, 38) + number(252, 280, 1) + at(138, 320, expiryKeys()) + number(110, 350, 2),
  cvn2: () => at(70, 100, back()) + ring(250, 192, 66, 44) + number(70, 212, 1) + number(284, 346, 2) + arrow(284, 324, 284, 240),
  id: () => at(65, 40, idCard()) + ring(154, 210, 252, 42) + number(414, 188, 1) + xKey(130, 332) + number(96, 358, 2),
  id_last6: () => at(65, 40, idCard()) + ring(311, 210, 94, 42) + number(424, 188, 1) + xKey(130, 332) + number(96, 358, 2),
  phone: () =>
    at(40, 150, bankHouse()) +
    at(
      256,
      50,
      phone(
        176,
        330,
        PAPER,
        rect(11, 14, 154, 40, 8, '#3d4a5a') +
          rect(28, 92, 118, 78, 12, '#c9d9ea') +
          [0, 1, 2, 3, 4, 5].map((i) => circle(44 + i * 17, 131, 6, INK)).join(''),
      ),
    ) +
    number(110, 116, 1) +
    arrow(190, 224, 252, 224) +
    number(430, 116, 2),
  pin: () =>
    at(
      90,
      30,
      rect(0, 0, 300, 390, 24, BODY, `stroke="${EDGE}" stroke-width="4"`) + rect(28, 28, 244, 76, 8, GLASS) + dots(65, 66) + pinKeys(),
    ) +
    number(96, 250, 1) +
    number(396, 60, 2),
  code: () =>
    at(
      146,
      16,
      message()
        .replace(/height="330"/, 'height="264"')
        .replace(/height="302"/, 'height="236"'),
    ) +
    ring(176, 146, 132, 44) +
    number(352, 140, 1) +
    deleting(308),
};

const expiryKeys = () =>
  ['0', '8', '2', '7']
    .map((key, i) => rect(i * 62 + (i > 1 ? 16 : 0), 0, 52, 60, 8, KEY) + text(i * 62 + (i > 1 ? 16 : 0) + 17, 41, 30, key, 18))
    .join('');

const pinKeys = () =>
  [0, 1, 2, 3]
    .map((row) =>
      [0, 1, 2]
        .map((col) => {
          const key = row === 3 ? ['', '0', ''][col] : String(row * 3 + col + 1);
          return (
            rect(28 + col * 84, 128 + row * 62, 74, 50, 10, KEY) + (key ? text(28 + col * 84 + 29, 128 + row * 62 + 35, 26, key, 16) : '')
          );
        })
        .join(''),
    )
    .join('');
