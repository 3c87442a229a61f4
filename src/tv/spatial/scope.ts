import { compile } from './layout.ts';
import { focusable } from './regions.ts';
import { initial, restore } from './restore.ts';
import type { Measure, Model, RegionSpec } from './types.ts';

/** A layer that keeps the focus to itself: the screen at the bottom, dialogs above. */
export interface Scope {
  readonly id: string;
  /** Which screen the layout belongs to; another key forgets what the former screen remembered. */
  key: string | undefined;
  model: Model;
  /** The last thing focused here: where the focus returns when this becomes the top again. */
  focused: string | undefined;
}

/** A scope without anything in it. */
export function emptyScope(id: string): Scope {
  return { id, key: undefined, model: compile([]), focused: undefined };
}

/** What changes with a layout. */
export interface Relayout {
  readonly regions: readonly RegionSpec[];
  readonly key: string | undefined;
  /** Wanted at the start of a new screen, before any region's default. */
  readonly initial: string | undefined;
  readonly measure: Measure | undefined;
}

/** Replaces a scope's layout and returns what must be focused in it now; undefined only when nothing can be. */
export function relayout(scope: Scope, change: Relayout): string | undefined {
  const before = scope.model;
  const sameScreen = scope.key === change.key;
  const model = compile(change.regions, change.measure);
  scope.model = model;
  scope.key = change.key;
  const wanted = focusable(model, change.initial)?.id;
  if (!sameScreen || scope.focused === undefined) return wanted ?? initial(model);
  model.memory = before.memory;
  model.trail = before.trail.filter((step) => model.items[step.from] && model.items[step.to]);
  if (model.trail.length < before.trail.length) model.trail = [];
  return restore(model, scope.focused, before);
}
