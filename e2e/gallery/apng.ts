/** An animated PNG from frames of one size: each frame holds the rectangle that changed, in full colour. */
import { crc32 } from 'node:zlib';
import { PNG } from 'pngjs';

export interface Frame {
  picture: PNG;
  /** How long it is shown. */
  ms: number;
}

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PIXEL = 4;
/** Of a PNG's colour types, the one without transparency. */
const RGB = 2;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** The smallest rectangle outside of which both are the same; one pixel where they are the same throughout. */
export function changed(before: PNG, after: PNG): Rect {
  let [left, top, right, bottom] = [after.width, after.height, -1, -1];
  for (let y = 0; y < after.height; y++) {
    for (let x = 0; x < after.width; x++) {
      const at = (y * after.width + x) * PIXEL;
      if (before.data.readUInt32BE(at) === after.data.readUInt32BE(at)) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), y];
    }
  }
  if (right < 0) return { x: 0, y: 0, width: 1, height: 1 };
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The compressed pixels of a rectangle. */
function pixels(picture: PNG, { x, y, width, height }: Rect): Buffer {
  const part = new PNG({ width, height });
  PNG.bitblt(picture, part, x, y, width, height, 0, 0);
  const bytes = PNG.sync.write(part, { colorType: RGB, inputHasAlpha: true, deflateLevel: 9, deflateStrategy: 0 });
  const found: Buffer[] = [];
  for (let at = SIGNATURE.length; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return Buffer.concat(found);
}

function numbered(n: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(n);
  return out;
}

/** fcTL: where the frame stands and how long; what was there before stays. */
function control(sequence: number, { x, y, width, height }: Rect, ms: number): Buffer {
  const data = Buffer.alloc(26);
  [sequence, width, height, x, y].forEach((value, i) => data.writeUInt32BE(value, i * 4));
  data.writeUInt16BE(ms, 20);
  data.writeUInt16BE(1_000, 22);
  return chunk('fcTL', data);
}

/** Shown over and over. Frames must be of one size. */
export function apng(frames: readonly [Frame, ...Frame[]]): Buffer {
  const { width, height } = frames[0].picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, RGB, 0, 0, 0], 8);
  const out = [SIGNATURE, chunk('IHDR', header), chunk('acTL', Buffer.concat([numbered(frames.length), numbered(0)]))];
  let sequence = 0;
  frames.forEach(({ picture, ms }, i) => {
    const before = frames[i - 1];
    const rect = before ? changed(before.picture, picture) : { x: 0, y: 0, width, height };
    out.push(control(sequence++, rect, ms));
    const data = pixels(picture, rect);
    out.push(before ? chunk('fdAT', Buffer.concat([numbered(sequence++), data])) : chunk('IDAT', data));
  });
  return Buffer.concat([...out, chunk('IEND', Buffer.alloc(0))]);
}

/** Half as wide and high: each pixel is the mean of four. */
export function halved(picture: PNG): PNG {
  const small = new PNG({ width: picture.width / 2, height: picture.height / 2 });
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++)
      for (let c = 0; c < PIXEL; c++) {
        const at = (dx: number, dy: number): number => picture.data[((y * 2 + dy) * picture.width + x * 2 + dx) * PIXEL + c] as number;
        small.data[(y * small.width + x) * PIXEL + c] = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) >> 2;
      }
  return small;
}
