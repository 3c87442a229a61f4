/** Places of the home. */
import { COLOURS as C } from '../../../tv/ui/colours.ts';
import { px } from '../../../tv/ui/sheet.ts';
import type { Box } from '../../../tv/ui/boxes.ts';
import type { AppSheet } from '../../page/sheet.ts';

const tiles: { [name: string]: Box } = {};
for (let i = 0; i < 4; i++) tiles['app-' + i] = [64 + i * 292, 484, 276, 132];

/** Posters that a banner may show. */
const BANNER_PICTURES = ['sing', 'whale', 'lijiang', 'gulf', 'camp'];

export const HOME: AppSheet = {
  ground: 'dawn',
  boxes: {
    day: [700, 36, 516, 52],
    'live-picture': [64, 104, 560, 315],
    'live-band': [0, 255, 552, 56],
    'live-now': [20, 255, 520, 56],
    'banner-0': [640, 104, 576, 150],
    'banner-1': [640, 269, 576, 150],
    'banner-title': [24, 16, 400, 50],
    'banner-about': [24, 62, 410, 36],
    'banner-price': [24, 98, 400, 40],
    'banner-picture': [440, 4, 96, 134],
    centre: [64, 430, 500, 46],
    mine: [1036, 430, 180, 44],
    ...tiles,
    'app-picture': [18, 22, 80, 80],
    'app-title': [114, 14, 154, 50],
    'app-about': [114, 62, 154, 38],
  },
  sd: {
    'live-picture': [32, 76, 280, 230],
    'live-band': [0, 186, 272, 36],
    'live-now': [10, 186, 262, 36],
    'banner-title': [12, 8, 200, 32],
    'banner-about': [12, 42, 200, 26],
    'banner-price': [12, 68, 180, 28],
    'banner-picture': [218, 6, 62, 88],
    mine: [498, 309, 110, 32],
    'app-picture': [5, 20, 44, 44],
    'app-title': [53, 12, 76, 32],
    'app-about': [53, 44, 76, 26],
  },
  look: `
.live-picture{position:absolute;border:4px solid #0a1424;background-color:#0a1424;overflow:hidden;font-weight:normal}
.live-picture.focused{border-color:${C.focus};background-color:#0a1424;color:${C.text};font-weight:normal}
.live-band{background:#0a1422;background:rgba(10,20,34,.82)}
.app-tile{background:#0c1e2e;border-color:#0c1e2e}
.app-tile.focused{background:${C.focus};border-color:${C.rim}}
.banner-0{background:#5c1f58;border-color:#5c1f58}
.banner-1{background:#134a72;border-color:#134a72}
.banner-0.focused,.banner-1.focused{background:${C.focus};border-color:${C.rim}}
.banner-picture{background-repeat:no-repeat;background-size:100% 100%}
.screen-home .foot{color:#d3e0e8}`,
  more({ rule }, drawing, box, url) {
    const sd = drawing === 'sd';
    rule('.banner-title', `font-size:${px(sd ? 20 : 32)}`);
    rule('.banner-about,.app-about,.day,.live-now', `font-size:${px(sd ? 16 : 24)}`);
    rule('.app-name', `font-size:${px(sd ? 20 : 32)}`);
    const [, , , mine] = box('mine');
    rule('.button.mine', `line-height:${px(mine - 8)};border-radius:${px(mine / 2)};font-size:${px(sd ? 16 : 24)}`);
    rule('.app-title', `font-size:${px(sd ? 18 : 30)}`);
    const [, , width, height] = box('live-picture');
    // The picture keeps its shape: what the SD window has no room for is left out at its sides, more of it where nothing is to be seen.
    const [inner, wide] = [height - 8, Math.max(width - 8, ((height - 8) * 16) / 9)];
    const beside = (wide - (width - 8)) * 0.8;
    rule(
      '.live-picture',
      `background:#0a1424 url(${url('apps/scene.jpg')}) no-repeat ${px(-Math.round(beside))} 0;background-size:${px(Math.round(wide))} ${px(inner)}`,
    );
    for (const name of BANNER_PICTURES) rule('.p-' + name, `background-image:url(${url('apps/poster-' + name + '.png')})`);
  },
};
