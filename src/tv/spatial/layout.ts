import { strandedOf } from './beam.ts';
import { ownRows, placeItems, placeRegions, SCREEN } from './place.ts';
import { union } from './rect.ts';
import type { Item, Measure, Member, Model, Rect, Region, RegionSpec } from './types.ts';

/** Regions and items are built in place, then only read. */
type Building<T> = { -readonly [K in keyof T]: T[K] };

interface Context {
  readonly measure: Measure | undefined;
  readonly items: { [id: string]: Item | undefined };
  readonly regions: { [id: string]: Region | undefined };
  count: number;
}

/** The id of the region around everything; nobody else may use it. */
export const ROOT = '';

/**
 * Finds the place of everything once; moves then read only numbers.
 * Throws on an id used twice, because focus could not tell the two apart, and on a place that is not made of numbers; in
 * production the second of the two, and what has no place, are left out.
 */
export function compile(specs: readonly RegionSpec[], measure?: Measure): Model {
  const context: Context = { measure, items: Object.create(null), regions: Object.create(null), count: 0 };
  const spec: RegionSpec = { id: ROOT, children: specs };
  const root = build(spec, undefined, SCREEN, true, context);
  return { root, items: context.items, regions: context.regions, memory: Object.create(null), trail: [] };
}

function build(spec: RegionSpec, parent: Region | undefined, area: Rect, enabled: boolean, context: Context): Region {
  const members: Member[] = [];
  const region: Building<Region> = {
    kind: 'region',
    id: spec.id,
    spec,
    parent,
    members,
    bounds: undefined,
    stranded: [],
    index: context.count++,
  };
  context.regions[spec.id] = region;
  const usable = enabled && !spec.disabled;
  const inArea = addItems(region, members, area, usable, context);
  const areas = placeRegions(spec.children || [], area, ownRows(spec));
  for (const child of spec.children || [])
    if (claim(child.id, context)) members.push(build(child, region, areas[child.id] || area, usable, context));
  for (const member of members) {
    const its = member.kind === 'region' ? member.bounds : member.focusable ? member.rect : undefined;
    region.bounds = union(region.bounds, its);
  }
  // A region whose own place is known is met there, also beside its last item: a viewer sees the panel.
  if (region.bounds && (spec.rect || inArea)) region.bounds = union(region.bounds, area);
  region.stranded = strandedMembers(members);
  return region;
}

function strandedMembers(members: readonly Member[]): Member[] {
  const targets: { member: Member; rect: Rect; index: number }[] = [];
  for (const member of members) {
    const rect = member.kind === 'region' ? member.bounds : member.focusable ? member.rect : undefined;
    if (rect) targets.push({ member, rect, index: member.index });
  }
  return strandedOf(targets).map(({ member }) => member);
}

/** Returns whether items stand in cells of the region's area. */
function addItems(region: Region, members: Member[], area: Rect, usable: boolean, context: Context): boolean {
  const { rects, inArea } = placeItems(region.spec, area, context.measure);
  (region.spec.items || []).forEach((spec, i) => {
    if (!claim(spec.id, context)) return;
    const rect = rects[i] || area;
    if (!isPlace(rect)) return refuse('the place of "' + spec.id + '" is not made of numbers: leave it out or measure it');
    const focusable = usable && !spec.disabled && !spec.hidden;
    const item: Item = { kind: 'item', id: spec.id, spec, region, rect, focusable, index: context.count++ };
    context.items[spec.id] = item;
    members.push(item);
  });
  return inArea;
}

/** Takes the id; false when it is taken. */
function claim(id: string, context: Context): boolean {
  if (!context.items[id] && !context.regions[id]) return true;
  refuse('the id "' + id + '" is used twice: give each thing of a screen its own');
  return false;
}

/** A mistake of whoever wrote the screen stops a developer; a viewer goes on without the thing. */
function refuse(problem: string): void {
  if (process.env.NODE_ENV !== 'production') throw new Error('focus: ' + problem);
}

function isPlace({ left, top, width, height }: Rect): boolean {
  return isFinite(left + top + width + height);
}
