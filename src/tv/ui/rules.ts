/** Sizes and spacing of the parts of this folder for one drawing. A page adds its own boxes and rules to the same sheet. */
import { SCREEN } from './sizes.ts';
import type { Drawing, Type, UiSizes } from './sizes.ts';
import { px, tall } from './sheet.ts';
import type { Sheet } from './sheet.ts';

/** Bodies of text are lifted by 0.03 em: the middle of Chinese letters is below the middle of their line. */
const LIFT = 0.06;

/** Text in the middle of a control of this height, inside its edges. */
export const inner = (height: number, { edge, type }: UiSizes): string => `line-height:${px(height - 2 * edge - type.body * LIFT)}`;

/** Font sizes by role; elder mode has its own under its class. */
export function typeRules({ rule }: Sheet, type: Type, under?: string): void {
  rule('.all', `font-size:${px(type.body)}`, under);
  rule('.big', `font-size:${px(type.amount)}`, under);
  rule('.title', `font-size:${px(type.title)}`, under);
  rule('.head', `font-size:${px(type.head)}`, under);
  rule('.hint,.tag,.pill,.key-hints,.hotline', `font-size:${px(type.hint)}`, under);
  rule('.text', `line-height:${px(type.body * 1.5)}`, under);
  rule('.hint', `line-height:${px(type.hint * 1.4)}`, under);
}

/** Type and shape of tiles, buttons, fields, dialogs, key hints. */
export function uiRules(sheet: Sheet, drawing: Drawing, s: UiSizes): void {
  const { rule } = sheet;
  const [width, height] = SCREEN[drawing];
  const { type, radius, edge, pad, footer, safe } = s;
  rule('#app,.ground', `width:${px(width)};height:${px(height)}`);
  typeRules(sheet, type);
  rule('.tile,.button', `border-width:${px(edge)};border-radius:${px(radius)}`);
  rule('.panel,.paper,.dialog,.keypad', `border-radius:${px(radius + 2)}`);
  const mark = s.mark;
  rule('.mark', `width:${px(mark)};${tall(mark)};border-radius:${px(mark * 0.23)};font-size:${px(mark * 0.6)}`);
  rule('.tile .mark', `left:${px(pad * 0.75)};top:50%;margin-top:${px(-mark / 2)}`);
  rule('.name,.tag', `left:${px(pad * 1.5 + mark)};right:${px(pad / 3)};top:0`);
  // A second line below the name, both about the middle.
  const [first, second] = [Math.round(type.body * 1.36), Math.round(type.hint * 1.36)];
  const up = Math.round((first + second) / 2);
  rule('.lifted', `top:50%;margin-top:${px(-up)};line-height:${px(first)}`);
  rule('.tile .tag', `top:50%;margin-top:${px(first - up)};line-height:${px(second)}`);
  for (const name of ['.field', '.pill']) rule(name, `padding:0 ${px(pad * 0.75)}`);
  rule('.group', `margin-left:${px(pad * 0.4)}`);
  rule('.caret', `width:4px;margin:0 2px;height:1.2em;position:relative;top:50%;margin-top:-.6em`);
  keyHintRules(sheet, s);
  rule('.shade', `width:${px(width)};height:${px(footer.rule)}`);
  rule('.rule', `left:${px(safe.x)};top:${px(footer.rule)};width:${px(width - 2 * safe.x)};height:2px`);
  const dot = drawing === 'sd' ? 28 : 44;
  rule('.step-number', `width:${px(dot)};${tall(dot)};border-radius:${px(dot / 2)};margin-right:${px(pad * 0.7)}`);
  rule('.dot', `width:${px(type.body * 0.7)};height:${px(type.body * 0.7)};border-radius:${px(type.body * 0.35)}`);
  rule('.plain', `padding:${px(height * 0.36)} ${px(safe.x * 2)} 0;line-height:1.6`);
}

function keyHintRules({ rule }: Sheet, { footer, safe, pad, type, radius }: UiSizes): void {
  const { top, height, icon } = footer;
  rule('.key-hints', `right:${px(safe.x)};top:${px(top)};${tall(height)}`);
  const cap = Math.round(type.hint * 1.25);
  const before = `margin:${px((height - cap) / 2)} ${px(pad * 0.4)} 0 ${px(pad * 1.3)}`;
  rule('.key-cap', `height:${px(cap)};line-height:${px(cap - 4)};padding:0 ${px(pad * 0.4)};${before};border-radius:${px(radius * 0.6)}`);
  rule('.key_arrows,.key_left_right,.key_up_down,.key_ok,.key_back', `border:0;padding:0;margin-top:${px((height - icon) / 2)}`);
}
