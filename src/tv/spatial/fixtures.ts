import type { Direction, ItemSpec, Model, Rect, RegionSpec } from './types.ts';
import { move, remember } from './core.ts';
import { focusables } from './regions.ts';

/** Layouts and walks for tests. */

export const DIRECTIONS: readonly Direction[] = ['Up', 'Down', 'Left', 'Right'];

/** An item by its pixel rect: left, top, width, height. */
export function at(id: string, left: number, top: number, width: number, height: number, more: Partial<ItemSpec> = {}): ItemSpec {
  return { id, rect: { left, top, width, height } satisfies Rect, ...more };
}

/** A region of given items. */
export function region(id: string, items: ItemSpec[], more: Partial<RegionSpec> = {}): RegionSpec {
  return { id, items, ...more };
}

/** A declared grid whose items are called by row and column: r0c0, r0c1... */
export function grid(id: string, rows: number, columns: number, more: Partial<RegionSpec> = {}): RegionSpec {
  const items: ItemSpec[] = [];
  for (let row = 0; row < rows; row++) for (let col = 0; col < columns; col++) items.push({ id: `${id}r${row}c${col}` });
  return { id, columns, items, ...more };
}

/** Presses arrows from an item, remembering as the store does; a blocked press stays. Returns where it ends. */
export function walk(model: Model, from: string, ...dirs: Direction[]): string {
  let here = from;
  for (const dir of dirs) {
    const to = move(model, here, dir);
    if (to === undefined) continue;
    remember(model, to, { from: here, to, dir });
    here = to;
  }
  return here;
}

/** Every item that can be got to from one, with nothing remembered. */
export function reachable(model: Model, from: string): string[] {
  const seen = [from];
  for (let i = 0; i < seen.length; i++) {
    for (const dir of DIRECTIONS) {
      model.memory = {};
      model.trail = [];
      const to = move(model, seen[i] as string, dir);
      if (to !== undefined && seen.indexOf(to) < 0) seen.push(to);
    }
  }
  return seen;
}

/** The ids of everything that can be focused. */
export function ids(model: Model): string[] {
  return focusables(model.root).map((item) => item.id);
}
