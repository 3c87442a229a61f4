/** Places of the film app. */
import { COLOURS as C } from '../../../tv/ui/colours.ts';
import { RAIL_LOOK, railRules } from '../../../tv/ui/rail-rules.ts';
import { px, tall } from '../../../tv/ui/sheet.ts';
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
  sd['check-value-' + i] = [98, 134 + i * 34, 282, 34];
  sd['check-name-' + i] = [44, 134 + i * 34, 90, 34];
}
for (let i = 0; i < 6; i++) {
  boxes['mine-row-' + i] = [64, 108 + i * 66, 1152, 58];
  boxes['mine-name-' + i] = [88, 108 + i * 66, 640, 58];
  boxes['mine-state-' + i] = [740, 108 + i * 66, 452, 58];
  sd['mine-name-' + i] = [44, 78 + i * 46.5, 320, 41];
  sd['mine-state-' + i] = [370, 78 + i * 46.5, 226, 41];
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
    'months-note-0': [420, 428, 130, 36],
    'months-note-1': [420, 464, 130, 36],
    'months-sum': [530, 418, 186, 92],
    'plan-disc-0': [366, 308, 36, 36],
    'plan-disc-1': [710, 308, 36, 36],
    'disc-check': [5, 5, 26, 26],
    'tab-band': [0, 0, 1280, 1],
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
    hero: [0, 0, 640, 233],
    scene: [0, 0, 640, 526],
    film: [0, 0, 640, 526],
    'tab-band': [0, 0, 640, 66],
    'plan-disc-0': [192, 224, 24, 24],
    'plan-disc-1': [376, 224, 24, 24],
    'disc-check': [3, 3, 18, 18],
    'months-note-0': [246, 304, 140, 34],
    'months-sum': [246, 334, 136, 36],
    'half-left': [32, 384, 176, 52],
    'half-right': [216, 384, 176, 52],
    'check-title': [32, 70, 360, 44],
    'check-panel': [32, 124, 360, 248],
    'check-rule': [44, 310, 336, 2],
    'check-sum-name': [44, 316, 110, 50],
    'check-sum': [150, 316, 230, 50],
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
.tab-band{background:#0a1424;background:rgba(10,20,36,.78)}
.here{color:${C.text};font-weight:bold}
.tab.focused .here{color:${C.ink}}
.chip,.chip-sign{display:inline-block;vertical-align:top}
.chip{background:#1c3554}
.chip-good{background:#11453f;color:#a5e6cf}
.disc{z-index:1;background:${C.jade}}
.step-off{background:#122232;border-color:#122232}
.plan-0.chosen,.plan-1.chosen{font-weight:bold}
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
      // Pictures keep their shape on the narrower window: the hero shows its right end, the scene what stands beside the text.
      const drawn = small ? (height * 1280) / (name === 'hero' ? 330 : 720) : width;
      const left = !small ? 0 : name === 'hero' ? width - drawn : -150;
      rule(
        '.' + name,
        `background-image:url(${url(picture)});background-size:${px(drawn)} ${px(height)};background-position:${px(left)} 0`,
      );
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
    // Name and price stand beside each other; one below the other where there is no room for that.
    rule('.plan-name', `left:${px(small ? 12 : 24)}`);
    rule('.plan-price', small ? 'left:12px;top:26px;line-height:24px;font-size:16px' : 'right:22px');
    if (small) rule('.plan-name', 'top:4px;line-height:26px');
    const chip = small ? 24 : 38;
    rule(
      '.chip',
      `${tall(chip)};padding:0 ${px(small ? 8 : 16)} 0 ${px(small ? 6 : 12)};margin-right:${px(small ? 8 : 14)};border-radius:${px(chip / 4)}`,
    );
    const sign = small ? 18 : 26;
    rule('.chip-sign', `margin:${px((chip - sign) / 2)} ${px(small ? 4 : 8)} 0 0`);
    rule('.disc', `border-radius:${px(box('plan-disc-0')[2] / 2)}`);
    const step = small ? 22 : 36;
    rule('.step-sign', `margin:${px((box('less')[3] - 8 - step) / 2)} auto 0`);
    rule('.mine-row-0,.mine-row-1,.mine-row-2,.mine-row-3,.mine-row-4,.mine-row-5', `border-radius:${px(small ? 8 : 14)}`);
    rule('.mine-state-0,.mine-state-1,.mine-state-2,.mine-state-3,.mine-state-4,.mine-state-5', `font-size:${px(small ? 16 : 24)}`);
    if (small) rule('.check-value-2,.check-value-3', 'font-size:16px');
    rule('.film-title', `font-size:${px(small ? 34 : 56)}`);
    rule('.hero-about,.hero-price,.film-kind,.months-note-0,.months-note-1', `font-size:${px(small ? 16 : 24)}`);
    rule('.months-count,.months-sum', `font-size:${px(small ? 24 : 40)}`);
    rule('.check-sum', `font-size:${px(small ? 34 : 56)}`);
    rule('.check-sum-name', `font-size:${px(small ? 20 : 32)}`);
    rule('.months-panel,.check-panel', `border-radius:${px(small ? 8 : 14)}`);
  },
};
