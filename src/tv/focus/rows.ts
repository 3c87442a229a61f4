import { isHorizontal } from '../spatial/rect.ts';
import { cameFrom, kept, record, startOf } from '../spatial/trail.ts';
import type { Step } from '../spatial/types.ts';
import type { Core } from './core.ts';

/** Ids in rows from the top. Things that are not drawn share their row's width equally. */
export type Rows = readonly (readonly string[])[];

/** Where a thing is drawn, as its element says. */
export interface Drawn {
  readonly offsetLeft: number;
  readonly offsetWidth: number;
}

/** The element of a thing; undefined or null when it is not drawn. */
export type FindDrawn = (id: string) => Drawn | null | undefined;

interface RowModel {
  readonly rows: Rows;
  trail: Step[];
}

interface Place {
  row: number;
  col: number;
  /** The thing's middle, and half its width: in pixels, or in widths of the row. */
  x: number;
  w: number;
}

/** Middles that are equal but for rounding. */
const ROUNDING = 1e-9;
/** A thing that the aim meets is nearer than all that it does not. */
const ASIDE = 1e4;

function placeOf(rows: Rows, id: string | undefined, find?: FindDrawn): Place | undefined {
  for (let row = 0; row < rows.length; row++) {
    const things = rows[row] as readonly string[];
    const col = things.indexOf(id as string);
    if (col < 0) continue;
    const drawn = find && find(id as string);
    const w = (drawn ? drawn.offsetWidth : 1 / things.length) / 2;
    return { row, col, w, x: drawn ? drawn.offsetLeft + w : (2 * col + 1) * w };
  }
  return undefined;
}

function nearest(rows: Rows, row: number, aim: number, find?: FindDrawn): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const id of rows[row] || []) {
    const { x, w } = placeOf(rows, id, find) as Place;
    const off = Math.abs(x - aim);
    const cost = Math.max(0, off - w) * ASIDE + off;
    if (cost > least - ROUNDING) continue;
    best = id;
    least = cost;
  }
  return best;
}

/** A mistake of whoever wrote the screen: both would be lit. Not in a production build. */
function refuseTwice(rows: Rows): void {
  const seen: { [id: string]: true | undefined } = {};
  for (const row of rows)
    for (const id of row) {
      if (seen[id]) throw new Error('focus: the id "' + id + '" is used twice: give each thing of a screen its own');
      seen[id] = true;
    }
}

/**
 * The whole core reduced to screens that are nothing but rows; on such a screen both lead the same way, which a
 * test holds them to. 3 KB less after gzip: the page of a slow box carries this one. `find` gives the elements, so that
 * up and down lead to what is drawn there: the style sheet alone knows the widths.
 */
export function rowCore(find?: FindDrawn): Core<Rows, RowModel> {
  const has = ({ rows }: RowModel, id: string | undefined): id is string => !!placeOf(rows, id);
  return {
    compile(rows) {
      if (process.env.NODE_ENV !== 'production') refuseTwice(rows);
      return { rows: rows.filter((row) => row.length > 0), trail: [] };
    },
    has,
    initial: ({ rows }) => rows[0] && rows[0][0],
    move(model, id, dir) {
      const { rows, trail } = model;
      const back = cameFrom(trail, id, dir);
      const from = placeOf(rows, id, find);
      if (!from || has(model, back)) return back;
      const step = dir === 'Down' || dir === 'Right' ? 1 : -1;
      if (isHorizontal(dir)) return (rows[from.row] as readonly string[])[from.col + step];
      const start = placeOf(rows, startOf(trail, id, dir), find) || from;
      const through = Math.abs(start.x - from.x) < from.w + ROUNDING;
      return nearest(rows, from.row + step, (through ? start : from).x, find);
    },
    remember(model, _id, step) {
      if (step) record(model.trail, step);
      else model.trail = [];
    },
    keep(model, before) {
      model.trail = kept(before.trail, (id) => JSON.stringify(placeOf(model.rows, id)) === JSON.stringify(placeOf(before.rows, id)));
    },
    restore(model, lost, before) {
      if (has(model, lost)) return lost;
      const { row = 0, x = 0 } = placeOf(before.rows, lost) || {};
      return nearest(model.rows, Math.min(row, model.rows.length - 1), x);
    },
  };
}
