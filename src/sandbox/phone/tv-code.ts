/** A phone held before a TV: the address of its cashier page stands for looking at it, and its code is read by a decoder. */
import jsqr from 'jsqr';

const decode = (typeof jsqr === 'function' ? jsqr : jsqr.default) as typeof jsqr.default;
const MODULE_PX = 6;
/** White modules around a code, by its standard. */
const QUIET = 4;

/** The text of a code given as rows of '0' and '1'. */
export function readBits(rows: readonly string[]): string | undefined {
  const side = (rows.length + 2 * QUIET) * MODULE_PX;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (rows[Math.floor(y / MODULE_PX) - QUIET]?.[Math.floor(x / MODULE_PX) - QUIET] === '1')
        pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
  return decode(pixels, side, side)?.data;
}

/** The code that the TV at this address shows now; undefined where it is no cashier, or shows none. */
export async function codeOnTv(address: string, load: typeof fetch): Promise<string | undefined> {
  const { origin, pathname } = new URL(address);
  if (!pathname.startsWith('/c/')) return undefined;
  try {
    const step = (await (await load(origin + pathname + '/step')).json()) as { qr?: { rows: string[] } };
    return step.qr && readBits(step.qr.rows);
  } catch {
    return undefined;
  }
}
