import { focusStore } from './focus/store.ts';
import type { Focus } from './focus/store.ts';
import { wholeCore } from './focus/whole.ts';
import type { Measure } from './spatial/types.ts';

export type { Focus, LayoutOptions, ScopeSpec } from './focus/store.ts';
export type { Direction, Exit, ItemSpec, Measure, PerDirection, Rect, RegionSpec } from './spatial/types.ts';

/** `measure` places things that declare neither rect nor grid; it is asked once per thing and layout, never on a move. */
export function createFocus(options: { measure?: Measure } = {}): Focus {
  return focusStore(wholeCore(options.measure), []);
}
