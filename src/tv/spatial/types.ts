/** The four ways a remote can move. */
export type Direction = 'Up' | 'Down' | 'Left' | 'Right';

/** A box on the screen in pixels from its top left corner; the names of CSS, so one table of sizes serves both. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A value for some directions; a direction left out keeps the usual behaviour. */
export type PerDirection<T> = { readonly [dir in Direction]?: T };

/**
 * One thing that can be focused. Its place is, in this order: `rect`; the grid of its region (`row`, `col`, or the
 * region's `columns`); what the store's `measure` finds; one column in declared order.
 */
export interface ItemSpec {
  /** Stable, unique among everything of one screen or dialog, regions included. */
  id: string;
  rect?: Rect;
  /** Grid row, from 0. Items with a row but no `col` share that row's width equally: unequal rows just work. */
  row?: number;
  col?: number;
  rowSpan?: number;
  colSpan?: number;
  /** Stays in the layout but is never landed on. */
  disabled?: boolean;
  /** The same as `disabled`, for things that are not drawn now. */
  hidden?: boolean;
  /** Where a direction leads from here: an item, a region (entered as usual), or null for nowhere. */
  overrides?: PerDirection<string | null>;
}

/** Behaviour at the edge of a region: 'allow' (the default) looks further out, 'stop' stays, a region id goes there. */
export type Exit = 'allow' | 'stop' | (string & {});

/**
 * A group of things: moves stay inside while anything lies ahead in it, and coming back returns to where one was.
 * Give all regions of one screen pixel rects (their own, or their items'), or none of them: declared places are
 * synthetic and comparable only among themselves.
 */
export interface RegionSpec {
  id: string;
  items?: readonly ItemSpec[];
  /** Regions inside this one. */
  children?: readonly RegionSpec[];
  /** Where a declared grid lies on the screen; without it, it takes its share of a synthetic screen. */
  rect?: Rect;
  /** Lays the items out row by row, this many to a row (1 is a column), without `row` and `col`. */
  columns?: number;
  /** Place among sibling regions that have no rects; without it each region lies below the one before. */
  row?: number;
  col?: number;
  /** The item (or inner region) to land on at the first entry; without it, the nearest. */
  default?: string;
  /** 'memory' (the default) returns to where one was in this region; 'nearest' always follows geometry. */
  entry?: 'memory' | 'nearest';
  exits?: PerDirection<Exit>;
  /** Going on past the end starts again at the other side of the same row or column. */
  wrap?: boolean | 'horizontal' | 'vertical';
  /** Nothing inside can be landed on. */
  disabled?: boolean;
}

/** An item with its place found. */
export interface Item {
  readonly kind: 'item';
  readonly id: string;
  readonly spec: ItemSpec;
  readonly region: Region;
  readonly rect: Rect;
  readonly focusable: boolean;
  /** Declared order over the whole layout: the last tie-breaker. */
  readonly index: number;
}

/** A region with its members' places found; `bounds` encloses what can be focused in it, undefined if nothing can. */
export interface Region {
  readonly kind: 'region';
  readonly id: string;
  readonly spec: RegionSpec;
  readonly parent: Region | undefined;
  readonly members: readonly Member[];
  readonly bounds: Rect | undefined;
  /** Members that no move from another member leads to. */
  readonly stranded: readonly Member[];
  readonly index: number;
}

export type Member = Item | Region;

/** One past move. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly dir: Direction;
}

/** A compiled layout and its memories. Only `land` and `forget` write to `memory` and `trail`. */
export interface Model {
  readonly root: Region;
  readonly items: { readonly [id: string]: Item | undefined };
  readonly regions: { readonly [id: string]: Region | undefined };
  /** Region id -> the item last focused in it. */
  memory: { [region: string]: string | undefined };
  /** Recent moves, oldest first: going back the opposite way retraces them. */
  trail: Step[];
}

/** Finds the place of an item that declares none; undefined when it is not on the screen. */
export type Measure = (id: string) => Rect | undefined;
