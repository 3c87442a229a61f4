import type { Direction, Step } from '../spatial/types.ts';

/** A layout `L` compiled to a model `M`, as the focus store uses it: where a key leads, and nothing else. */
export interface Core<L, M> {
  /** A layout with its places found; `[]` is one without anything. */
  compile(layout: L): M;
  /** Whether that thing can be focused now. */
  has(model: M, id: string | undefined): id is string;
  /** Where a screen opens; undefined only when nothing can be focused. */
  initial(model: M): string | undefined;
  /** Where a key leads; undefined where nothing lies there. */
  move(model: M, from: string, dir: Direction): string | undefined;
  /** Writes down that a thing got the focus, and by which move. */
  remember(model: M, id: string, step?: Step): void;
  /** The memories of a former layout of the same screen. */
  keep(model: M, before: M): void;
  /** The thing itself, or the one focused in its place when it is gone. */
  restore(model: M, lost: string, before: M): string | undefined;
}
