/** Places of the film app. */
import { COLOURS as C } from '../../../tv/ui/colours.ts';
import { RAIL_LOOK, railRules } from '../../../tv/ui/rail-rules.ts';
import { px } from '../../../tv/ui/sheet.ts';
import type { Box } from '../../../tv/ui/boxes.ts';
import type { AppSheet } from '../../page/sheet.ts';

const boxes: { [name: string]: Box } = {};
const sd: { [name: string]: Box } = {};
for (let i = 0; i < 7; i++) {
  boxes['tab-' + i] = [290 + i * 92, 36, 84, 52];
  boxes['tab-line-' + i] = [290 + i * 92 + 18, 86, 48, 4];
  sd['tab-' + i] = [182 + i * 60, 26, 56, 34];
  sd['tab-line-' + i] = [182 + i * 60 + 12, 60, 32, 3];
}
for (let i = 0; i < 5; i++) {
  boxes['check-name-' + i] = [92, 184 + i * 46, 180, 46];
  boxes['check-value-' + i] = [232, 184 + i * 46, 476, 46];
  sd['check-value-' + i] = [110, 134 + i * 34, 244, 34];
  sd['check-name-' + i] = [44, 134 + i * 34, 90, 34];
}
for (let i = 0; i < 6; i++) {
  boxes['mine-name-' + i] = [64, 112 + i * 64, 660, 64];
  boxes['mine-state-' + i] = [740, 112 + i * 64, 476, 64];
}

export const FILM: AppSheet = {
  boxes: {
    ...boxes,
    hero: [0, 0, 1280, 330],
    scene: [0, 0, 1280, 720],
    'hero-title': [64, 104, 700, 60],
    'hero-about': [64, 166, 700, 38],
    'hero-price': [64, 214, 700, 38],
    'shelf-name-0': [64, 276, 600, 44],
    'shelf-name-1': [64, 634, 600, 44],
    'shelf-0': [64, 326, 1216, 300],
    'shelf-1': [64, 684, 1216, 300],
    'rail-control': [64, 326, 168, 236],
    'film-title': [64, 98, 640, 74],
    'film-kind': [64, 172, 672, 38],
    'film-about-0': [64, 218, 660, 42],
    'film-about-1': [64, 260, 660, 42],
    'plan-0': [64, 318, 328, 84],
    'plan-1': [408, 318, 328, 84],
    'months-panel': [64, 418, 672, 92],
    'months-ask': [88, 418, 130, 92],
    less: [216, 432, 64, 64],
    'months-count': [280, 418, 60, 92],
    more: [340, 432, 64, 64],
    'months-note': [420, 418, 170, 92],
    'months-sum': [540, 418, 176, 92],
    'half-left': [64, 528, 328, 88],
    'half-right': [408, 528, 328, 88],
    'check-title': [64, 98, 672, 60],
    'check-panel': [64, 170, 672, 340],
    'check-rule': [92, 424, 616, 2],
    'check-sum-name': [92, 432, 200, 70],
    'check-sum': [300, 432, 408, 70],
    film: [0, 0, 1280, 720],
    'play-words': [64, 320, 1152, 60],
    'mine-none': [64, 240, 1152, 60],
  },
  sd: {
    ...sd,
    'app-name': [74, 26, 230, 34],
    'hero-title': [32, 72, 360, 42],
    'hero-about': [32, 114, 400, 26],
    'hero-price': [32, 142, 400, 26],
    'shelf-name-0': [32, 190, 300, 28],
    'shelf-0': [32, 226, 640, 200],
    'shelf-name-1': [32, 418, 300, 24],
    'shelf-1': [32, 450, 640, 200],
    'film-kind': [32, 126, 370, 28],
    'film-about-0': [32, 159, 340, 30],
    'film-about-1': [32, 189, 340, 30],
    'plan-0': [32, 232, 176, 62],
    'plan-1': [216, 232, 176, 62],
    'months-panel': [32, 304, 360, 68],
    'months-ask': [44, 304, 80, 68],
    less: [122, 316, 40, 44],
    'months-count': [162, 304, 36, 68],
    more: [198, 316, 40, 44],
    'months-note': [246, 304, 144, 34],
    'months-sum': [246, 334, 136, 36],
    'half-left': [32, 384, 176, 52],
    'half-right': [216, 384, 176, 52],
    'check-title': [32, 70, 360, 44],
    'check-panel': [32, 124, 334, 248],
    'check-rule': [44, 310, 308, 2],
    'check-sum-name': [44, 316, 110, 50],
    'check-sum': [150, 316, 204, 50],
  },
  look: `${RAIL_LOOK}
.screen{background:#0a1424}
.tab{position:absolute;text-align:center;white-space:nowrap;color:#c3d0dc}
.tab.focused{color:${C.ink};background:${C.focus}}
.tab-line{background:${C.jade}}
.rail-control,.rail-control.focused{position:absolute;background:transparent;border:0}
.hero,.scene{background-repeat:no-repeat}
.plan-name,.plan-price{position:absolute;top:0;white-space:nowrap}
.months-panel,.check-panel{background:#10243a;background:rgba(16,36,54,.96)}
.film{background:#0a1424}
.film-locked{color:${C.warn}}
.check-rule{background:${C.rule}}
.plan-0,.plan-1{background:#162d42;border-color:#162d42}
.plan-0.chosen,.plan-1.chosen{border-color:${C.chosen}}
.plan-0.focused,.plan-1.focused{background:${C.focus};border-color:${C.rim}}`,
  more(sheet, drawing, box, url) {
    const { rule } = sheet;
    const small = drawing === 'sd';
    railRules(sheet, drawing);
    for (const [name, picture] of [
      ['hero', 'apps/hero.jpg'],
      ['scene', 'apps/scene-left.jpg'],
    ] as const) {
      const [, , width, height] = box(name);
      rule('.' + name, `background-image:url(${url(picture)});background-size:${px(width)} ${px(height)}`);
    }
    const line = (names: readonly string[], edge: number): void => {
      for (const name of names) rule('.' + name, `line-height:${px(box(name)[3] - edge)}`);
    };
    line(['half-left', 'half-right', 'less', 'more', 'plan-0', 'plan-1'], 8);
    line(
      Array.from({ length: 7 }, (_, i) => 'tab-' + i),
      0,
    );
    rule('.tab', `border-radius:${px(small ? 6 : 10)}`);
    rule('.half-left,.half-right', `font-size:${px(small ? 20 : 32)}`);
    rule('.plan-name', `left:${px(small ? 8 : 24)}`);
    rule('.plan-price', `right:${px(small ? 8 : 22)}`);
    rule('.film-title', `font-size:${px(small ? 34 : 56)}`);
    rule('.hero-about,.hero-price,.film-kind,.months-note', `font-size:${px(small ? 16 : 24)}`);
    rule('.months-count,.months-sum', `font-size:${px(small ? 24 : 40)}`);
    rule('.check-sum', `font-size:${px(small ? 34 : 56)}`);
    rule('.check-sum-name', `font-size:${px(small ? 20 : 32)}`);
    rule('.months-panel,.check-panel', `border-radius:${px(small ? 8 : 14)}`);
  },
};
