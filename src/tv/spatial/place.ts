import type { ItemSpec, Measure, Rect, RegionSpec } from './types.ts';

/** One row of a table being laid out: its members and the room it asks for. */
interface Row<T> {
  readonly cells: T[];
  height: number;
  width: number;
}

/** The synthetic screen that layouts without any pixel rects share out among themselves. */
export const SCREEN: Rect = { left: 0, top: 0, width: 1280, height: 720 };

function isGrid(region: RegionSpec): boolean {
  return region.columns !== undefined || (region.items || []).some((item) => item.row !== undefined || item.col !== undefined);
}

/** Row and column of every item of a region; `spread` items share their row's width. */
interface Cell {
  readonly row: number;
  readonly col: number;
  readonly rows: number;
  readonly cols: number;
}

function cells(region: RegionSpec): Cell[] {
  const items = region.items || [];
  const columns = region.columns || 1;
  const inRow: { [row: number]: number | undefined } = {};
  const total: { [row: number]: number | undefined } = {};
  for (const item of items) if (item.row !== undefined) total[item.row] = (total[item.row] || 0) + 1;
  const wide = gridWidth(items, columns, total);
  return items.map((item, i) => {
    const rows = item.rowSpan || 1;
    if (item.row === undefined) return { row: Math.floor(i / columns), col: item.col ?? i % columns, rows, cols: item.colSpan || 1 };
    if (item.col !== undefined) return { row: item.row, col: item.col, rows, cols: item.colSpan || 1 };
    const nth = inRow[item.row] || 0;
    inRow[item.row] = nth + 1;
    const share = wide / (total[item.row] || 1);
    return { row: item.row, col: nth * share, rows, cols: share };
  });
}

function gridWidth(items: readonly ItemSpec[], columns: number, total: { [row: number]: number | undefined }): number {
  let wide = 1;
  items.forEach((item, i) => {
    const col = item.col ?? (item.row === undefined ? i % columns : (total[item.row] || 1) - 1);
    wide = Math.max(wide, col + (item.colSpan || 1));
  });
  return wide;
}

/** Rows and columns that a region asks for. */
function extent(region: RegionSpec): { rows: number; cols: number } {
  let rows = 0;
  let cols = 1;
  for (const cell of cells(region)) {
    rows = Math.max(rows, cell.row + cell.rows);
    cols = Math.max(cols, cell.col + cell.cols);
  }
  for (const row of tableRows(region.children || [])) {
    rows += row.height;
    cols = Math.max(cols, row.width);
  }
  return { rows: Math.max(1, rows), cols };
}

/** Sibling regions as rows of a table: by their `row`, else one below the other. */
function tableRows(regions: readonly RegionSpec[]): Row<RegionSpec>[] {
  const rows: Row<RegionSpec>[] = [];
  const byNumber: { [row: number]: Row<RegionSpec> | undefined } = {};
  const numbers: number[] = [];
  for (const region of regions) {
    const number = region.row ?? (region.col !== undefined ? 0 : numbers.length);
    let row = byNumber[number];
    if (!row) {
      row = { cells: [], height: 0, width: 0 };
      byNumber[number] = row;
      numbers.push(number);
    }
    row.cells.push(region);
    const size = extent(region);
    row.height = Math.max(row.height, size.rows);
    row.width += size.cols;
  }
  numbers.sort((a, b) => a - b);
  for (const number of numbers) {
    const row = byNumber[number];
    if (!row) continue;
    row.cells.sort((a, b) => (a.col || 0) - (b.col || 0));
    rows.push(row);
  }
  return rows;
}

/** Shares an area out among sibling regions; regions keep their own `rect` where they have one. */
export function placeRegions(regions: readonly RegionSpec[], area: Rect, firstRow: number): { [id: string]: Rect } {
  const placed: { [id: string]: Rect } = Object.create(null) as { [id: string]: Rect };
  const rows = tableRows(regions);
  let height = firstRow;
  for (const row of rows) height += row.height;
  let top = area.top + (area.height * firstRow) / (height || 1);
  for (const row of rows) {
    const rowHeight = (area.height * row.height) / height;
    let left = area.left;
    for (const region of row.cells) {
      const width = (area.width * extent(region).cols) / row.width;
      placed[region.id] = region.rect || { left, top, width, height: rowHeight };
      left += width;
    }
    top += rowHeight;
  }
  return placed;
}

/** Grid rows of a region's own items, which stand above its inner regions. */
export function ownRows(region: RegionSpec): number {
  let rows = 0;
  for (const cell of cells(region)) rows = Math.max(rows, cell.row + cell.rows);
  return rows;
}

/**
 * The rect of every item of a region whose area is known, see ItemSpec for what comes first; and whether any of them is
 * a cell of that area.
 */
export function placeItems(region: RegionSpec, area: Rect, measure: Measure | undefined): { rects: Rect[]; inArea: boolean } {
  const all = extent(region);
  const own = cells(region);
  const grid = isGrid(region);
  const width = area.width / own.reduce((most, cell) => Math.max(most, cell.col + cell.cols), 1);
  const height = area.height / (region.rect ? Math.max(1, ownRows(region)) : all.rows);
  let inArea = false;
  const rects = (region.items || []).map((item, i) => {
    const measured = item.rect || (grid || !measure ? undefined : measure(item.id));
    if (measured) return measured;
    inArea = true;
    const cell = own[i] || { row: i, col: 0, rows: 1, cols: 1 };
    return {
      left: area.left + cell.col * width,
      top: area.top + cell.row * height,
      width: cell.cols * width,
      height: cell.rows * height,
    };
  });
  return { rects, inArea };
}
