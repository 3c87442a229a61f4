/** The part of the style sheet that only typing a card needs. Runs at build time, as css.ts does. */
import { boxName } from '../../tv/ui/boxes.ts';
import type { EntrySeries } from '../boxes.ts';
import { inner } from '../../tv/ui/rules.ts';
import { px } from '../../tv/ui/sheet.ts';
import type { Rule } from '../../tv/ui/sheet.ts';
import type { Drawing } from '../../tv/ui/sizes.ts';
import { COLOURS as C } from '../../tv/ui/colours.ts';
import { KEYPAD_CODE_PX } from './keypad-code-size.ts';
import type { Sizes } from '../sizes.ts';
import type { RowSizes } from './entry-sizes.ts';

export const CARD_LOOK = `
.field,.code-box{font-variant-numeric:tabular-nums}
.field-message,.keypad-head{overflow:hidden}
.code-off .code-box{background:${C.off};border-color:${C.off}}
.remember{text-align:left}
.bank{overflow:hidden;white-space:nowrap}
.bank .name{font-weight:bold}
.key{overflow:visible}
.kc-title,.kc-says,.handset{position:absolute}
.kc-title{white-space:normal;word-wrap:break-word}
.handset{width:76px;height:148px;border:4px solid #86a5c2;border-radius:14px;background:#24405a;text-align:center}
.handset-says{height:24px;line-height:18px;margin:12px 8px 6px;border-radius:4px;background:#0a1826;color:${C.jade};font-size:26px;overflow:hidden}
.handset-row{height:22px}
.handset span{display:inline-block;width:16px;height:16px;margin:0 2px;border-radius:4px;background:#c3d3e2;vertical-align:top}
.sd .handset{display:none}
.keypad .focused{background:${C.lit};border-color:${C.receiving_edge};color:${C.text}}`;

/** Places and spacing of one drawing. */
export function cardRules(rule: Rule, drawing: Drawing, s: Sizes): void {
  const { boxes, edge, pad, radius } = s;
  const sd = drawing === 'sd';
  for (const name of ['entry-title', 'why', 'sms-face'] as const) rule('.' + name, `line-height:${px(boxes[name][3])}`);
  for (const name of [
    'pan',
    'pan-help',
    'code-help',
    'action-left',
    'action-middle',
    'action-right',
    'action-cancel',
    'sms-pay',
    'sms-again',
  ] as const)
    rule('.' + name, inner(boxes[name][3], s));
  const [wide, high] = sd ? [60, 38] : [108, 68];
  const art = (box: number) => `margin:${px((box - high) / 2)} ${px(pad * 0.7)} 0 0`;
  rule('.bank', `line-height:${px(boxes.bank[3])};padding-left:${px((boxes.bank[3] - high) / 2)}`);
  rule('.bank .art', art(boxes.bank[3]));
  // In a title the card is as high as its line.
  rule('.entry-title .art,.sms-face .art', `zoom:${sd ? 0.8 : 0.75};${art((boxes['sms-face'][3] * 4) / 3)}`);
  const [, , w, h] = boxes['entry-picture'];
  rule('.entry-picture', `background-size:${px(w)} ${px(h)}!important;border-radius:${px(radius)}`);
  // The last four digits tell one card from another: they stand in a column of their own, and long names are cut.
  rule('.card-tile .name', `right:38%;left:${px(pad * 1.5 + wide * 0.75)}`);
  rule(
    '.card-tile .tag',
    `left:auto;right:${px(pad)};top:0;margin:0;width:36%;text-align:right;color:inherit;font-size:inherit;line-height:inherit`,
  );
  rule('.card-tile .art', `zoom:.75;margin-top:${px(-high / 2)}`);
  for (const name of ['field-row', 'dense-row', 'card-row'] as const) rows(rule, name, s.rows[name], (height) => height - 2 * edge);
  rule('.pan', `padding:0 ${px(pad)}`);
  rule('.pan .group', `margin-left:${px(pad * 0.8)}`);
  rule('.field-label', `padding-top:${px(edge)}`);
  const tick = Math.round(s.type.body * 1.15);
  rule('.tick', `width:${px(tick)};height:${px(tick)};line-height:${px(tick - 4)};border-radius:${px(radius / 2)}`);
  for (const [under, name] of [
    ['', 'field-row'],
    ['.dense', 'dense-row'],
  ] as const) {
    const { height, count } = s.rows[name];
    rule(under + ' .tick', `margin:${px((height - 2 * edge - tick) / 2)} ${px(pad * 0.5)} 0`);
    rule(Array.from({ length: count }, (_, i) => `.good.${boxName(name, i)}`).join(','), `line-height:${px(height)}`);
  }
  rule('.remember', `padding:0 ${px(pad * 0.3)}`);
  code(rule, s);
  keypad(rule, drawing, s);
  keypadCode(rule, drawing, s);
  cardType(rule, s.type, '.' + drawing);
  // Elder mode has the same: 19 digits fill the field.
  rule('.pan,.code-box', `font-size:${px(sd ? s.type.amount * 0.78 : s.type.title)};font-weight:bold`);
  for (const under of ['.' + drawing, `.${drawing}.elder`]) {
    rule('.entry-field', `font-size:${px(s.field_font)}`, under);
    // Seven characters fill the label's box; what is typed beside it is larger.
    rule('.field-label', `font-size:${px(sd ? 16 : 28)}`, under);
    rule('.dense.entry-field', `font-size:${px(Math.min(s.field_font, s.type.body))}`, under);
    rule(
      '.action-left,.action-middle,.action-right,.action-cancel,.sms-again,.card-forget',
      `font-size:${px(sd ? s.type.body : s.type.body)}`,
      under,
    );
  }
}

