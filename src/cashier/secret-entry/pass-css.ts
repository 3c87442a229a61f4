/** The rules of the screen of the payment password. Runs at build time, as css.ts does. */
import { COLOURS as C } from '../../tv/ui/colours.ts';
import { px } from '../../tv/ui/sheet.ts';
import type { Rule } from '../../tv/ui/sheet.ts';
import { PASS_BOXES, PASS_DIGIT } from './pass-sizes.ts';

export const PASS_LOOK = `
.pw-panel,.pw-side{background:${C.panel}}
.pw-rule{background:${C.line}}
.pw-amount{text-align:right;font-weight:bold}
.pw-side-title,.pw-side-text{text-align:center}
.pw-remote{background:${C.button};border:3px solid ${C.key_edge};text-align:center;overflow:hidden}
.pw-ring{background:${C.well};border:2px solid ${C.key_edge}}
.pw-ring span{display:inline-block;background:${C.key_edge}}
.pw-digit{display:inline-block;background:${C.key_edge};color:${C.text};font-weight:bold;text-align:center;vertical-align:top}`;

const DOT = { hd: 20, sd: 13 } as const;

export function passRules(
  rule: Rule,
  drawing: 'hd' | 'sd',
  edge: number,
  radius: number,
  type: { title: number; body: number; hint: number },
): void {
  const boxes = PASS_BOXES[drawing];
  const high = (name: keyof typeof boxes): number => boxes[name][3];
  for (const name of ['pw-goods', 'pw-merchant', 'pw-amount', 'pw-title', 'pw-side-title', 'pw-way'] as const)
    rule('.' + name, `line-height:${px(high(name))}`);
  for (const name of ['pw-pay', 'pw-cancel', 'pw-keys', 'pw-ask', 'pw-forgot', 'pw-other'] as const)
    rule('.' + name, `line-height:${px(high(name) - 2 * edge)}`);
  for (const under of ['.' + drawing, `.${drawing}.elder`]) rule('.pw-goods', `font-size:${px(drawing === 'sd' ? 18 : 34)}`, under);
  rule('.pw-panel,.pw-side', `border-radius:${px(radius)}`);
  rule('.pw-amount', `font-size:${px(drawing === 'sd' ? 24 : 48)}`);
  rule('.pw-merchant,.pw-hint,.pw-side-text,.pw-way', `font-size:${px(type.hint)}`);
  rule('.pw-hint,.pw-side-text', `line-height:${px(type.hint * 1.36)}`);
  rule(
    '.pw-way .art',
    `zoom:${drawing === 'sd' ? 0.7 : 0.75};margin:${px(drawing === 'sd' ? 6 : 8)} ${px(drawing === 'sd' ? 12 : 22)} 0 0`,
  );
  const [width, height, gap] = PASS_DIGIT[drawing];
  rule('.pw-code', `padding:0;margin-left:${px(-edge)}`);
  rule(
    '.pw-code .code-box',
    `width:${px(width)};height:${px(height - 2 * edge)};line-height:${px(height - 2 * edge - 4)};margin:0 ${px(gap)} 0 0;border-radius:${px(radius)}`,
  );
  rule('.pw-code .dot', `margin-top:${px((height - 2 * edge - 4 - DOT[drawing]) / 2)}`);
  remote(rule, boxes['pw-remote'], type.hint);
}

/** A ring of arrows above ten digits, in the picture's own measures of 214 x 326. */
function remote(rule: Rule, [, , width]: readonly number[], least: number): void {
  const by = (width as number) / 214;
  const n = (length: number): number => length * by;
  rule('.pw-remote', `border-radius:${px(n(28))};padding-top:${px(n(14))}`);
  rule('.pw-ring', `margin:0 auto ${px(n(10))};width:${px(n(84))};height:${px(n(84))};border-radius:${px(n(44))}`);
  rule('.pw-ring span', `width:${px(n(34))};height:${px(n(34))};border-radius:${px(n(17))};margin-top:${px(n(25))}`);
  rule(
    '.pw-digit',
    `width:${px(n(50))};height:${px(n(40))};line-height:${px(n(40))};font-size:${px(Math.max(least, n(26)))};margin:0 ${px(n(4))} ${px(n(8))};border-radius:${px(n(8))}`,
  );
}
