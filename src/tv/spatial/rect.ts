import type { Direction, Rect } from './types.ts';

/** A stretch on one axis. */
export interface Span {
  readonly lo: number;
  readonly hi: number;
}

const OPPOSITE = { Up: 'Down', Down: 'Up', Left: 'Right', Right: 'Left' } as const;

/** The way back. */
export function opposite(dir: Direction): Direction {
  return OPPOSITE[dir];
}

export function isHorizontal(dir: Direction): boolean {
  return dir === 'Left' || dir === 'Right';
}

/** The rect along the direction of travel, mirrored so that ahead always means greater. */
export function along(rect: Rect, dir: Direction): Span {
  if (dir === 'Right') return { lo: rect.left, hi: rect.left + rect.width };
  if (dir === 'Left') return { lo: -(rect.left + rect.width), hi: -rect.left };
  if (dir === 'Down') return { lo: rect.top, hi: rect.top + rect.height };
  return { lo: -(rect.top + rect.height), hi: -rect.top };
}

/** The rect across the direction of travel. */
export function across(rect: Rect, dir: Direction): Span {
  return along(rect, isHorizontal(dir) ? 'Down' : 'Right');
}

export function middle(span: Span): number {
  return (span.lo + span.hi) / 2;
}

/** Overlap of two stretches; negative is the gap between them. */
export function overlap(a: Span, b: Span): number {
  return Math.min(a.hi, b.hi) - Math.max(a.lo, b.lo);
}

/** Distance of a point from a stretch; 0 inside. */
export function reach(point: number, span: Span): number {
  return Math.max(0, span.lo - point, point - span.hi);
}

/**
 * Overlap that counts as none: 1 px, because browsers round edges of neighbours into each other; less for tiny boxes,
 * so that units other than pixels work.
 */
export function tolerance(a: Span, b: Span): number {
  return Math.min(1, Math.min(a.hi - a.lo, b.hi - b.lo) / 10);
}

export function overlaps(a: Span, b: Span): boolean {
  return overlap(a, b) > tolerance(a, b);
}

/** The smallest rect around both. */
export function union(a: Rect | undefined, b: Rect | undefined): Rect | undefined {
  if (!a || !b) return a || b;
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  const right = Math.max(a.left + a.width, b.left + b.width);
  const bottom = Math.max(a.top + a.height, b.top + b.height);
  return { left, top, width: right - left, height: bottom - top };
}

/** Whether two rects lie on top of each other by more than the tolerance. */
export function collide(a: Rect, b: Rect): boolean {
  return overlaps(along(a, 'Right'), along(b, 'Right')) && overlaps(along(a, 'Down'), along(b, 'Down'));
}

/** Straight distance between two rects' nearest edges. */
export function gap(a: Rect, b: Rect): number {
  const x = Math.max(0, -overlap(along(a, 'Right'), along(b, 'Right')));
  const y = Math.max(0, -overlap(along(a, 'Down'), along(b, 'Down')));
  return Math.sqrt(x * x + y * y);
}

/** Distance between two rects' middles, counted along the axes. */
export function between(a: Rect, b: Rect): number {
  return Math.abs(middle(along(a, 'Right')) - middle(along(b, 'Right'))) + Math.abs(middle(along(a, 'Down')) - middle(along(b, 'Down')));
}