/** Boxes of a code in the middle of their row. */
function code(rule: Rule, { boxes, sms_digit, edge, radius }: Sizes): void {
  const [width, height, gap] = sms_digit;
  rule('.code-boxes', `padding:${px((boxes['code-boxes'][3] - 2 * edge - height) / 2)} 0`);
  rule(
    '.code-box',
    `width:${px(width)};height:${px(height)};line-height:${px(height - 4)};margin-right:${px(gap)};border-radius:${px(radius)}`,
  );
  rule('.code-next', `line-height:${px(height - 8)}`);
}

/** Top, height and line height of each row. */
function rows(rule: Rule, name: EntrySeries, { top, height, step, count }: RowSizes, inner: (height: number) => number): void {
  const all = Array.from({ length: count }, (_, i) => '.' + boxName(name, i));
  rule(all.join(','), `height:${px(height)};line-height:${px(inner(height))}`);
  all.forEach((one, i) => rule(one, `top:${px(top + i * step)}`));
}

/** Four rows of keys, five with an X, below a line that says which field they type into. */
function keypad(rule: Rule, drawing: Drawing, { boxes, edge: outline, pad, radius, type }: Sizes): void {
  const [, , width, height] = boxes.keypad;
  const edge = 2;
  const around = Math.round(pad * 0.4);
  const gap = drawing === 'sd' ? 4 : Math.round(pad * 0.2);
  const head = Math.round(type.hint * 1.5);
  const room = width - 2 * edge - 2 * around;
  rule('.keypad', `border-radius:${px(radius)}`);
  rule('.keypad-head', `left:${px(around)};top:${px(around / 2)};width:${px(room)};height:${px(head)};line-height:${px(head)}`);
  for (const [under, count] of [
    ['.keypad', 4],
    ['.tall', 5],
  ] as const) {
    const high = Math.floor((height - 2 * edge - 1.5 * around - head - (count - 1) * gap) / count);
    rule(under + ' .key', `height:${px(high)};line-height:${px(high - 2 * outline)}`);
    for (let y = 0; y < count; y++) rule(`${under} .${boxName('key-row', y)}`, `top:${px(around / 2 + head + y * (high + gap))}`);
  }
  const wide = Math.floor((room - 2 * gap) / 3);
  for (let i = 0; i < 3; i++) rule('.' + boxName('key-column', i), `left:${px(around + i * (wide + gap))};width:${px(wide)}`);
  rule('.key-wide', `width:${px(room)}`);
}

/** The keypad's code on its panel: a handset at its left where there is room, what to scan with below. */
function keypadCode(rule: Rule, drawing: Drawing, s: Sizes): void {
  const { boxes, pad, type } = s;
  const [, , width, height] = boxes['keypad-code'];
  const sd = drawing === 'sd';
  const side = KEYPAD_CODE_PX[drawing];
  const above = sd ? 30 : Math.round(pad * 0.5);
  const left = sd ? (width - side) / 2 : width - side - above;
  const line = height - side - above;
  rule('.keypad-code .qr', `left:${px(left)};top:${px(above)}`);
  rule('.kc-says', `left:0;width:${px(width)};top:${px(side + above)};line-height:${px(sd ? line / 2 : line)};font-size:${px(type.hint)}`);
  rule(
    '.kc-title',
    sd
      ? `left:0;width:${px(width)};top:0;line-height:30px;text-align:center;font-size:${px(type.hint)}`
      : `left:${px(pad * 0.6)};top:${px(above)};width:${px(left - pad)};line-height:38px;font-size:${px(type.body)}`,
  );
  if (!sd) rule('.handset', `left:${px(left / 2 - 40)};top:${px(height - 180 - above)}`);
  for (const name of ['by-phone', 'keypad-close'] as const) rule('.' + name, inner(boxes[name][3], s));
}

/** Type that is larger in elder mode. */
export function cardType(rule: Rule, type: Sizes['type'], under: string): void {
  rule('.entry-hint,.sms-hint,.why,.wordy,.keypad-head', `font-size:${px(type.hint)}`, under);
  rule('.entry-hint,.sms-hint', `line-height:${px(type.hint * 1.36)}`, under);
  // Beside a field two lines have room, in large type too.
  const beside = /sd/.test(under) ? 16 : type.hint;
  rule('.field-message', `font-size:${px(beside)};line-height:${px(beside * 1.36)}`, under);
}
