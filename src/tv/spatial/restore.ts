import { nearest } from './beam.ts';
import { byDefault, candidates, enter, focusable, land } from './regions.ts';
import type { Item, Model, Region } from './types.ts';

/**
 * Where the focus goes when the item that had it is gone or can no longer be landed on: the nearest in its region, else
 * that region's memory, else its default; then the same in the region around it; at last the first of all.
 * `before` is the layout in which the item last had a place. Undefined only when nothing can be focused.
 */
export function restore(model: Model, lostId: string, before: Model = model): string | undefined {
  const stays = focusable(model, lostId);
  if (stays) return stays.id;
  const lost = model.items[lostId] || before.items[lostId];
  for (let region = lost && lost.region; lost && region; region = region.parent) {
    const now = model.regions[region.id];
    const found = now && inRegion(model, now, lost);
    if (found) return found.id;
  }
  return initial(model);
}

function inRegion(model: Model, region: Region, lost: Item): Item | undefined {
  if (region === model.root) return undefined;
  const best = nearest(lost.rect, candidates(region, lost.rect, undefined));
  return best && land(model, best.member, { rect: lost.rect, index: lost.index, dir: undefined });
}

/** Where a layout is entered: the first region, in declared order, whose default can be had; else the first thing. */
export function initial(model: Model): string | undefined {
  for (const member of model.root.members) {
    const item = member.kind === 'region' && byDefault(model, member, undefined);
    if (item) return item.id;
  }
  const first = enter(model, model.root, undefined);
  return first && first.id;
}
