/** Writes an app's style sheet at build time: the looks of tv/ui, the frame's boxes, and the app's own. */
import { COLOURS as C } from '../../tv/ui/colours.ts';
import { LOOK } from '../../tv/ui/look.ts';
import { markRules } from '../../tv/ui/mark-rules.ts';
import type { MarkTable } from '../../tv/ui/mark-rules.ts';
import { uiRules } from '../../tv/ui/rules.ts';
import { px, sheetUnder, tall } from '../../tv/ui/sheet.ts';
import type { Sheet } from '../../tv/ui/sheet.ts';
import { UI_SIZES } from '../../tv/ui/sizes.ts';
import type { Drawing } from '../../tv/ui/sizes.ts';
import type { Box } from '../../tv/ui/boxes.ts';

/** Where a file of `public` is to be had. */
export type PictureUrl = (file: string) => string;

/** HD boxes by class; `sd` where half the width does not do. */
export interface AppBoxes {
  readonly [name: string]: Box;
}

export interface AppSheet {
  boxes: AppBoxes;
  sd: AppBoxes;
  /** Rules without sizes. */
  look: string;
  /** Rules with sizes: text on one line in the middle of its box, say. */
  more?(sheet: Sheet, drawing: Drawing, box: (name: string) => Box, url: PictureUrl): void;
  /** Behind everything. */
  ground?: 'calm' | 'dawn' | 'night';
}

const FRAME: AppBoxes = {
  'app-mark': [64, 36, 52, 52],
  'app-name': [130, 36, 640, 52],
  guarded: [760, 36, 456, 52],
  foot: [64, 648, 520, 40],
  sign: [574, 120, 132, 132],
  'title-mid': [64, 270, 1152, 60],
  'say-0': [64, 348, 1152, 44],
  'say-1': [64, 396, 1152, 40],
  'say-2': [64, 438, 1152, 40],
  single: [440, 520, 400, 84],
  'pair-left': [216, 520, 412, 84],
  'pair-right': [652, 520, 412, 84],
};

const FRAME_SD: AppBoxes = {
  'app-mark': [32, 26, 32, 32],
  'app-name': [74, 26, 300, 34],
  guarded: [360, 26, 248, 34],
  foot: [32, 452, 320, 34],
  sign: [280, 84, 80, 80],
};

/** The same place on the SD screen, which is narrower in proportion: the stage of 100 to 616 is 72 to 436 there. */
export const half = ([left, top, width, height]: Box): Box => [
  left / 2,
  top < 100 ? top * 0.72 : 72 + (top - 100) * 0.705,
  width / 2,
  height * 0.705,
];

const OWN_LOOK = `
.screen{position:absolute;left:0;top:0;width:100%;height:100%}
.b-600{font-weight:bold}
.guarded .g-brand{display:inline-block;vertical-align:top}
.where{font-weight:normal}
.where-line{display:inline-block;vertical-align:top;width:2px;background:#3a5a78}
.icon-ink,.focused .icon-pale{display:none}
.focused .icon-ink{display:block}
.yen{margin:0 -.1em 0 -.17em}
.app-hints,.app-hint{white-space:nowrap}
.app-hints{text-align:right}
.app-key,.app-cap{display:inline-block;vertical-align:top}
.app-cap{border:2px solid ${C.key_edge};color:${C.text};text-align:center}`;

export function appCss(app: AppSheet, marks: { [sheet: string]: MarkTable }, url: PictureUrl): string {
  const sheets = (['hd', 'sd'] as const).map((drawing) => {
    const sheet = sheetUnder('.' + drawing);
    const sizes = UI_SIZES[drawing];
    uiRules(sheet, drawing, sizes);
    const box = (name: string): Box => boxOf(app, name, drawing);
    for (const name of Object.keys({ ...FRAME, ...app.boxes })) {
      sheet.place(name, box(name));
      sheet.rule('.' + name + '.line', `line-height:${px(box(name)[3])}`);
    }
    for (const name of ['single', 'pair-left', 'pair-right'])
      sheet.rule('.button.' + name, `line-height:${px(box(name)[3] - 2 * sizes.edge)}`);
    const [left, top, width, height] = box('title-mid');
    sheet.rule('.mid.title', `left:${px(left)};top:${px(top)};width:${px(width)};${tall(height)}`);
    sheet.rule('#app', `font-size:${px(sizes.type.body)}`);
    sheet.rule('.where', `font-size:${px(sizes.type.body)}`);
    const [, , , name_height] = box('app-name');
    sheet.rule('.where-line', `height:${px(name_height / 2)};margin:${px(name_height / 4)} ${px(sizes.pad * 0.75)} 0`);
    sheet.rule('.guarded,.foot', `font-size:${px(sizes.type.hint)}`);
    sheet.rule('.app-name', `font-size:${px(sizes.type.body)}`);
    const mark = box('app-mark');
    sheet.rule('.guarded .g-brand', `margin-top:${px((mark[3] - (drawing === 'sd' ? 22 : 32)) / 2)}`);
    const { footer, safe, type } = sizes;
    sheet.rule('.app-hints', `right:${px(safe.x)};top:${px(footer.top)};${tall(footer.height)};font-size:${px(type.hint)}`);
    sheet.rule('.app-hint', `margin-left:${px(sizes.pad * 1.4)}`);
    const beside = `margin:${px((footer.height - footer.icon) / 2)} ${px(sizes.pad * 0.4)} 0 0`;
    sheet.rule('.app-key', `width:${px(footer.icon)};height:${px(footer.icon)};${beside}`);
    sheet.rule('.app-cap', `${tall(footer.icon - 4)};padding:0 ${px(sizes.pad * 0.5)};border-radius:${px(sizes.radius * 0.6)};${beside}`);
    if (app.ground) sheet.rule('.screen', `background:url(${url('marks/' + app.ground + '-' + drawing + '.png')}) no-repeat`);
    for (const name of ['marks', 'signs', 'apps'] as const) {
      const table = marks[name + '-' + drawing];
      if (!table) continue;
      const fine = drawing === 'hd' ? { fine: url('marks/' + name + '-fhd.png') } : {};
      markRules(sheet, '.' + drawing, table, { url: url('marks/' + name + '-' + drawing + '.png'), ...fine });
    }
    app.more?.(sheet, drawing, box, url);
    return sheet.text();
  });
  return [LOOK, OWN_LOOK, app.look, ...sheets].join('\n');
}

function boxOf(app: AppSheet, name: string, drawing: Drawing): Box {
  const hd = app.boxes[name] || FRAME[name];
  if (!hd) throw new Error('no box ' + name);
  if (drawing === 'hd') return hd;
  return app.sd[name] || (app.boxes[name] ? half(hd) : FRAME_SD[name] || half(hd));
}
