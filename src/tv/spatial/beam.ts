import { across, along, between, gap, isHorizontal, middle, overlap, overlaps, reach, tolerance } from './rect.ts';
import type { Direction, Rect } from './types.ts';

/** Anything with a place; `index` is the declared order, the last tie-breaker. */
export interface Target {
  readonly rect: Rect;
  readonly index: number;
}

/** Neighbours may reach into each other by this share of the smaller one and still count as side by side. */
const SLACK = 0.3;

/** Whether `to` lies in that direction. Of two rects on top of each other, the direction of their middles decides. */
export function isAhead(from: Target, to: Target, dir: Direction): boolean {
  const a = along(from.rect, dir);
  const b = along(to.rect, dir);
  const crossA = across(from.rect, dir);
  const crossB = across(to.rect, dir);
  const ahead = middle(b) - middle(a);
  const aside = Math.abs(middle(crossB) - middle(crossA));
  if (ahead === 0 && aside === 0) return dir === 'Right' || dir === 'Down' ? to.index > from.index : to.index < from.index;
  if (overlaps(a, b) && overlaps(crossA, crossB)) return ahead > 0 && ahead >= aside;
  const slack = Math.max(tolerance(a, b), SLACK * Math.min(a.hi - a.lo, b.hi - b.lo));
  return ahead > 0 && overlap(a, b) <= slack;
}

/** Lower is better, compared from the first number on. */
type Cost = readonly number[];

function cheaper(a: Cost, b: Cost): boolean {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function cheapest<T extends Target>(targets: readonly T[], cost: (target: T) => Cost): T | undefined {
  let best: T | undefined;
  let bestCost: Cost = [];
  for (const target of targets) {
    const itsCost = cost(target);
    if (best && !cheaper(itsCost, bestCost)) continue;
    best = target;
    bestCost = itsCost;
  }
  return best;
}

/** Those of the nearest row only, so that no row straight ahead is ever jumped over. */
function nearestRow<T extends Target>(targets: readonly T[], dir: Direction): T[] {
  const first = cheapest(targets, (target) => [along(target.rect, dir).hi]);
  return targets.filter((target) => target === first || (first && overlaps(along(target.rect, dir), along(first.rect, dir))));
}

/**
 * The best of `targets` in a direction: what lies straight ahead (shares the beam of `from`), nearest row first and
 * nearest to `aim` within it (across the direction; the middle of `from` unless told); else the nearest of what lies
 * ahead at all; then declared order. Going up or down does not jump over a thing that could be got to in no other way:
 * `stranded` names those, see `strandedOf`.
 */
export function pick<T extends Target>(
  from: Target,
  dir: Direction,
  targets: readonly T[],
  aim?: number,
  stranded: (target: T) => boolean = () => false,
): T | undefined {
  const best = prefer(from, dir, targets, aim);
  if (!best || isHorizontal(dir)) return best;
  const edge = along(best.rect, dir).lo;
  const between = targets.filter((one) => stranded(one) && along(one.rect, dir).hi <= edge && isAhead(from, one, dir));
  return nearest(from.rect, between) || best;
}

/**
 * Whether a thing reaches further in that direction, wherever it begins. At the end of a ragged row, where nothing is
 * straight ahead, the neighbour that sticks out is nearer to a viewer than one wholly ahead some rows away.
 */
function sticksOut(from: Target, to: Target, dir: Direction): boolean {
  const [a, b] = [along(from.rect, dir), along(to.rect, dir)];
  const far = a.hi + tolerance(a, b);
  return isAhead(from, to, dir) || (b.hi > far && b.lo > a.lo && middle(b) > middle(a));
}

/**
 * Up and down, what is straight ahead wins however far it is: a bound ("the nearer row, where the straight one is more
 * than twice as far") was tried and leaves things that no key leads to, which properties.test.ts finds at once.
 */
function prefer<T extends Target>(from: Target, dir: Direction, targets: readonly T[], aim?: number): T | undefined {
  const ahead = targets.filter((target) => isAhead(from, target, dir));
  const beam = across(from.rect, dir);
  const straight = ahead.filter((target) => overlaps(beam, across(target.rect, dir)));
  const edge = along(from.rect, dir).hi;
  const line = aim ?? middle(beam);
  if (straight.length === 0) {
    const ragged = isHorizontal(dir) && ahead.length > 0;
    return nearest(from.rect, ragged ? targets.filter((target) => sticksOut(from, target, dir)) : ahead);
  }
  return cheapest(nearestRow(straight, dir), (target) => [
    Math.max(0, along(target.rect, dir).lo - edge) + reach(line, across(target.rect, dir)),
    Math.abs(line - middle(across(target.rect, dir))),
    target.index,
  ]);
}

/** Whether nothing else is in a thing's row or column, so that nobody comes to it straight. */
function standsAlone(one: Target, all: readonly Target[]): boolean {
  return !all.some(
    (other) =>
      other !== one &&
      (overlaps(along(one.rect, 'Down'), along(other.rect, 'Down')) || overlaps(along(one.rect, 'Right'), along(other.rect, 'Right'))),
  );
}

const DIRECTIONS: readonly Direction[] = ['Up', 'Down', 'Left', 'Right'];

/** Of things beside one another, those that no move from any other leads to. Worked out once for a layout: each press only looks. */
export function strandedOf<T extends Target>(targets: readonly T[]): T[] {
  const alone = targets.filter((one) => standsAlone(one, targets));
  if (alone.length === 0) return alone;
  const reached: (T | undefined)[] = [];
  for (const other of targets) {
    const others = targets.filter((each) => each !== other);
    for (const dir of DIRECTIONS) reached.push(prefer(other, dir, others));
  }
  return alone.filter((one) => reached.indexOf(one) < 0);
}

/** The nearest of `targets` in any direction. */
export function nearest<T extends Target>(from: Rect, targets: readonly T[]): T | undefined {
  return cheapest(targets, (target) => [gap(from, target.rect), between(from, target.rect), target.index]);
}
