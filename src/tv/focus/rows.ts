import { isHorizontal } from '../spatial/rect.ts';
import { cameFrom, kept, record, startOf } from '../spatial/trail.ts';
import type { Step } from '../spatial/types.ts';
import type { Core } from './core.ts';

/** Ids in rows from the top; the things of one row share its width equally. */
export type Rows = readonly (readonly string[])[];

interface RowModel {
  readonly rows: Rows;
  trail: Step[];
}

interface Place {
  row: number;
  col: number;
  /** The middle of the thing, and half its width, in widths of the row. */
  middle: number;
  half: number;
}

/** Middles that are equal but for rounding. */
const ROUNDING = 1e-9;

function placeOf({ rows }: RowModel, id: string | undefined): Place | undefined {
  for (let row = 0; row < rows.length; row++) {
    const things = rows[row] as readonly string[];
    const col = things.indexOf(id as string);
    const half = 0.5 / things.length;
    if (col >= 0) return { row, col, middle: (2 * col + 1) * half, half };
  }
  return undefined;
}

function nearest(row: readonly string[] | undefined, aim: number): string | undefined {
  let best: string | undefined;
  let least = 1;
  (row || []).forEach((id, col, { length }) => {
    const distance = Math.abs((col + 0.5) / length - aim);
    if (distance > least - ROUNDING) return;
    best = id;
    least = distance;
  });
  return best;
}

const has = (model: RowModel, id: string | undefined): id is string => !!placeOf(model, id);

/**
 * The whole core reduced to screens that are nothing but rows; on such a screen both lead the same way, which a
 * test holds them to. 3 KB less after gzip: the page of a slow box carries this one.
 */
export const rowCore: Core<Rows, RowModel> = {
  compile: (rows) => ({ rows: rows.filter((row) => row.length > 0), trail: [] }),
  has,
  initial: ({ rows }) => rows[0] && rows[0][0],
  move(model, id, dir) {
    const { rows, trail } = model;
    const back = cameFrom(trail, id, dir);
    const from = placeOf(model, id);
    if (!from || has(model, back)) return back;
    const step = dir === 'Down' || dir === 'Right' ? 1 : -1;
    if (isHorizontal(dir)) return (rows[from.row] as readonly string[])[from.col + step];
    const start = placeOf(model, startOf(trail, id, dir)) || from;
    const through = Math.abs(start.middle - from.middle) < from.half + ROUNDING;
    return nearest(rows[from.row + step], (through ? start : from).middle);
  },
  remember(model, _id, step) {
    if (step) record(model.trail, step);
    else model.trail = [];
  },
  keep(model, before) {
    model.trail = kept(before.trail, (id) => has(model, id));
  },
  restore(model, lost, before) {
    if (has(model, lost)) return lost;
    const { row = 0, middle = 0 } = placeOf(before, lost) || {};
    return nearest(model.rows[Math.min(row, model.rows.length - 1)], middle);
  },
};
