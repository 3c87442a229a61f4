/** The rules of the cashier's own screens, beside those of tv/ui. Runs at build time, as css.ts does. */
import { boxName } from '../tv/ui/boxes.ts';
import type { Box } from '../tv/ui/boxes.ts';
import { COLOURS as C } from '../tv/ui/colours.ts';
import { inner, typeRules } from '../tv/ui/rules.ts';
import { px, tall } from '../tv/ui/sheet.ts';
import type { Rule, Sheet } from '../tv/ui/sheet.ts';
import { SCREEN } from '../tv/ui/sizes.ts';
import type { Drawing } from '../tv/ui/sizes.ts';
import type { BoxSeries } from './boxes.ts';
import { PICTURE_PX } from './sizes.ts';
import type { BoxName, Sizes } from './sizes.ts';

export const SCREEN_LOOK = `
.all,.header,.footer{position:absolute;left:0;top:0}
.header,.footer{white-space:nowrap}
.clock .word{white-space:pre}
.header-right,.footer .key-hints{float:right}
.footer{overflow:hidden}
.footer .key-hints{position:static;max-width:80%;overflow:hidden}
.header-left,.hotline{overflow:hidden;text-overflow:ellipsis}
.header span,.icon,.node span{display:inline-block;vertical-align:top}
.ring{display:inline-block;vertical-align:top}
.house,.due .strong{font-weight:bold}
.ribbon{border-left:2px solid #46627e;color:${C.quiet}}
.due,.clock,.hotline{color:${C.quiet}}
.soon,.soon .strong{color:${C.warn}}
.price,.receipt,.side,.invoice{overflow:hidden}
.side .head{margin-bottom:.3em}
.order-sum{text-indent:-.16em}
.price{border-left:2px solid #3a5672}
.row{position:relative;overflow:hidden;white-space:nowrap}
.row .value{position:absolute;right:0;top:0;color:${C.text}}
.value{overflow:hidden;text-overflow:ellipsis}
.jade .value{color:${C.jade}}
.wrap{overflow:hidden}
.receipt,.invoice{background:#0e1f30;background:rgba(10,25,40,.88)}
.qr,.one-code{overflow:hidden}
.qr canvas,.qr img{position:absolute}
.node{position:absolute;top:0;text-align:center}
.node .step-number{background:transparent;border:4px solid #4e6a86}
.past .step-number{background:${C.jade};border-color:${C.jade};color:${C.ink}}
.now{color:${C.jade};font-weight:bold}
.now .quiet{font-weight:normal}
.bar{position:absolute;background:#33506e}
.bar-past{background:${C.jade}}
.offline{background:#3b2f10;border-top:4px solid ${C.warn};color:${C.text}}
.pill{text-align:left}
.pay{display:none}
.focused .pay{display:block}
.sd .pay,.elder .pay,[lang=en] .pay,.sd .entry-picture{display:none}
[lang=en] .sd .hint-key_arrows,[lang=en] .sd .hint-key_up_down,[lang=en] .sd .hint-key_left_right,[lang=en] .sd .hint-key_digits,[lang=en] .elder .hint-key_digits{display:none}
.art{background-color:#2673c8}
.off .art{background-color:#35485e}
`;

const BUTTONS: readonly BoxName[] = [
  'open-help',
  'large-type',
  'cancel',
  'elder-first',
  'elder-other',
  'elder-cancel',
  'elder-alone',
  'ask',
  'change',
  'renew',
  'scan-cancel',
  'help-scan',
  'single',
  'pair-left',
  'pair-right',
  'go',
  'stay',
];
const LINES: readonly BoxName[] = ['order-title', 'order-line', 'order-sum', 'title', 'paid-title', 'paid-text', 'code'];
const TILES: readonly BoxSeries[] = [
  'tile-big',
  'tile-row',
  'tile-half',
  'tile-card',
  'tile-low',
  'tile-dense',
  'tile-elder',
  'tile-elder-half',
];

