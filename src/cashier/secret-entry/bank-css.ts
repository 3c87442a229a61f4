/** The rules of the screens of an account at a bank. Runs at build time, as css.ts does. */
import { COLOURS as C } from '../../tv/ui/colours.ts';
import type { Rule } from '../../tv/ui/sheet.ts';
import { BANK_BOXES, BANK_DIGIT, BOARD_COLUMNS, BOARD_ROWS } from './bank-sizes.ts';

export const BANK_LOOK = `
.bk-digit,.bk-key{position:absolute;text-align:center;overflow:hidden;white-space:nowrap}
.bk-lit{background:${C.jade};color:${C.ink};border:4px solid #e6ebf0}
.bk-band{background:#8cc3bc;background:rgba(48,170,150,.45)}
.bk-number{display:inline-block;background:${C.jade};color:${C.ink};text-align:center;vertical-align:top;font-weight:bold}
.bk-typed span{display:inline-block;background:${C.paper};color:${C.black};text-align:center;font-weight:bold;vertical-align:top}
.bk-typed .bk-dot{background:${C.jade}}
.bk-way-text,.bk-way-limit,.bk-way-name{position:absolute;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.bk-board{background:${C.panel};border:2px solid ${C.line}}
.bk-ring{border:4px solid ${C.jade}}
.sd.elder .bk-cells{display:none}`;

type Size = 'hd' | 'sd';
/** Height of a dot: 0.7 of the body's type. */
const DOT: { readonly [size in Size]: number } = { hd: 20, sd: 13 };
/** Type on the pictures is never smaller than a hint. */
const LEAST: { readonly [size in Size]: number } = { hd: 24, sd: 16 };
const px = (n: number): string => Math.round(n) + 'px';
const tall = (n: number): string => `height:${px(n)};line-height:${px(n)}`;

/** Sizes on the coordinate card's picture of 560 x 424, and of the token's keys on its of 300 x 476; the screens know the places. */
const CELL = { width: 45, height: 34, head: 62 };
const KEY = { width: 68, height: 44 };

const BUTTONS = [
  'bk-ways-left',
  'bk-ways-right',
  'bk-keys',
  'bk-letters',
  'bk-pay',
  'bk-other',
  'bk-cancel',
  'bk-again',
  'bk-keypad',
  'bk-ask',
  'bk-low-0',
  'bk-low-1',
  'bk-low-2',
  'bk-field',
] as const;

/** One rule for all names that are to have the same. */
function alike<Name extends string>(rule: Rule, names: readonly Name[], css: (name: Name) => string): void {
  const same = new Map<string, string[]>();
  for (const name of names) same.set(css(name), [...(same.get(css(name)) ?? []), '.' + name]);
  for (const [text, to] of same) rule(to.join(','), text);
}

export function bankRules(rule: Rule, size: Size, edge: number, body: number, hint: number, picture: (file: string) => string): void {
  const by = 1;
  const drawing = size;
  const boxes = BANK_BOXES[drawing];
  const high = (name: keyof typeof boxes): number => boxes[name][3] * by;
  const titles = ['bk-title', 'bk-cell-0', 'bk-cell-1', 'bk-cells', 'bk-step-0', 'bk-step-1', 'bk-step-2', 'bk-minute'] as const;
  alike(rule, titles, (name) => `line-height:${px(high(name))}`);
  const hints = ['bk-line', 'bk-note-0', 'bk-note-1', 'bk-token-note', 'bk-point'] as const;
  alike(rule, hints, () => `font-size:${px(hint)};line-height:${px(hint * 1.36)}`);
  rule('.bk-minute', `font-size:${px(hint)}`);
  alike(rule, BUTTONS, (name) => `line-height:${px(high(name) - 2 * edge)}`);
  const dot = Math.round(high('bk-cell-0') * 0.84);
  rule(
    '.bk-number',
    `width:${px(dot)};${tall(dot)};border-radius:${px(dot / 2)};margin:${px((high('bk-cell-0') - dot) / 2)} ${px(dot * 0.3)} 0 0`,
  );
  digits(rule, drawing, by, edge, high);
  card(rule, boxes['bk-card'], by, size, picture);
  token(rule, boxes['bk-token'], by, size, body, picture);
  ways(rule, high('bk-way-0'), by, body, hint);
  board(rule, boxes['bk-board'], by, edge);
}

function digits(
  rule: Rule,
  drawing: 'hd' | 'sd',
  by: number,
  edge: number,
  high: (name: 'bk-code' | 'bk-token-code' | 'bk-typed') => number,
): void {
  const [width, height, gap, between] = BANK_DIGIT[drawing];
  const box = (w: number, h: number): string =>
    `width:${px(w)};height:${px(h)};line-height:${px(h - 4)};margin:0 ${px(gap * by)} 0 0;border-radius:${px(w * 0.13)}`;
  // The boxes begin where the texts above them do.
  rule('.bk-code,.bk-pairs,.bk-token-code', `padding:${px(0)};margin-left:${px(-edge)}`);
  rule('.bk-code .code-box,.bk-pairs .code-box', box(width * by, Math.min(height * by, high('bk-code') - 2 * edge)));
  rule('.bk-pairs .code-box:nth-child(4)', `margin-left:${px((between - gap) * by)}`);
  const low = high('bk-token-code') - 2 * edge;
  const round = (h: number): string => `margin-top:${px((h - 4 - DOT[drawing]) / 2)}`;
  rule('.bk-code .dot,.bk-pairs .dot', round(Math.min(height, high('bk-code') - 2 * edge)));
  rule('.bk-token-code .dot', round(low));
  rule('.bk-token-code .code-box', box(width * by * 0.84, low));
  const tile = high('bk-typed');
  rule(
    '.bk-typed span',
    `width:${px(tile * 0.88)};${tall(tile)};font-size:${px(tile * 0.66)};margin-right:${px(gap * by)};border-radius:${px(tile * 0.12)}`,
  );
  // Long amounts are narrower.
  rule('.bk-long span', `width:${px(tile * 0.62)};font-size:${px(tile * 0.54)};margin-right:${px(gap * by * 0.4)}`);
}

