import { expect, test } from 'vitest';
import { SCREEN, UI_SIZES } from '../tv/ui/sizes.ts';
import type { Drawing } from '../tv/ui/sizes.ts';
import { luma } from '../tv/ui/contrast.ts';
import { cardCss, css } from './css.ts';
import { HELP_PICTURES } from './help.ts';
import { BANK_PICTURES, CARD_PICTURES } from './secret-entry/field-pictures.ts';
import { SIZES } from './sizes.ts';

const sheet = css();
const DRAWINGS: readonly Drawing[] = ['hd', 'sd'];

test('uses nothing that a 2010 engine draws wrongly or not at all', () => {
  expect(sheet + cardCss()).not.toMatch(
    /flex|grid|var\(|calc\(|transform|transition|animation|shadow|gradient|gap:|inset|vw\b|vh\b|rem\b|:focus-visible|@media|opacity/,
  );
});

test('every rule closes and no number went wrong', () => {
  expect(sheet.split('{').length).toBe(sheet.split('}').length);
  expect(sheet + cardCss()).not.toMatch(/NaN|undefined|\d{5}px/);
});

// The card number's own box once placed the picture of the card number: both were called "pan".
test('a picture of the help is placed by its frame alone', () => {
  const rules = [...(sheet + cardCss()).matchAll(/^([^{]*){([^}]*)}/gm)];
  for (const name of [...HELP_PICTURES, ...CARD_PICTURES, ...BANK_PICTURES]) {
    const own = rules.filter(([, selector = '']) => selector.split(/[ ,]+/).some((part) => part.split('.').includes('p-' + name)));
    // In each drawing its size, with all others, and its file; in a large window a finer one.
    expect([name, own.length]).toEqual([name, 5]);
    for (const [, , body = ''] of own)
      expect(body).toMatch(/^background-(image:url\([^)]+\)|repeat:no-repeat;background-size:\d+px \d+px)$/);
  }
});

test('type is never smaller than the hints of its drawing', () => {
  for (const size of DRAWINGS) {
    const sizes = [...(sheet + cardCss()).matchAll(new RegExp(`^\\.${size}[^{]*{[^}]*?font-size:(\\d+)px`, 'gm'))].map((one) =>
      Number(one[1]),
    );
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(UI_SIZES[size].type.hint);
  }
});

test('what matters stands inside the safe area, and elder type is larger', () => {
  for (const size of DRAWINGS) {
    const table = SIZES[size];
    const [width, height] = SCREEN[size];
    const { x, y } = table.safe;
    const series = Object.entries(table.series).flatMap(([name, boxes]) => boxes.map((box) => [name, box] as const));
    for (const [name, [left, top, w, h]] of [...Object.entries(table.boxes), ...series]) {
      if (name === 'offline' || name === 'message-alone') continue;
      expect([size, name, left >= x && top >= y && left + w <= width - x && top + h <= height - y]).toEqual([size, name, true]);
    }
    expect(table.footer.top + table.footer.height).toBeLessThanOrEqual(height - 30);
    for (const role of ['amount', 'title', 'body', 'hint', 'head'] as const) expect(table.elder[role]).toBeGreaterThan(table.type[role]);
  }
});

test('no colour of the sheets is brighter than a TV shows', () => {
  for (const colour of (sheet + cardCss()).match(/#[0-9a-f]{6}\b/g) ?? []) expect([colour, luma(colour) <= 235]).toEqual([colour, true]);
});
