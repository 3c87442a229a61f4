import { isAhead, nearest, pick } from './beam.ts';
import type { Target } from './beam.ts';
import { along, collide, overlaps } from './rect.ts';
import type { Direction, Item, Member, Model, Rect, Region } from './types.ts';

/** A member that can be landed on, or a region that holds something that can. */
export interface Candidate extends Target {
  readonly member: Member;
}

/** The item of that id, if it may be landed on. */
export function focusable(model: Model, id: string | undefined): Item | undefined {
  const item = id === undefined ? undefined : model.items[id];
  return item && item.focusable ? item : undefined;
}

export function contains(region: Region, member: Member): boolean {
  let at: Region | undefined = member.kind === 'item' ? member.region : member;
  while (at && at !== region) at = at.parent;
  return at === region;
}

/** Everything that can be landed on in a region, at any depth, in declared order. */
export function focusables(region: Region): Item[] {
  const found: Item[] = [];
  for (const member of region.members) {
    if (member.kind === 'region') Array.prototype.push.apply(found, focusables(member));
    else if (member.focusable) found.push(member);
  }
  return found;
}

function candidate(member: Member, rect: Rect): Candidate {
  return { member, rect, index: member.index };
}

/**
 * A region's members to choose among, without the one being left. Regions stand as one box, except those that lie
 * around or across `from`, or beside it as seen in the direction of travel: there only the single items can say what
 * is ahead.
 */
export function candidates(region: Region, from: Rect, leaving: Member | undefined, dir?: Direction): Candidate[] {
  const found: Candidate[] = [];
  for (const member of region.members) {
    if (member === leaving) continue;
    if (member.kind === 'item') {
      if (member.focusable) found.push(candidate(member, member.rect));
    } else if (member.bounds && (collide(member.bounds, from) || (dir && overlaps(along(member.bounds, dir), along(from, dir))))) {
      for (const item of focusables(member)) found.push(candidate(item, item.rect));
    } else if (member.bounds) {
      found.push(candidate(member, member.bounds));
    }
  }
  return found;
}

/**
 * Single items of other regions that lie on top of this one, in it or around it. They may stand between two items of
 * this region, and then they are what a viewer sees ahead.
 */
export function intruders(region: Region): Candidate[] {
  const found: Candidate[] = [];
  let inner: Member = region;
  for (let outer = region.parent; outer; outer = outer.parent) {
    for (const member of outer.members) {
      if (member === inner || !region.bounds) continue;
      const rect = member.kind === 'region' ? member.bounds : member.rect;
      if (!rect || !collide(rect, region.bounds)) continue;
      const items = member.kind === 'region' ? focusables(member) : member.focusable ? [member] : [];
      for (const item of items) found.push(candidate(item, item.rect));
    }
    inner = outer;
  }
  return found;
}

/** Where one comes from when a region is entered. */
export interface Origin extends Target {
  readonly dir: Direction | undefined;
  /** The line to keep to, across the direction of travel; see `pick`. */
  readonly aim?: number | undefined;
}

/**
 * The item to land on in a region: where one was, else its default, else what geometry prefers, else the first.
 * Undefined only when nothing inside can be landed on.
 */
export function enter(model: Model, region: Region, origin: Origin | undefined): Item | undefined {
  const known = recalled(model, region) || byDefault(model, region, origin);
  if (known) return known;
  if (!origin) return focusables(region)[0];
  const all = candidates(region, origin.rect, undefined);
  const best = (liesAhead(region, origin) && pick(origin, origin.dir, all, origin.aim, isStranded(region))) || nearest(origin.rect, all);
  return best && land(model, best.member, origin);
}

/** For `pick`: whether a candidate is one of the region's stranded members. */
export function isStranded(region: Region): (one: Candidate) => boolean {
  return ({ member }) => region.stranded.indexOf(member) >= 0;
}

/** Whether a region lies in the direction of travel; one named by an exit may lie anywhere. */
function liesAhead(region: Region, origin: Origin): origin is Origin & { dir: Direction } {
  if (!origin.dir || !region.bounds) return false;
  return isAhead(origin, { rect: region.bounds, index: region.index }, origin.dir);
}

/** A member as an item: itself, or what entering it gives. */
export function land(model: Model, member: Member, origin: Origin | undefined): Item | undefined {
  return member.kind === 'item' ? member : enter(model, member, origin);
}

function recalled(model: Model, region: Region): Item | undefined {
  if (region.spec.entry === 'nearest') return undefined;
  const item = focusable(model, model.memory[region.id]);
  return item && contains(region, item) ? item : undefined;
}

/** The region's declared default, an item or an inner region, as an item. */
export function byDefault(model: Model, region: Region, origin: Origin | undefined): Item | undefined {
  const id = region.spec.default;
  if (id === undefined) return undefined;
  const inner = model.regions[id];
  if (inner) return inner !== region && contains(region, inner) ? enter(model, inner, origin) : undefined;
  const item = focusable(model, id);
  return item && contains(region, item) ? item : undefined;
}