/** Selectors of a whole series. */
const classes = (series: BoxSeries, boxes: readonly Box[]): string => boxes.map((_, i) => '.' + boxName(series, i)).join(',');

export function screenRules(sheet: Sheet, drawing: Drawing, s: Sizes): void {
  const { rule } = sheet;
  const { boxes, series, type, pad, safe, mark, edge } = s;
  for (const name of TILES) rule(classes(name, series[name]), inner((series[name][0] as Box)[3], s));
  for (const name of BUTTONS) rule('.' + name, inner(boxes[name][3], s));
  rule('.sign-left', `left:${px(boxes['paid-title'][0] - (drawing === 'sd' ? 94 : 158))};top:${px(boxes['paid-title'][1] - 8)}`);
  for (const name of LINES) rule('.' + name, `line-height:${px(boxes[name][3])}`);
  frame(sheet, drawing, s);

  // A remembered card's picture is wider than a mark, and so begins its name.
  const [wide, high] = drawing === 'sd' ? [60, 38] : [108, 68];
  rule('.art', `border-radius:${px(drawing === 'sd' ? 4 : 8)}`);
  rule('.tile .art', `left:${px(pad * 0.75)};top:50%;margin-top:${px(-high / 2)}`);
  rule('.is-card .name,.is-card .tag', `left:${px(pad * 1.5 + wide)}`);
  rule('.tile-card-0 .name,.elder-first .name', `font-size:${px(type.head)}`);
  if (drawing === 'sd') {
    rule('.narrow .name,.narrow .tag', `left:${px(mark + 12)};right:0;font-size:${px(type.hint)}`);
    rule('.narrow .mark', 'left:6px');
    rule('.pill', 'padding:0 6px');
  }
  rule(
    '.pay',
    `position:absolute;right:${px(pad)};top:50%;margin-top:${px(-type.head)};${tall(type.head * 2)};padding:0 ${px(pad)};border:3px solid;border-radius:${px(type.head)}`,
  );
  const icon = drawing === 'sd' ? 20 : 28;
  rule('.pill .icon', `margin:${px((boxes['open-help'][3] - 2 * edge - icon) / 2)} ${px(pad * 0.4)} 0 0`);
  rule('.pill', `border-radius:${px(boxes['open-help'][3] / 2)}`);

  rows(rule, s);
  const step = (series['scan-step'][0] as Box)[3];
  rule(classes('scan-step', series['scan-step']), `line-height:${px(step)}`);
  const dot = drawing === 'sd' ? 28 : 44;
  rule('.step-number', `margin-top:${px((step - dot) / 2)}`);
  track(rule, drawing, s);
  rule('.ways-title', `left:0;width:100%;top:${px((series['tile-elder'][0] as Box)[1] - type.head * 2)}`);
  rule('.invoice .qr', `position:relative;left:auto;top:auto;margin:${px(pad)} auto`);
  rule('.one-code .qr', `left:${px((boxes['one-code'][2] - (drawing === 'sd' ? 259 : 370)) / 2)};top:${px(pad / 2)}`);
  dialogs(rule, drawing, s);
  const [width] = SCREEN[drawing];
  rule('.offline', `padding:${px(pad * 0.4)} ${px(safe.x)};line-height:${px(type.body * 1.4)};width:${px(width)}`);
  rule('.wallets', `position:absolute;left:0;width:100%;bottom:${px(pad * 0.8)};${tall(mark)}`);
  rule('.wallet .mark', `margin-right:${px(pad * 0.4)}`);
  rule('.wallet', `display:inline-block;margin:0 ${px(pad * 0.5)}`);
  rule('.code-says', `position:absolute;left:0;width:100%;top:${px((drawing === 'sd' ? 259 : 370) + pad / 2)};${tall(type.body * 1.5)}`);
}

