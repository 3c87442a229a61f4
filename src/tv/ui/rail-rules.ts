/** The style rules of a rail for one drawing. */
import { COLOURS as C } from './colours.ts';
import type { RailSizes } from './rail.ts';
import { px, tall } from './sheet.ts';
import type { Sheet } from './sheet.ts';

export const RAIL_SIZES: { readonly [drawing in 'hd' | 'sd']: RailSizes } = {
  hd: { pitch: 188, width: 168, height: 236, shown: 7 },
  sd: { pitch: 112, width: 100, height: 140, shown: 6 },
};

export const RAIL_LOOK = `
.rail{position:absolute}
.rail-strip,.rail-slot,.rail-picture,.rail-frame,.rail-gap,.rail-plate,.rail-badge,.rail-lock,.rail-title{position:absolute}
.rail-strip{left:0;top:0}
.rail-picture{left:0;top:0;background:${C.tile}}
.rail-title,.rail-plate,.rail-badge{white-space:nowrap;overflow:hidden;text-align:center}
.rail-title{color:#c3d0dc}
.rail-badge{left:0;background:#09121e;background:rgba(9,18,30,.9)}
.rail-locked{color:${C.text}}
.rail-free{color:#8fe3bd}
.rail-none,.rail-frame,.rail-plate{display:none}
.rail-told{display:block}
.rail-focused{display:block;background:${C.focus}}
.rail-gap{background:#0a1424}
.rail-plate{background:${C.focus};color:${C.ink};font-weight:bold}`;

/** The focus is a gap of 4 and a ring of 5 about the picture, and a plate with its title below. */
export function railRules({ rule }: Sheet, drawing: 'hd' | 'sd'): void {
  const { width, height, pitch, shown } = RAIL_SIZES[drawing];
  const sd = drawing === 'sd';
  const [font, line] = sd ? [16, 26] : [24, 42];
  const [gap, ring] = [4, 5];
  rule('.rail', `height:${px(height + line + 24)};width:${px(pitch * shown)}`);
  rule('.rail-slot', `width:${px(width)};top:0`);
  rule('.rail-title,.rail-plate', `font-size:${px(font)};${tall(line)}`);
  rule('.rail-title', `left:0;top:${px(height + 6)};width:${px(width)}`);
  const out = gap + ring;
  rule(
    '.rail-frame',
    `left:${px(-out)};top:${px(-out)};width:${px(width + 2 * out)};height:${px(height + line + out + 14)};border-radius:${px(sd ? 10 : 16)}`,
  );
  rule(
    '.rail-gap',
    `left:${px(ring)};top:${px(ring)};width:${px(width + 2 * gap)};height:${px(height + 2 * gap)};border-radius:${px(sd ? 8 : 12)}`,
  );
  rule('.rail-plate', `left:${px(-gap)};top:${px(height + 6)};width:${px(width + 2 * gap)}`);
  const badge = sd ? 24 : 38;
  rule(
    '.rail-badge',
    `top:${px(height - badge)};font-size:${px(sd ? 15 : 24)};${tall(badge)};padding:0 ${px(sd ? 5 : 10)};border-radius:0 ${px(sd ? 6 : 10)} 0 ${px(sd ? 6 : 10)}`,
  );
  const lock = sd ? 18 : 26;
  rule('.rail-locked', `padding-left:${px(lock + (sd ? 5 : 12))}`);
  rule('.rail-lock', `left:${px(sd ? 3 : 7)};top:${px(height - badge + (badge - lock) / 2)}`);
}