/** A window that shows the HD drawing larger has finer pictures. */
function drawn(rule: Rule, to: string, name: string, size: Size, width: number, height: number, picture: (file: string) => string): void {
  rule(to, `background:url(${picture(`help/${name}-${size}.png`)}) no-repeat;background-size:${px(width)} ${px(height)}`);
  if (size === 'hd') rule(to, `background-image:url(${picture(`help/${name}-fhd.png`)})`, '.hd.fine');
}

function card(rule: Rule, [, , width, height]: readonly number[], by: number, size: Size, picture: (file: string) => string): void {
  const k = ((width as number) / 560) * by;
  drawn(rule, '.bk-card', 'bank-card', size, width as number, height as number, picture);
  rule('.bk-card', `line-height:${px(CELL.head * k)}`);
  rule(
    '.bk-card-name',
    `position:absolute;left:${px(70 * k)};top:0;font-weight:bold;font-size:${px(Math.max(LEAST[size], 28 * k))};${tall(CELL.head * k)}`,
  );
  rule('.bk-axis', `position:absolute;color:#2b3845;text-align:center;font-weight:bold;font-size:${px(Math.max(LEAST[size], 26 * k))}`);
  rule('.bk-letter', `top:${px((CELL.head + 4) * k)};width:${px(CELL.width * k)};${tall(36 * k)}`);
  rule('.bk-digit-row', `left:${px(4 * k)};width:${px(46 * k)};${tall(CELL.height * k)}`);
  rule('.bk-across', `position:absolute;left:${px(4 * k)};height:${px(CELL.height * k)}`);
  rule('.bk-down', `position:absolute;top:${px((CELL.head + 2) * k)};width:${px(CELL.width * k)}`);
  rule(
    '.bk-lit',
    `position:absolute;width:${px(CELL.width * k)};height:${px(CELL.height * k)};text-align:center;font-weight:bold;font-size:${px(Math.max(LEAST[size], 26 * k))};border-width:${px(Math.max(2, 4 * k))};line-height:${px(CELL.height * k - 2 * Math.max(2, 4 * k))};border-radius:${px(8 * k)}`,
  );
}

function token(
  rule: Rule,
  [, , width, height]: readonly number[],
  by: number,
  size: Size,
  body: number,
  picture: (file: string) => string,
): void {
  const k = ((width as number) / 300) * by;
  drawn(rule, '.bk-token', 'bank-token', size, width as number, height as number, picture);
  rule(
    '.bk-lcd',
    `position:absolute;left:${px(52 * k)};top:${px(48 * k)};width:${px(196 * k)};${tall(68 * k)};text-align:right;color:#15231a;font-weight:bold;font-size:${px(Math.max(LEAST[size], 44 * k))}`,
  );
  rule('.bk-key', `width:${px(KEY.width * k)};${tall(KEY.height * k)};font-weight:bold;font-size:${px(Math.max(LEAST[size], 28 * k))}`);
  rule('.bk-key-ok', `left:${px(196 * k)};top:${px(143 * k)};font-size:${px(Math.max(LEAST[size], 22 * k))}`);
  rule(
    '.bk-ring',
    `position:absolute;left:${px(32 * k)};top:${px(388 * k)};width:${px(76 * k)};height:${px(56 * k)};border-radius:${px(16 * k)};border-width:${px(Math.max(2, 4 * k))}`,
  );
  void body;
}

function ways(rule: Rule, height: number, by: number, body: number, hint: number): void {
  const left = body * 0.85 * by;
  const line = (top: number, size: number): string =>
    `left:${px(left)};right:${px(left / 2)};top:${px(height * top)};line-height:${px(size * 1.36)};font-size:${px(size)}`;
  rule('.bk-way-name', line(0.08, body * 1.15) + ';font-weight:bold');
  rule('.bk-way-text', line(0.38, hint));
  rule('.bk-way-limit', line(0.64, hint));
}

function board(rule: Rule, [, , width, height]: readonly number[], by: number, edge: number): void {
  const [w, h] = [(width as number) * by, (height as number) * by];
  const around = 12 * by * ((width as number) / 1152);
  const gap = around / 2;
  const wide = (w - 4 - 2 * around - (BOARD_COLUMNS - 1) * gap) / BOARD_COLUMNS;
  const tallKey = (h - 4 - 2 * around - (BOARD_ROWS - 1) * gap) / BOARD_ROWS;
  for (let i = 0; i < BOARD_COLUMNS; i++) rule(`.bk-bc-${i}`, `left:${px(around + i * (wide + gap))};width:${px(wide)}`);
  for (let i = 0; i < BOARD_ROWS; i++)
    rule(`.bk-br-${i}`, `top:${px(around + i * (tallKey + gap))};height:${px(tallKey)};line-height:${px(tallKey - 2 * edge)}`);
  rule('.bk-bwide', `width:${px(1.5 * wide + gap / 2)}`);
}