/** The house and the screen's name at the top, the clock at its right, the hotline at the bottom. */
function frame({ rule }: Sheet, drawing: Drawing, { header, footer, safe, pad, type, mark }: Sizes): void {
  const [width, height] = SCREEN[drawing];
  rule('.all', `width:${px(width)};height:${px(height)}`);
  const room = width - 2 * safe.x;
  rule('.header', `left:${px(safe.x)};top:${px(header.top)};width:${px(room)};${tall(header.height)}`);
  rule('.header .mark', `margin:${px((header.height - mark) / 2)} ${px(pad * 0.6)} 0 0`);
  rule(
    '.ribbon',
    `margin:${px((header.height - type.body) / 2)} 0 0 ${px(pad * 0.7)};padding-left:${px(pad * 0.7)};line-height:${px(type.body)}`,
  );
  rule('.due,.clock', `margin-left:${px(pad * 1.2)}`);
  rule('.due .strong', `font-size:${px((type.amount + type.body) / 2 - 4)}`);
  rule('.clock', `font-size:${px(type.hint)}`);
  // No room for words beside an amount.
  if (drawing === 'sd') rule('.with-due .word', 'display:none');
  const icon = drawing === 'sd' ? 20 : 28;
  rule('.clock .icon', `margin:${px((header.height - icon) / 2)} ${px(pad * 0.4)} 0 0`);
  rule('.footer', `left:${px(safe.x)};top:${px(footer.top)};width:${px(room)};${tall(footer.height)}`);
  rule('.hotline', `padding-right:${px(pad * 0.5)}`);
}

/** Label and value on one line, or below one another (`wrap`). */
function rows(rule: Rule, { type, pad, boxes }: Sizes): void {
  rule('.side,.invoice', `padding:${px(pad * 0.8)} ${px(pad)}`);
  rule('.receipt', `padding:${px(pad * 0.4)} ${px(pad * 1.3)}`);
  rule('.receipt .row', tall((boxes.receipt[3] - pad * 0.8) / 5));
  rule('.receipt .value', `max-width:72%`);
  rule('.side .row', `line-height:${px(type.body * 1.4)};margin-top:${px(pad * 0.1)}`);
  rule('.side .quiet,.side .jade', `font-size:${px(type.hint)}`);
  rule('.wrap', `margin-top:${px(pad * 0.3)};line-height:1.36`);
  rule('.price', `padding-left:${px(pad)};font-size:${px(type.hint)}`);
  rule('.price .row', tall(boxes.price[3] / 2));
  rule('.cut', 'padding-right:38%;overflow:hidden;text-overflow:ellipsis');
}

/** Three stations of a payment, joined by bars. */
function track(rule: Rule, drawing: Drawing, { boxes, type }: Sizes): void {
  const dot = drawing === 'sd' ? 28 : 44;
  const third = Math.floor(boxes.track[2] / 3);
  for (let i = 0; i < 3; i++) rule('.node-' + i, `left:${px(i * third)};width:${px(third)}`);
  rule('.node', `line-height:${px(type.body * 1.45)}`);
  rule('.node .step-number', `margin:0;line-height:${px(dot - 8)}`);
  rule('.node .quiet', `display:block;font-size:${px(type.hint)};line-height:${px(type.hint * 1.4)}`);
  rule('.bar', `top:${px(dot / 2 - 3)};height:6px;width:${px(third - dot - 12)}`);
  for (let i = 0; i < 2; i++) rule('.bar-' + i, `left:${px((i + 0.5) * third + dot / 2 + 6)}`);
  rule('.node .ring', `margin:${px(drawing === 'sd' ? -2 : -2)} 0 0;height:${px(dot)}`);
}

