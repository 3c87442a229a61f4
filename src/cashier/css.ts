/**
 * Writes the page's style sheet. Uses only features of a WebKit of 2010: absolute boxes, inline blocks, borders, plain colours.
 * Runs at build time and in the development server, never on the box.
 */
import { boxName } from '../tv/ui/boxes.ts';
import type { Box } from '../tv/ui/boxes.ts';
import type { BoxSeries } from './boxes.ts';
import type { Size } from './canvas-sizes.ts';
import { cardRules, cardType, CARD_LOOK } from './secret-entry/entry-css.ts';
import type { Rule } from './secret-entry/entry-css.ts';
import { CARD_PICTURES } from './secret-entry/field-pictures.ts';
import type { CardPicture } from './secret-entry/field-pictures.ts';
import { COLOURS } from '../tv/ui/colours.ts';
import { HELP_PICTURES } from './help.ts';
import type { HelpPicture } from './help.ts';
import { CARD_BOX_NAMES } from './secret-entry/entry-sizes.ts';
import { markRules } from '../tv/ui/mark-rules.ts';
import type { Sheet } from '../tv/ui/sheet.ts';
import MARKS from './marks.json' with { type: 'json' };
import { BOX_NAMES, PICTURE_PX, scaled, SCREEN, SIZES } from './sizes.ts';
import type { BoxName, Sizes } from './sizes.ts';

const C = COLOURS;

/** Rules that do not depend on the size of the screen. */
const LOOK = `
html,body{margin:0;padding:0;background:${C.ground};color:${C.text};overflow:hidden}
body{font-family:"PingFang SC","Noto Sans CJK SC","Noto Sans SC","WenQuanYi Micro Hei","Microsoft YaHei",sans-serif;font-weight:normal;-webkit-text-size-adjust:none}
div,span,canvas,img{-webkit-box-sizing:border-box;box-sizing:border-box}
#app,.at,.mid,.band,.shade,.foot,.key-hints,.hotline,.clock{position:absolute}
#app{left:0;top:0;overflow:hidden}
.line,.tile,.button{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.quiet{color:${C.quiet}}
.mid{text-align:center}
.strong{color:${C.text}}
.band{left:0;white-space:nowrap}
.ribbon,.tip,.due{display:inline-block;vertical-align:top}
.ribbon{background:${C.button}}
.tip{width:0;height:0;border-style:solid;border-color:transparent transparent transparent ${C.button}}
.clock{text-align:right;color:${C.quiet}}
.soon,.soon .strong{color:${C.warn}}
.foot{left:0;background:${C.well};border-top:2px solid #1b3049;color:${C.quiet}}
.key-hints{text-align:right;white-space:nowrap}
.hotline{white-space:nowrap}
.key-cap{display:inline-block;border:2px solid #46648a;color:${C.text};text-align:center}
.tile,.button{position:absolute;background:${C.panel};border-style:solid;border-color:${C.panel};color:${C.text}}
.button{background:${C.button};border-color:${C.button};text-align:center}
.small{background:${C.panel};border-color:${C.panel};color:${C.quiet}}
.main{background:${C.primary};border-color:${C.primary}}
.focused{background:${C.focus};border-color:${C.rim};color:${C.ink};font-weight:bold}
.focused .tag,.focused .quiet{color:${C.ink_quiet}}
.mark{display:inline-block;text-align:center;vertical-align:middle;color:#f4f7fa}
.name{display:inline-block;vertical-align:middle}
.tag{position:absolute;color:${C.focus}}
.down,.down .tag{color:${C.quiet}}
.mark{background:#5a4b8a}
.down .mark{background:#35485e}
.panel{background:${C.panel};overflow:hidden}
.value{overflow:hidden}
.qr{background:${C.paper};overflow:hidden}
.qr canvas,.qr img{position:absolute}
.step-number{display:inline-block;text-align:center;background:${C.primary};color:${C.text}}
.key_blue .key-cap{background:${C.primary};border-color:${C.key_blue}}
.key_yellow .key-cap{background:#d9a521;border-color:#d9a521;color:${C.black}}
.warn{color:${C.warn}}
.shade{left:0;top:0;background:${C.ground};background:rgba(6,12,20,.82)}
.dialog{background:${C.panel};border:2px solid ${C.line};text-align:center}
.offline{position:absolute;background:#3a2c10;border-top:4px solid ${C.warn};color:${C.text}}
.plain{text-align:center}
`;

