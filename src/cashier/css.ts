/** Writes the page's style sheet from the tables. Runs at build time and in the development server, never on the box. */
import { boxName } from '../tv/ui/boxes.ts';
import type { Box } from '../tv/ui/boxes.ts';
import { LOOK } from '../tv/ui/look.ts';
import { markPicture, markPlaces } from '../tv/ui/mark-rules.ts';
import type { MarkTable } from '../tv/ui/mark-rules.ts';
import { uiRules } from '../tv/ui/rules.ts';
import { px, sheetUnder, tall } from '../tv/ui/sheet.ts';
import type { Rule, Sheet } from '../tv/ui/sheet.ts';
import { SCREEN } from '../tv/ui/sizes.ts';
import type { Drawing, Type } from '../tv/ui/sizes.ts';
import { SCREEN_LOOK, screenRules, elderRules } from './screen-css.ts';
import MARKS from './marks.json' with { type: 'json' };
import { HELP_PICTURES } from './help.ts';
import type { HelpPicture } from './help.ts';
import { PASS_LOOK, passRules } from './secret-entry/pass-css.ts';
import { BANK_LOOK, bankRules } from './secret-entry/bank-css.ts';
import { cardRules, cardType, CARD_LOOK } from './secret-entry/entry-css.ts';
import { CARD_BOX_NAMES } from './secret-entry/entry-sizes.ts';
import { BANK_PICTURES, CARD_PICTURES } from './secret-entry/field-pictures.ts';
import type { BankPicture, CardPicture } from './secret-entry/field-pictures.ts';
import { BOX_NAMES, PICTURE_PX, SIZES } from './sizes.ts';
import type { BoxName } from './sizes.ts';

/** Where a file of `public` is to be had: `help/pan-hd.png`, `marks/signs-sd.png`. */
export type PictureUrl = (file: string) => string;

export type Picture = HelpPicture | CardPicture | BankPicture;
export const PICTURES: readonly Picture[] = [...HELP_PICTURES, ...CARD_PICTURES, ...BANK_PICTURES];

const AT_HOME: PictureUrl = (file) => '/' + file;
const DRAWINGS: readonly Drawing[] = ['hd', 'sd'];
const ofCards: ReadonlySet<BoxName> = new Set(CARD_BOX_NAMES);

/** Boxes, type and spacing of all that the first paint may need. */
function block(drawing: Drawing, url: PictureUrl): string {
  const root = '.' + drawing;
  const s = SIZES[drawing];
  const sheet = sheetUnder(root);
  uiRules(sheet, drawing, s);
  for (const name of BOX_NAMES) if (!ofCards.has(name)) sheet.place(name, s.boxes[name]);
  for (const [series, boxes] of Object.entries(s.series) as [string, readonly Box[]][])
    boxes.forEach((box, i) => sheet.place(boxName(series, i), box));
  screenRules(sheet, drawing, s);
  marks(sheet, drawing, url);
  const [width, height] = SCREEN[drawing];
  for (const ground of ['calm', 'dawn', 'night'])
    sheet.rule(
      '.' + ground,
      `background:url(${url(`marks/${ground}-${drawing}.png`)}) no-repeat;background-size:${px(width)} ${px(height)}`,
    );
  pictures(sheet.rule, HELP_PICTURES, drawing, url);
  elderRules(sheet, drawing, s, root + '.elder');
  return sheet.text();
}

/** Marks by the classes that all elements with one have. Icons of the second script alone are in its own sheet. */
function marks(sheet: Sheet, drawing: Drawing, url: PictureUrl): void {
  const every = { marks: '.mark,.icon,.art,.key-cap', signs: '.sign', ring: '.ring' } as const;
  for (const name of ['marks', 'signs', 'ring'] as const) {
    const fine = drawing === 'hd' ? { fine: url(`marks/${name}-fhd.png`) } : {};
    const table: MarkTable = MARKS.sheets[`${name}-${drawing}`];
    markPicture(sheet, '.' + drawing, every[name], table, { url: url(`marks/${name}-${drawing}.png`), ...fine });
    markPlaces(sheet, table, Object.keys(table.at).filter(isFirst));
  }
  const named = Object.keys(MARKS.sheets['marks-hd'].at).filter((name) => /^(m-|key_)/.test(name) && isFirst(name));
  sheet.rule(named.map((name) => '.' + name).join(','), 'text-indent:-999px;overflow:hidden;background-color:transparent!important');
}

/** Marks that a first paint may show. */
const isFirst = (name: string): boolean => /^(art|m-|key_|d-|r-|i-clock|i-question)/.test(name);

/** The help's pictures; a window that shows the HD drawing larger has finer ones. */
function pictures(rule: Rule, names: readonly Picture[], drawing: Drawing, url: PictureUrl): void {
  const [width, height] = PICTURE_PX[drawing];
  const every = names.map((name) => '.p-' + name).join(',');
  rule(every, `background-repeat:no-repeat;background-size:${px(width)} ${px(height)}`);
  for (const name of names) {
    rule('.p-' + name, `background-image:url(${url(`help/${name}-${drawing}.png`)})`);
    if (drawing === 'hd') rule('.p-' + name, `background-image:url(${url(`help/${name}-fhd.png`)})`, '.hd.fine');
  }
}

function cardBlock(drawing: Drawing, url: PictureUrl): string {
  const s = SIZES[drawing];
  const sheet = sheetUnder('.' + drawing);
  for (const name of CARD_BOX_NAMES) sheet.place(name, s.boxes[name]);
  cardRules(sheet.rule, drawing, s);
  cardType(sheet.rule, s.elder, `.${drawing}.elder`);
  pictures(sheet.rule, [...CARD_PICTURES, ...BANK_PICTURES], drawing, url);
  bankRules(sheet.rule, drawing, s.edge, s.type.body, s.type.hint, url);
  passRules(sheet.rule, drawing, s.edge, s.radius, s.type);
  const table: MarkTable = MARKS.sheets[`marks-${drawing}`];
  markPlaces(
    sheet,
    table,
    Object.keys(table.at).filter((name) => !isFirst(name)),
  );
  return sheet.text();
}

/** The rules that the second script carries: none is needed before a card is typed. */
export function cardCss(url: PictureUrl = AT_HOME): string {
  return [CARD_LOOK.trim(), BANK_LOOK.trim(), PASS_LOOK.trim(), ...DRAWINGS.map((drawing) => cardBlock(drawing, url))].join('\n') + '\n';
}

/** The style sheet of the first paint: one general part and a block for each drawing. */
export function css(url: PictureUrl = AT_HOME): string {
  return [LOOK.trim(), SCREEN_LOOK.trim(), ...DRAWINGS.map((drawing) => block(drawing, url))].join('\n') + '\n';
}

export type { Rule, Sheet, Type };
export { tall };
