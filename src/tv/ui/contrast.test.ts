import { expect, test } from 'vitest';
import { COLOURS } from './colours.ts';
import type { Colour } from './colours.ts';
import { contrast, luma } from './contrast.ts';

/** ink -> the grounds it stands on, and the least contrast there. */
const PAIRS: readonly (readonly [ink: Colour, grounds: readonly Colour[], least: number])[] = [
  ['text', ['ground', 'sky', 'tile', 'button', 'pill', 'panel', 'well', 'lit', 'receiving'], 7],
  ['text', ['primary'], 6],
  ['quiet', ['ground', 'sky', 'tile', 'button', 'pill', 'panel', 'well', 'lit', 'receiving', 'off'], 6],
  ['ink', ['focus'], 8],
  ['ink_quiet', ['focus'], 7],
  ['ink', ['jade', 'key_yellow'], 7],
  ['text', ['mark'], 5],
  ['text', ['key_blue'], 3.5],
  ['black', ['paper'], 14],
  ['warn', ['ground', 'sky', 'panel', 'tile'], 7],
  ['ok', ['ground', 'sky', 'panel', 'tile'], 5.5],
  ['jade', ['ground', 'sky', 'panel', 'tile'], 6],
  ['bad', ['ground', 'panel'], 6],
  ['off_text', ['off'], 4.5],
];

test.each(PAIRS.flatMap(([ink, grounds, least]) => grounds.map((ground) => [ink, ground, least] as const)))(
  '%s on %s has contrast %d',
  (ink, ground, least) => {
    expect(contrast(COLOURS[ink], COLOURS[ground])).toBeGreaterThanOrEqual(least);
  },
);

test('what has the focus stands out from everything beside it, also in grey', () => {
  for (const other of ['ground', 'sky', 'tile', 'button', 'primary', 'pill', 'panel', 'well', 'off'] as const) {
    expect([other, contrast(COLOURS.focus, COLOURS[other]) >= 3]).toEqual([other, true]);
    expect([other, luma(COLOURS.focus) - luma(COLOURS[other]) >= 60]).toEqual([other, true]);
  }
});

test('no colour is brighter than a TV shows, and only the focus is amber', () => {
  for (const [name, colour] of Object.entries(COLOURS)) {
    expect([name, luma(colour) >= 15 && luma(colour) <= 235]).toEqual([name, true]);
    if (!/^(focus|rim|key_yellow|warn|ink_quiet)$/.test(name)) expect([name, isAmber(colour)]).toEqual([name, false]);
  }
});

function isAmber(colour: string): boolean {
  const n = parseInt(colour.slice(1), 16);
  return n >> 16 > 200 && (n & 255) < 110;
}
