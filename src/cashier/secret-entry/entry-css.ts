/** The part of the style sheet that only typing a card needs. Runs at build time, as css.ts does. */
import { boxName } from '../../tv/ui/boxes.ts';
import type { EntrySeries } from '../boxes.ts';
import type { Size } from '../canvas-sizes.ts';
import { COLOURS as C } from '../../tv/ui/colours.ts';
import type { Sizes } from '../sizes.ts';
import type { RowSizes } from './entry-sizes.ts';

/** Writes a rule under a size's class, or under another. */
export type Rule = (selectors: string, body: string, under?: string) => void;

export const CARD_LOOK = `
.field{background:${C.panel};border-color:${C.line};text-align:left;font-variant-numeric:tabular-nums}
.field.focused{background:${C.lit};border-color:${C.focus}}
.group,.caret,.code-box,.tick{display:inline-block}
.caret{visibility:hidden;background:${C.focus};vertical-align:middle}
.active .caret{visibility:visible}
.empty{color:#6f869f}
.field-message{overflow:hidden}
.good{color:${C.ok}}
.code-boxes{background:${C.ground};border-color:${C.ground};text-align:left}
.code-boxes.focused{background:${C.lit};border-color:${C.focus}}
.code-box{background:${C.panel};border:2px solid ${C.line};text-align:center;vertical-align:top;overflow:hidden}
.code-next{border-color:${C.focus}}
.code-off .code-box{background:${C.well};border-color:${C.well}}
.tick{border:2px solid ${C.quiet};text-align:center;vertical-align:middle}
.ticked{background:${C.ok};border-color:${C.ok};color:${C.black}}
.remember{text-align:left}
.keypad{background:${C.well};border:2px solid ${C.line}}
.keypad-head{overflow:hidden}`;

const px = (n: number): string => Math.round(n) + 'px';
const tall = (n: number): string => `height:${px(n)};line-height:${px(n)}`;

/** Places and spacing of one size. */
export function cardRules(rule: Rule, size: Size, s: Sizes): void {
  const { boxes, outline, pad, radius } = s;
  const inner = (height: number): number => height - 2 * outline;
  const one = (...names: (keyof Sizes['boxes'])[]): void => {
    for (const name of names) rule('.' + name, `line-height:${px(boxes[name][3])}`);
  };
  const button = (...names: (keyof Sizes['boxes'])[]): void => {
    for (const name of names) rule('.' + name, `line-height:${px(inner(boxes[name][3]))}`);
  };
  one('entry-title', 'bank', 'why');
  button('pan', 'pan-help', 'code-help');
  rule('.action-left,.action-middle,.action-right', `line-height:${px(inner(boxes['action-left'][3]))}`);
  rule('.sms-pay,.sms-again', `line-height:${px(inner(boxes['sms-pay'][3]))}`);
  const mark = Math.round(boxes.bank[3] * 0.78);
  rule('.bank .mark,.entry-title .mark', `margin-left:0;width:${px(mark)};${tall(mark)}`);
  // The last four digits tell one card from another: they stand in a column of their own, and long names are cut.
  rule('.card-tile .name', `width:${px(boxes['card-tile'][2] * 0.62)}`);
  rule('.card-tile .tag', `color:${C.text};font-size:inherit`);

  for (const name of ['field-row', 'dense-row', 'card-row'] as const) rows(rule, name, s.rows[name], inner);
  rule('.card-tile .mark', `${tall(Math.round(s.rows['card-row'].height * 0.7))};width:${px(s.rows['card-row'].height * 0.7)}`);
  rule('.field', `padding:0 ${px(pad * 0.5)}`);
  rule('.pan', `padding:0 ${px(pad)}`);
  rule('.group', `margin-left:${px(pad * 0.33)}`);
  rule('.pan .group', `margin-left:${px(pad * 0.8)}`);
  rule('.caret', `width:4px;height:${px(s.type.body * 1.2)};margin:0 ${px(pad * 0.1)}`);
  rule('.pan .caret', `height:${px(s.type.amount)}`);
  rule('.dense .caret', `height:${px(s.type.body)}`);
  const tick = Math.round(s.type.body * 1.15);
  rule(
    '.tick',
    `width:${px(tick)};height:${px(tick)};line-height:${px(tick - 4)};margin:0 ${px(pad * 0.5)};border-radius:${px(radius / 3)}`,
  );

  const [width, height, gap] = s.sms_digit;
  rule('.code-boxes', `padding:${px((inner(boxes['code-boxes'][3]) - height) / 2)} ${px(pad * 0.3)}`);
  rule(
    '.code-box',
    `width:${px(width)};height:${px(height)};line-height:${px(height - 4)};margin-right:${px(gap)};border-radius:${px(radius / 2)}`,
  );
  keypad(rule, size, s);
  cardType(rule, s.type, '.' + size);
  // Elder mode has the same: 19 digits fill the field.
  rule('.pan,.code-box', `font-size:${px(s.type.amount)}`);
  if (size === 'sd')
    for (const under of ['.sd', '.sd.elder']) rule('.field-message.remember-why', `font-size:${px(s.type.hint)};line-height:18px`, under);
  rule('.entry-field', `font-size:${px(s.field_font)}`);
  rule('.dense.entry-field', `font-size:${px(Math.min(s.field_font, s.type.body))}`);
}

/** Top, height and line height of each row. */
function rows(rule: Rule, name: EntrySeries, { top, height, step, count }: RowSizes, inner: (height: number) => number): void {
  const all = Array.from({ length: count }, (_, i) => '.' + boxName(name, i));
  rule(all.join(','), `height:${px(height)};line-height:${px(inner(height))}`);
  all.forEach((one, i) => rule(one, `top:${px(top + i * step)}`));
}

/** Four rows of keys, five with an X, below a line that says which field they type into. */
function keypad(rule: Rule, size: Size, { boxes, outline, pad, radius, type }: Sizes): void {
  const [, , width, height] = boxes.keypad;
  const edge = 2;
  const around = Math.round(pad * 0.4);
  const gap = size === 'sd' ? 4 : Math.round(pad * 0.2);
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

/** Type that is larger in elder mode. */
export function cardType(rule: Rule, type: Sizes['type'], under: string): void {
  rule('.entry-hint,.why,.wordy,.keypad-head,.field-message', `font-size:${px(type.hint)}`, under);
  rule('.entry-hint,.field-message', `line-height:${px(type.hint * 1.36)}`, under);
}
