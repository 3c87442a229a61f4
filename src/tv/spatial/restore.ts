import { nearest } from './beam.ts';
import { byDefault, enter, focusable, focusables } from './regions.ts';
import type { Model } from './types.ts';

/**
 * Where the focus goes when the item that had it is gone or can no longer be landed on: the nearest in its region; else
 * the region around that is entered as usual (where one was, its default, the nearest), and so on outwards; at last
 * where the screen opens. `before` is the layout in which the item last had a place. Undefined only when nothing can be
 * focused.
 */
export function restore(model: Model, lostId: string, before: Model = model): string | undefined {
  const stays = focusable(model, lostId);
  if (stays) return stays.id;
  const lost = model.items[lostId] || before.items[lostId];
  if (!lost) return initial(model);
  const origin = { rect: lost.rect, index: lost.index, dir: undefined };
  const home = model.regions[lost.region.id];
  const beside = home && nearest(lost.rect, focusables(home));
  if (beside) return beside.id;
  for (let region = lost.region.parent; region && region.parent; region = region.parent) {
    const around = model.regions[region.id];
    const found = around && enter(model, around, origin);
    if (found) return found.id;
  }
  return initial(model);
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
