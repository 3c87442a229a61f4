/** Contrast and brightness of colours. For tests. */

const channels = (hex: string): [number, number, number] => {
  const n = parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
};

function light(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex).map((one) => {
    const c = one / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast of two colours. */
export function contrast(a: string, b: string): number {
  const [high, low] = light(a) > light(b) ? [light(a), light(b)] : [light(b), light(a)];
  return (high + 0.05) / (low + 0.05);
}

/** Brightness as a TV counts it, 0 to 255. */
export function luma(hex: string): number {
  const [r, g, b] = channels(hex);
  return 0.299 * r + 0.587 * g + 0.114 * b;
}
