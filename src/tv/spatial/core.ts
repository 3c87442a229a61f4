import { pick } from './beam.ts';
import { candidates, contains, enter, focusable, intruders, isStranded, land } from './regions.ts';
import type { Origin } from './regions.ts';
import { across, along, isHorizontal, middle, overlaps, reach } from './rect.ts';
import { cameFrom, record, startOf } from './trail.ts';
import type { Direction, Item, Member, Model, Rect, Region, Step } from './types.ts';

/**
 * Where a direction leads from an item: its own override, else back along the way one came, else what lies ahead in its
 * region, else past the region's edge. Undefined when the move is blocked or nothing is there. Reads only the model.
 */
export function move(model: Model, fromId: string, dir: Direction): string | undefined {
  const from = model.items[fromId];
  if (!from) return undefined;
  const override = from.spec.overrides && from.spec.overrides[dir];
  if (override === null) return undefined;
  const origin: Origin = { rect: from.rect, index: from.index, dir, aim: aimOf(model, from, dir) };
  const target =
    (override !== undefined && named(model, override, origin)) || retrace(model, from, dir) || outward(model, from, origin, dir);
  return target && target.id !== fromId ? target.id : undefined;
}

/** Writes down that an item got the focus; with the move that led there, so that it can be retraced. */
export function remember(model: Model, id: string, step?: Step): void {
  let region = model.items[id]?.region;
  for (; region; region = region.parent) model.memory[region.id] = id;
  if (step) record(model.trail, step);
  else model.trail = [];
}

/**
 * The column kept on a way up and down through things of unequal width (or the row, on a way left and right): the
 * middle of where that way began, as long as it runs through the present item.
 */
function aimOf(model: Model, from: Item, dir: Direction): number | undefined {
  const start = model.items[startOf(model.trail, from.id, dir)] || from;
  const aim = middle(across(start.rect, dir));
  return reach(aim, across(from.rect, dir)) === 0 ? aim : undefined;
}

/** An item or a region by its id, as the item to land on. */
function named(model: Model, id: string, origin: Origin): Item | undefined {
  const region = model.regions[id];
  return region ? enter(model, region, origin) : focusable(model, id);
}

/** The item one came from, if this is the way back and no region on that way forbids it. */
function retrace(model: Model, from: Item, dir: Direction): Item | undefined {
  const target = focusable(model, cameFrom(model.trail, from.id, dir));
  return target && mayLeave(model, from, target, dir) ? target : undefined;
}

function mayLeave(model: Model, from: Item, target: Member, dir: Direction): boolean {
  for (let region: Region | undefined = from.region; region && !contains(region, target); region = region.parent) {
    const exit = exitOf(region, dir);
    if (exit === 'stop') return false;
    const named = exit === 'allow' ? undefined : model.regions[exit];
    if (named) return contains(named, target);
  }
  return true;
}

function exitOf(region: Region, dir: Direction): string {
  return (region.spec.exits && region.spec.exits[dir]) || 'allow';
}

/** Looks ahead in the item's region, then in the one around it, and so on, as each one's edge allows. */
function outward(model: Model, from: Item, origin: Origin, dir: Direction): Item | undefined {
  let leaving: Member = from;
  for (let region: Region | undefined = from.region; region; region = region.parent) {
    const near = candidates(region, from.rect, leaving, dir);
    const others = exitOf(region, dir) === 'allow' ? intruders(region).filter((one) => mayLeave(model, from, one.member, dir)) : [];
    const ahead = pick(origin, dir, near.concat(others), origin.aim, isStranded(region)) || wrapped(region, from, leaving, dir);
    const found = ahead && land(model, ahead.member, origin);
    if (found) return found;
    const exit = exitOf(region, dir);
    if (exit === 'stop') return undefined;
    const next = exit === 'allow' ? undefined : named(model, exit, origin);
    if (next) return next;
    leaving = region;
  }
  return undefined;
}

/** The far end of the same row or column, for regions that go round. */
function wrapped(region: Region, from: Item, leaving: Member, dir: Direction) {
  const wrap = region.spec.wrap;
  if (!wrap || !region.bounds || (wrap !== true && (wrap === 'horizontal') !== isHorizontal(dir))) return undefined;
  const rect = outside(region.bounds, from.rect, dir);
  const beam = across(from.rect, dir);
  const inLine = candidates(region, from.rect, leaving).filter((one) => overlaps(beam, across(one.rect, dir)));
  return pick({ rect, index: from.index }, dir, inLine);
}

/** The rect of `from`, moved to just before the region's near side as seen in the direction of travel. */
function outside(bounds: Rect, from: Rect, dir: Direction): Rect {
  const back = along(from, dir).hi - along(bounds, dir).lo;
  const sign = dir === 'Right' || dir === 'Down' ? -1 : 1;
  const shift = sign * back;
  return isHorizontal(dir) ? { ...from, left: from.left + shift } : { ...from, top: from.top + shift };
}
