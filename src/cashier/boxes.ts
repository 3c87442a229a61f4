/** Names of the boxes that stand in series, one class an index; the tables of sizes.ts and secret-entry/entry-sizes.ts place them. */
/** tile-*: big ones, rows, halves of a row; below a remembered card low or dense ones; across a dialog in elder mode. */
export type BoxSeries =
  | 'tile-big'
  | 'tile-row'
  | 'tile-half'
  | 'tile-card'
  | 'tile-low'
  | 'tile-dense'
  | 'tile-elder'
  | 'tile-elder-half'
  | 'scan-step';

/** Series of the second script; a row gives top and height, a column left and width. */
export type EntrySeries = 'field-row' | 'dense-row' | 'card-row' | 'key-row' | 'key-column';
