import { expect, test } from 'vitest';
import { cardCss, css } from './css.ts';
import { CARD_PICTURES } from './secret-entry/field-pictures.ts';
import { HELP_PICTURES } from './help.ts';
import { SCREEN, SIZES } from './sizes.ts';
import type { Size } from './canvas-sizes.ts';

const sheet = css();

test('uses nothing that a 2010 engine draws wrongly or not at all', () => {
  expect(sheet).not.toMatch(
    /flex|grid|var\(|calc\(|transform|transition|animation|shadow|gap:|inset|vw\b|vh\b|rem\b|:focus-visible|@media|opacity/,
  );
});

test('every rule closes and no number went wrong', () => {
  expect(sheet.split('{').length).toBe(sheet.split('}').length);
  expect(sheet).not.toMatch(/NaN|undefined|\d{5}px/);
});

// The card number's own box once placed the picture of the card number: both were called "pan".
test('a picture of the help is placed by its frame alone', () => {
  const rules = [...(sheet + cardCss()).matchAll(/^([^{]*){([^}]*)}/gm)];
  for (const name of [...HELP_PICTURES, ...CARD_PICTURES]) {
    const own = rules.filter(([, selector = '']) => selector.split(/[ ,]+/).some((part) => part.split('.').includes('p-' + name)));
    expect([name, own.length]).toEqual([name, 3]);
    for (const [, , body = ''] of own) expect(body).toMatch(/^background:url\([^)]+\) no-repeat$/);
  }
});

test('type is never smaller than the hints of its size', () => {
  const least: { [size in Size]: number } = { hd: 24, fhd: 36, sd: 16 };
  for (const size of Object.keys(least) as Size[]) {
    const sizes = [...sheet.matchAll(new RegExp(`^\\.${size}[^{]*{font-size:(\\d+)px`, 'gm'))].map((one) => Number(one[1]));
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(least[size]);
  }
});

test('what matters stands inside the safe area, and elder type is larger', () => {
  const edge: { [size in Size]: readonly [number, number] } = { hd: [64, 36], fhd: [96, 54], sd: [32, 26] };
  for (const [size, table] of Object.entries(SIZES()) as [Size, ReturnType<typeof SIZES>['hd']][]) {
    const [width, height] = SCREEN[size];
    const [x, y] = edge[size];
    const series = Object.entries(table.series).flatMap(([name, boxes]) => boxes.map((box) => [name, box] as const));
    for (const [name, [left, top, w, h]] of [...Object.entries(table.boxes), ...series]) {
      if (name === 'offline' || name === 'message-alone') continue;
      expect([size, name, left >= x && top >= y && left + w <= width - x && top + h <= height - y]).toEqual([size, name, true]);
    }
    expect(table.footer.top + table.footer.lead + table.footer.row).toBeLessThanOrEqual(height - y);
    for (const role of ['amount', 'title', 'body', 'hint'] as const) expect(table.elder[role]).toBeGreaterThan(table.type[role]);
  }
});
