import { expect, test } from 'vitest';
import { fit } from './fit.ts';
import { SCREEN } from './sizes.ts';

const WINDOWS = [
  [640, 480],
  [640, 526],
  [640, 528],
  [720, 576],
  [800, 600],
  [854, 480],
  [960, 540],
  [1024, 768],
  [1280, 720],
  [1366, 640],
  [1366, 768],
  [1600, 900],
  [1920, 1080],
  [2560, 1440],
  [3840, 2160],
] as const;

test.each(WINDOWS)('%dx%d: nothing that is drawn is outside', (w, h) => {
  const { drawing, zoom, left, top } = fit(w, h);
  const [width, height] = SCREEN[drawing];
  expect(left + width * zoom).toBeLessThanOrEqual(w + 0.001);
  expect(top + height * zoom).toBeLessThanOrEqual(h + 0.001);
  // In the middle, to a pixel.
  expect(Math.abs(w - width * zoom - 2 * left)).toBeLessThan(2);
  expect(Math.abs(h - height * zoom - 2 * top)).toBeLessThan(2);
  // Hints of 24 and 16 pixels, and modules of a code of 10 and 7.
  expect((drawing === 'sd' ? 16 : 24) * zoom).toBeGreaterThanOrEqual(14);
  expect(Math.floor((drawing === 'sd' ? 7 : 10) * zoom)).toBeGreaterThanOrEqual(6);
});

test('drawn sizes are shown as drawn, larger ones by halves', () => {
  expect(fit(1280, 720)).toEqual({ drawing: 'hd', zoom: 1, left: 0, top: 0 });
  expect(fit(640, 526)).toEqual({ drawing: 'sd', zoom: 1, left: 0, top: 0 });
  expect([fit(1920, 1080).zoom, fit(3840, 2160).zoom, fit(1366, 768).zoom]).toEqual([1.5, 3, 1]);
});

test('a box that says its kind keeps it', () => {
  expect(fit(1280, 720, 'sd')).toEqual({ drawing: 'sd', zoom: 1, left: 320, top: 97 });
});
