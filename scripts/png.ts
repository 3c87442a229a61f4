import { crc32, deflateSync } from 'node:zlib';

/** RGBA pixels as a PNG with a palette of `most` colours, at most 256: a third of the size for pictures of few, and every engine reads it. */
export function palettePng(rgba: Uint8Array, width: number, height: number, most = 64): Buffer {
  const colours = palette(rgba, most);
  const index = new Map(colours.map((colour, i) => [colour, i]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = colourAt(rgba, (y * width + x) * 4);
      let at = index.get(colour);
      if (at === undefined) {
        at = nearest(colours, colour);
        index.set(colour, at);
      }
      rows[y * (width + 1) + 1 + x] = at;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colourTable = Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colourTable),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The pictures stand on one ground: whatever is transparent is that. */
const colourAt = (rgba: Uint8Array, at: number): number => ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);

/** The most frequent colours; the few pixels of all others take the nearest. */
function palette(rgba: Uint8Array, most: number): number[] {
  const count = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = colourAt(rgba, at);
    count.set(colour, (count.get(colour) ?? 0) + 1);
  }
  return [...count]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([colour]) => colour);
}

function nearest(colours: readonly number[], colour: number): number {
  const part = (c: number, shift: number) => (c >> shift) & 255;
  const distance = (c: number) => [16, 8, 0].reduce((sum, shift) => sum + (part(c, shift) - part(colour, shift)) ** 2, 0);
  let best = 0;
  for (let i = 1; i < colours.length; i++) if (distance(colours[i] as number) < distance(colours[best] as number)) best = i;
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  return out;
}