/** Where a file of `public` is to be had: `help/pan-hd.png`, `marks/signs-sd.png`. */
export type PictureUrl = (file: string) => string;

export type Picture = HelpPicture | CardPicture;
export const PICTURES: readonly Picture[] = [...HELP_PICTURES, ...CARD_PICTURES];

const px = (n: number) => Math.round(n) + 'px';

/** Rules of one size, each under the size's class. */
function rulesOf(size: Size): { rules: string[]; rule: Rule } {
  const rules: string[] = [];
  const rule: Rule = (selectors, body, under = '.' + size) =>
    void rules.push(
      selectors
        .split(',')
        .map((one) => under + ' ' + one)
        .join(',') +
        '{' +
        body +
        '}',
    );
  return { rules, rule };
}

const TILES = ['tile-big', 'tile-row', 'tile-half', 'tile-elder', 'tile-elder-half'] as const;

const BUTTONS = ['ask', 'change', 'renew', 'open-help', 'help-scan', 'help-elder', 'single', 'pair-left', 'pair-right'] as const;

/** Selectors of a whole series. */
const classes = (series: BoxSeries, boxes: readonly Box[]): string => boxes.map((_, i) => '.' + boxName(series, i)).join(',');

function place(rule: Rule, name: string, [left, top, w, h]: Box): void {
  rule('.' + name, `left:${px(left)};top:${px(top)};width:${px(w)}` + (h ? `;height:${px(h)}` : ''));
}

