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
 * Throws on an id used twice, because focus could not tell the two apart.
 */
export function compile(specs: readonly RegionSpec[], measure?: Measure): Model {
  const context: Context = { measure, items: Object.create(null), regions: Object.create(null), count: 0 };
  const spec: RegionSpec = { id: ROOT, children: specs };
  const root = build(spec, undefined, SCREEN, true, context);
  return { root, items: context.items, regions: context.regions, memory: Object.create(null), trail: [] };
}

function build(spec: RegionSpec, parent: Region | undefined, area: Rect, enabled: boolean, context: Context): Region {
  claim(spec.id, context);
  const members: Member[] = [];
  const region: Building<Region> = { kind: 'region', id: spec.id, spec, parent, members, bounds: undefined, index: context.count++ };
  context.regions[spec.id] = region;
  const usable = enabled && !spec.disabled;
  const inArea = addItems(region, members, area, usable, context);
  const areas = placeRegions(spec.children || [], area, ownRows(spec));
  for (const child of spec.children || []) members.push(build(child, region, areas[child.id] || area, usable, context));
  for (const member of members) {
    const its = member.kind === 'region' ? member.bounds : member.focusable ? member.rect : undefined;
    region.bounds = union(region.bounds, its);
  }
  // A region whose own place is known is met there, also beside its last item: a viewer sees the panel.
  if (region.bounds && (spec.rect || inArea)) region.bounds = union(region.bounds, area);
  return region;
}

/** Returns whether items stand in cells of the region's area. */
function addItems(region: Region, members: Member[], area: Rect, usable: boolean, context: Context): boolean {
  const { rects, inArea } = placeItems(region.spec, area, context.measure);
  (region.spec.items || []).forEach((spec, i) => {
    claim(spec.id, context);
    const focusable = usable && !spec.disabled && !spec.hidden;
    const item: Item = { kind: 'item', id: spec.id, spec, region, rect: rects[i] || area, focusable, index: context.count++ };
    context.items[spec.id] = item;
    members.push(item);
  });
  return inArea;
}

function claim(id: string, context: Context): void {
  if (context.items[id] || context.regions[id]) throw new Error('focus: id used twice: "' + id + '"');
}
