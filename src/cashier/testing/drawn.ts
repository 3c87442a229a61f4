/** The box of a control as the style sheet places it: read from the sheet itself, so that no second table can differ. */
import type { Box } from '../../tv/ui/boxes.ts';
import type { Drawing } from '../../tv/ui/sizes.ts';
import { cardCss, css } from '../css.ts';

type Placed = { [property: string]: number | undefined };

const RULE = /^\.(hd|sd)(\.elder)? ([^{]*)\{([^}]*)\}/gm;
const NUMBERS = /(?:^|;)(left|top|width|height):(-?\d+)px/g;

/** Class -> its numbers, in the order of the sheet: what stands later wins. */
function read(drawing: Drawing, elder: boolean): Map<string, Placed> {
  const found = new Map<string, Placed>();
  for (const inMode of [false, true]) {
    if (inMode && !elder) continue;
    for (const [, size, mode, selectors = '', body = ''] of (css() + '\n' + cardCss()).matchAll(RULE)) {
      if (size !== drawing || !!mode !== inMode) continue;
      for (const one of `.${size}${mode ?? ''} ${selectors}`.split(',')) {
        const name = /^\.[\w.]+ \.([\w-]+)$/.exec(one.trim())?.[1];
        if (!name) continue;
        const placed = found.get(name) ?? {};
        for (const [, property = '', value] of body.matchAll(NUMBERS)) placed[property] = Number(value);
        found.set(name, placed);
      }
    }
  }
  return found;
}

const known = new Map<string, Map<string, Placed>>();

/** Looks that say nothing about the place. */
const LOOKS = /^(button|tile|main|pill|field|off|narrow|dense|is-card|remember|code-off|code-boxes|key|wordy)$/;

export function boxOn({ place }: { place: string }, drawing: Drawing, elder: boolean): Box {
  const key = drawing + (elder ? ' elder' : '');
  const table = known.get(key) ?? read(drawing, elder);
  known.set(key, table);
  const whole: Placed = {};
  for (const name of place.split(' ')) {
    const placed = table.get(name);
    if (!placed && !LOOKS.test(name)) throw new Error('no box ' + name);
    for (const [property, value] of Object.entries(placed ?? {})) if (name === 'code-boxes' || !LOOKS.test(name)) whole[property] = value;
  }
  const { left = NaN, top = NaN, width = NaN, height = NaN } = whole;
  if ([left, top, width, height].some(Number.isNaN)) throw new Error('no whole box: ' + place + ' ' + JSON.stringify(whole));
  return [left, top, width, height];
}