/** Boxes, type and spacing of all that the first paint may need. */
function block(size: Size, s: Sizes, picture: PictureUrl): string {
  const [width, height] = SCREEN[size];
  const { type, safe, ribbon, footer, pad } = s;
  const { rules, rule } = rulesOf(size);
  const tall = (n: number) => `height:${px(n)};line-height:${px(n)}`;

  rules.push(`.${size},.${size} #app{width:${px(width)};height:${px(height)}}`);
  for (const name of BOX_NAMES) if (!CARD_BOXES.has(name)) place(rule, name, s.boxes[name]);
  for (const series of [...TILES, 'scan-step'] as const) s.series[series].forEach((box, i) => place(rule, boxName(series, i), box));
  const fonts = (t: Sizes['type'], under?: string) => {
    rule('#app', `font-size:${px(t.body)}`, under);
    rule('.big', `font-size:${px(t.amount)}`, under);
    rule('.title', `font-size:${px(t.title)}`, under);
    rule('.hint,.foot,.clock,.tag,.small,.code,.note,.offline .quiet', `font-size:${px(t.hint)}`, under);
    rule('.due .strong', `font-size:${px(Math.round((t.amount + t.body) / 2 / 2) * 2)}`, under);
    rule('.text', `line-height:${px(Math.round(t.body * 1.5))}`, under);
    rule('.hint', `line-height:${px(Math.floor(s.boxes.hint[3] / 2))}`, under);
  };
  fonts(type);

  rule('.band', `top:${px(ribbon.top)};${tall(ribbon.height)}`);
  rule('.ribbon', `padding:0 ${px(Math.round(pad / 2))} 0 ${px(safe.x)};${tall(ribbon.height)}`);
  rule('.tip', `border-width:${px(ribbon.height / 2)} 0 ${px(ribbon.height / 2)} ${px(ribbon.height / 2)}`);
  rule('.due', `margin-left:${px(pad)};${tall(ribbon.height)}`);
  rule('.clock', `right:${px(safe.x)};top:${px(ribbon.top)};${tall(ribbon.height)}`);
  rule('.foot', `top:${px(footer.top)};width:${px(width)};height:${px(footer.height)}`);
  // The key hints stay in sight below a dialog.
  rule('.shade', `width:${px(width)};height:${px(footer.top)}`);
  const { row, lead } = footer;
  rule('.hotline', `left:${px(safe.x)};top:${px(lead)};${tall(row)}`);
  rule('.key-hints', `right:${px(safe.x)};top:${px(lead)};${tall(row)}`);
  rule(
    '.key-cap',
    `${capOf(row, pad)};margin:0 ${px(Math.round(pad / 4))} 0 ${px(Math.round(pad * 0.8))};border-radius:${px(s.radius / 2)}`,
  );

  const edge = s.outline;
  rule('.tile,.button', `border-width:${px(edge)};border-radius:${px(s.radius)}`);
  rule('.panel,.qr,.dialog', `border-radius:${px(s.radius)}`);
  const inner = (box: Box): string => `line-height:${px(box[3] - 2 * edge)}`;
  for (const series of TILES) rule(classes(series, s.series[series]), inner(s.series[series][0] as Box));
  for (const name of BUTTONS) rule('.' + name, inner(s.boxes[name]));
  const [rowTile, halfTile] = [s.series['tile-row'][0] as Box, s.series['tile-half'][0] as Box];
  const mark = Math.round(rowTile[3] * 0.54);
  rule(
    '.mark',
    `width:${px(mark)};${tall(mark)};margin:0 ${px(Math.round(pad * 0.75))} 0 ${px(pad - edge)};border-radius:${px(s.radius * 0.8)}`,
  );
  rule('.tag', `right:${px(pad - edge)};top:0`);
  // In a narrow tile the tag stands below the name.
  const half = Math.round(halfTile[3] * 0.36);
  rule(
    '.narrow .tag',
    `right:auto;left:${px(mark + Math.round(pad * 0.75) + Math.round(pad / 2))};bottom:${px(Math.round(half * 0.3))};top:auto;line-height:${px(half)}`,
  );
  rule('.narrow .mark', `margin-left:${px(Math.round(pad / 2))}`);
  rule('.narrow .lifted', `position:relative;top:${px(-Math.round(half * 0.45))}`);
  for (const name of ['order-line', 'order-sum', 'note', 'title', 'paid-sum', 'paid-text', 'code'] as const)
    rule('.' + name, `line-height:${px(s.boxes[name][3])}`);

  rule('.side', `padding:${px(Math.round(pad * 0.8))} ${px(pad)}`);
  const value = Math.round(type.body * 1.36);
  rule('.row', `margin-top:${px(Math.round(pad * 0.45))};line-height:${px(value)}`);
  rule('.value', `max-height:${px(2 * value)}`);
  rule('.row .quiet', `font-size:${px(type.hint)};line-height:${px(Math.round(type.hint * 1.36))}`);

  const step = (s.series['scan-step'][0] as Box)[3];
  const dot = size === 'sd' ? 28 : step;
  rule('.step-number', `width:${px(dot)};${tall(dot)};border-radius:${px(dot / 2)};margin-right:${px(Math.round(pad * 0.6))}`);
  rule(classes('scan-step', s.series['scan-step']), `line-height:${px(dot)}`);

  const [, , dw, dh] = s.boxes.dialog;
  const bw = s.boxes['pair-left'][2];
  const bh = s.boxes['pair-left'][3];
  rule('.dialog .title', `position:absolute;left:0;top:${px(pad)};width:100%;${tall(s.boxes.title[3])}`);
  rule('.dialog .text', `left:${px(pad)};top:${px(pad + s.boxes.title[3] + Math.round(pad / 3))};width:${px(dw - 2 * pad)}`);
  const gap = Math.round((dw - 2 * bw) / 3);
  rule('.dialog .pair-left', `left:${px(gap)};top:${px(dh - bh - pad)}`);
  rule('.dialog .pair-right', `left:${px(dw - gap - bw)};top:${px(dh - bh - pad)}`);
  helpRules(rule, size, s, picture);
  const table = size === 'sd' ? MARKS.sheets['signs-sd'] : MARKS.sheets['signs-hd'];
  markRules({ rule } as Sheet, '.' + size, size === 'fhd' ? scaled(table, 1.5) : table, { url: picture(`marks/signs-${size}.png`) });
  const line = Math.round(type.body * 1.32);
  rule('.offline', `padding:${px(Math.round(pad * 0.25))} ${px(safe.x)};line-height:${px(line)}`);
  rule('.plain', `padding:${px(Math.round(height * 0.36))} ${px(safe.x * 2)} 0;line-height:1.6`);

  fonts(s.elder, `.${size}.elder`);
  if (size === 'sd') {
    // Too narrow for the whole footer: that arrows move is known, the hotline's number is not.
    rule('.key_arrows,.key_up_down,.key_left_right', 'display:none');
    rule('.hotline', `font-size:${px(type.hint)}`, '.sd.elder');
    rule('.key_digits', 'display:none', '.sd.elder');
    rule('.key_digits', 'display:none', '[lang=en] .sd');
  } else {
    // English words in elder type leave no room for it.
    rule('.key_arrows,.key_up_down,.key_left_right', 'display:none', `[lang=en] .${size}.elder`);
  }
  return rules.join('\n');
}

