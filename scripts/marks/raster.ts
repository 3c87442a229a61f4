/** From SVG to small PNGs, by rsvg-convert and pngquant: `apt-get install librsvg2-bin pngquant`. Needed only to draw anew; the outputs are kept. */
import { execFileSync } from 'node:child_process';
import { PNG } from 'pngjs';

function run(program: string, args: readonly string[], input: Buffer): Buffer {
  try {
    return execFileSync(program, args, { input, maxBuffer: 64 << 20 });
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT')
      throw new Error(`${program} is missing: apt-get install librsvg2-bin pngquant`, { cause: error });
    throw error;
  }
}

/** A TV shows no channel brighter than this. */
const BRIGHTEST = 235;

export function raster(svg: string, width: number, height: number): PNG {
  const png = PNG.sync.read(run('rsvg-convert', ['-w', String(width), '-h', String(height)], Buffer.from(svg)));
  for (let i = 0; i < png.data.length; i++) if (i % 4 !== 3) png.data[i] = Math.min(BRIGHTEST, png.data[i] as number);
  return png;
}

/** Without dithering: gradients of one hue have more steps than the eye sees, and stay small. */
export function quantised(png: PNG, colours: number): Buffer {
  return run('pngquant', ['--nofs', '--strip', '--speed', '1', String(colours), '-'], PNG.sync.write(png));
}