/** Title, text and buttons of a dialog; the help's picture at its left. */
function dialogs(rule: Rule, drawing: Drawing, { boxes, type, pad }: Sizes): void {
  const [, , dw, dh] = boxes.dialog;
  const [, , bw, bh] = boxes['pair-left'];
  rule('.dialog .title', `position:absolute;left:${px(pad)};top:${px(pad)};width:${px(dw - 2 * pad)};${tall(boxes.title[3])}`);
  rule('.dialog .text', `left:${px(pad * 1.5)};top:${px(pad * 1.4 + boxes.title[3])};width:${px(dw - 3 * pad)}`);
  const gap = Math.round((dw - 2 * bw) / 3);
  rule('.dialog .pair-left', `left:${px(gap)};top:${px(dh - bh - pad)}`);
  rule('.dialog .pair-right', `left:${px(dw - gap - bw)};top:${px(dh - bh - pad)}`);

  const [, , width, height] = boxes.help;
  const [w, h] = PICTURE_PX[drawing];
  const rim = Math.floor((height - h) / 2);
  const left = drawing === 'sd' ? w + 2 * pad : rim + w + pad;
  const room = width - left - Math.round(pad * 0.7);
  const inset = drawing === 'sd' ? pad : rim;
  rule('.picture', `left:${px(inset)};top:${px(rim)};width:${px(w)};height:${px(h)}`);
  rule('.help .title', `left:${px(left)};top:${px(inset)};width:${px(room)};text-align:left;font-size:${px(type.head)}`);
  rule('.help-lines', `left:${px(left)};top:${px(inset + boxes.title[3])};width:${px(room)};text-align:left`);
  const dot = drawing === 'sd' ? 28 : 44;
  rule('.help-lines .step-number', 'position:absolute;left:0;top:0;margin:0');
  rule('.help-text', `display:block;margin-left:${px(dot + pad * 0.5)};padding-top:${px(dot * 0.08)};line-height:1.36;white-space:normal`);
  rule('.help-lines .row', `margin-top:${px(pad * 0.6)};min-height:${px(dot)}`);
  rule('.help .pair-left', `left:${px(left)};top:${px(height - bh - inset)}`);
}

/** Larger type; what has no room beside it is left out. */
export function elderRules(sheet: Sheet, drawing: Drawing, s: Sizes, under: string): void {
  const { elder, footer } = s;
  typeRules(sheet, elder, under);
  const { rule } = sheet;
  const place = (name: string, [left, top, width, height]: Box) =>
    rule('.' + name, `left:${px(left)};top:${px(top)};width:${px(width)};${tall(height)}`, under);
  if (drawing === 'hd') {
    place('track', [140, 424, 1000, 100]);
    place('order-title', [64, 104, 708, 60]);
    place('order-line', [64, 164, 708, 44]);
    place('order-sum', [64, 206, 708, 96]);
  } else place('order-sum', [32, 120, 296, 60]);
  rule('.order-title,.elder-first .name', `font-size:${px(elder.head)}`, under);
  rule('.side,.price,.receipt,.is-card .tag', `font-size:${px(elder.hint)}`, under);
  rule('.side .row', `line-height:${px(elder.body * 1.4)}`, under);
  rule('.clock,.hotline,.key-hints,.side .quiet,.node .quiet', `font-size:${px(elder.hint)}`, under);
  rule('.due .strong', `font-size:${px(elder.head)}`, under);
  const [first, second] = [Math.round(elder.body * 1.4), Math.round(elder.hint * 1.4)];
  const up = Math.round((first + second) / 2);
  rule('.lifted', `margin-top:${px(-up)};line-height:${px(first)}`, under);
  rule('.tile .tag', `margin-top:${px(first - up)};line-height:${px(second)}`, under);
  rule(
    '.key-cap',
    `height:${px(elder.hint * 1.2)};line-height:${px(elder.hint * 1.2 - 4)};margin-top:${px((footer.height - elder.hint * 1.2) / 2)}`,
    under,
  );
  rule('.hint-key_arrows,.hint-key_up_down,.hint-key_left_right' + (drawing === 'sd' ? ',.hint-key_digits' : ''), 'display:none', under);
  rule('.node .quiet,.with-due .word', 'display:none', under);
  rule('.help-lines,.dialog .text', `font-size:${px(elder.hint)};line-height:1.36`, under);
}