function capOf(row: number, pad: number): string {
  return `height:${px(row)};line-height:${px(row - 4)};padding:0 ${px(Math.round(pad * 0.42))}`;
}

/** The picture at the left, its sentences at the right, the button below them. */
function helpRules(rule: Rule, size: Size, { boxes, series, pad }: Sizes, picture: PictureUrl): void {
  const [, , width, height] = boxes.help;
  const [w, h] = PICTURE_PX[size];
  const edge = Math.floor((height - h) / 2);
  const left = size === 'sd' ? w + 2 * pad : edge + w + pad;
  const room = width - left - Math.round(pad * 0.7);
  const inset = size === 'sd' ? pad : edge;
  const title = boxes.title[3];
  rule('.picture', `left:${px(inset)};top:${px(edge)};width:${px(w)};height:${px(h)}`);
  pictures(rule, HELP_PICTURES, size, picture);
  rule('.help .title', `left:${px(left)};top:${px(inset)};width:${px(room)};text-align:left`);
  rule('.help-lines', `left:${px(left)};top:${px(inset + title)};width:${px(room)};text-align:left`);
  const dot = size === 'sd' ? 28 : (series['scan-step'][0] as Box)[3];
  rule('.help-lines .step-number', 'position:absolute;left:0');
  rule(
    '.help-text',
    `display:block;margin-left:${px(dot + Math.round(pad * 0.5))};padding-top:${px(Math.round(dot * 0.08))};line-height:1.36`,
  );
  rule('.help-lines .row', `position:relative;margin-top:${px(Math.round(pad * 0.6))}`);
  rule('.help .pair-left', `left:${px(left)};top:${px(height - boxes['pair-left'][3] - inset)}`);
}

function pictures(rule: Rule, names: readonly Picture[], size: Size, picture: PictureUrl): void {
  for (const name of names) rule('.p-' + name, `background:url(${picture(`help/${name}-${size}.png`)}) no-repeat`);
}

const CARD_BOXES: ReadonlySet<BoxName> = new Set(CARD_BOX_NAMES);

function cardBlock(size: Size, s: Sizes, picture: PictureUrl): string {
  const { rules, rule } = rulesOf(size);
  for (const name of CARD_BOX_NAMES) place(rule, name, s.boxes[name]);
  cardRules(rule, size, s);
  cardType(rule, s.elder, `.${size}.elder`);
  pictures(rule, CARD_PICTURES, size, picture);
  return rules.join('\n');
}

const AT_HOME: PictureUrl = (file) => '/' + file;

/** The rules that the second script carries: none is needed before a card is typed. */
export function cardCss(picture: PictureUrl = AT_HOME): string {
  const sizes = SIZES();
  return (
    [CARD_LOOK.trim(), cardBlock('hd', sizes.hd, picture), cardBlock('fhd', sizes.fhd, picture), cardBlock('sd', sizes.sd, picture)].join(
      '\n',
    ) + '\n'
  );
}

/** The style sheet of the first paint: one general part and a block for each size. */
export function css(picture: PictureUrl = AT_HOME): string {
  const sizes = SIZES();
  return [LOOK.trim(), block('hd', sizes.hd, picture), block('fhd', sizes.fhd, picture), block('sd', sizes.sd, picture)].join('\n') + '\n';
}
