import { move, remember } from '../spatial/core.ts';
import { compile } from '../spatial/layout.ts';
import { focusable } from '../spatial/regions.ts';
import { initial, restore } from '../spatial/restore.ts';
import { kept } from '../spatial/trail.ts';
import type { Measure, Model, RegionSpec } from '../spatial/types.ts';
import type { Core } from './core.ts';

/** Everything: regions in regions, pixels or grids, ways out, memories. */
export function wholeCore(measure: Measure | undefined): Core<readonly RegionSpec[], Model> {
  return {
    compile: (regions) => compile(regions, measure),
    has: (model, id): id is string => !!focusable(model, id),
    initial,
    move,
    remember,
    keep(model, before) {
      model.memory = before.memory;
      model.trail = kept(before.trail, (id) => !!model.items[id]);
    },
    restore,
  };
}
