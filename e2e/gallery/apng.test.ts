import { crc32 } from 'node:zlib';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { apng, changed, halved } from './apng.ts';

function plain(width: number, height: number, grey: number): PNG {
  const png = new PNG({ width, height });
  for (let i = 0; i < png.data.length; i++) png.data[i] = i % 4 === 3 ? 255 : grey;
  return png;
}

function dotted(png: PNG, x: number, y: number, grey: number): PNG {
  const out = plain(png.width, png.height, 0);
  png.data.copy(out.data);
  out.data.fill(grey, (y * png.width + x) * 4, (y * png.width + x) * 4 + 3);
  return out;
}

function chunks(bytes: Buffer): { type: string; data: Buffer; sound: boolean }[] {
  const found = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    const sound = crc32(body) === bytes.readUInt32BE(at + 8 + length);
    found.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4), sound });
    at += length + 12;
  }
  return found;
}

const ground = plain(8, 6, 20);
const second = dotted(dotted(ground, 2, 1, 200), 5, 4, 200);

it('finds the rectangle that changed', () => {
  expect(changed(ground, second)).toEqual({ x: 2, y: 1, width: 4, height: 4 });
  expect(changed(ground, ground)).toEqual({ x: 0, y: 0, width: 1, height: 1 });
});

it('is a PNG whose first frame every reader shows, and the others are numbered in order', () => {
  const bytes = apng([
    { picture: ground, ms: 500 },
    { picture: second, ms: 250 },
    { picture: ground, ms: 100 },
  ]);
  expect(PNG.sync.read(bytes).data.equals(ground.data)).toBe(true);
  const all = chunks(bytes);
  expect(all.map(({ type }) => type)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND']);
  expect(all.every(({ sound }) => sound)).toBe(true);
  expect(all[1]?.data.readUInt32BE(0)).toBe(3);
  const numbered = all.filter(({ type }) => type === 'fcTL' || type === 'fdAT').map(({ data }) => data.readUInt32BE(0));
  expect(numbered).toEqual([0, 1, 2, 3, 4]);
  const [, frame] = all.filter(({ type }) => type === 'fcTL');
  expect([4, 8, 12, 16].map((at) => frame?.data.readUInt32BE(at))).toEqual([4, 4, 2, 1]);
  expect([frame?.data.readUInt16BE(20), frame?.data.readUInt16BE(22)]).toEqual([250, 1_000]);
});

it('halves a picture by the mean of four pixels', () => {
  const small = halved(dotted(ground, 0, 0, 60));
  expect([small.width, small.height, small.data[0], small.data[4]]).toEqual([4, 3, 30, 20]);
});
