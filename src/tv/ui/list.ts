/**
 * The first shown row of a long list: the window moves by as little as brings the row with the focus into it. Rows outside are
 * not drawn, so a list of any length has few nodes.
 */
export function firstShown(first: number, focused: number, size: number, count: number): number {
  const top = focused < first ? focused : focused >= first + size ? focused - size + 1 : first;
  return Math.max(0, Math.min(top, count - size));
}
