/** Marks stand many in one picture; a class shows one of them. */
import { px } from './sheet.ts';
import type { Sheet } from './sheet.ts';

/** Where each mark stands in its picture. */
export interface MarkTable {
  width: number;
  height: number;
  at: { readonly [name: string]: { x: number; y: number; w: number; h: number } };
}

export interface MarkUrls {
  url: string;
  /** The same picture with more pixels, for windows that show the drawing larger (class `fine`). */
  fine?: string;
}

/** Every class of the table: its picture, its place in it, its size. A colour given to the element stays below it. */
export function markRules(sheet: Sheet, root: string, table: MarkTable, urls: MarkUrls): void {
  const names = Object.keys(table.at);
  const every = names.map((name) => '.' + name).join(',');
  markPicture(sheet, root, every, table, urls);
  sheet.rule(every, 'text-indent:-999px;overflow:hidden');
  markPlaces(sheet, table, names);
}

/** `every`: classes that all elements with a mark of this table have. One without a known mark shows nothing of the picture. */
export function markPicture({ rule }: Sheet, root: string, every: string, { width, height }: MarkTable, { url, fine }: MarkUrls): void {
  rule(every, `background-image:url(${url});background-repeat:no-repeat;background-position:999px 0`);
  if (fine) rule(every, `background-image:url(${fine});background-size:${px(width)} ${px(height)}`, root + '.fine');
}

/** The place and size of these marks of a table. */
export function markPlaces({ rule }: Sheet, { at }: MarkTable, names: readonly string[]): void {
  const sizes: { [size: string]: string[] } = {};
  for (const name of names) {
    const cell = at[name];
    if (!cell) throw new Error('no mark ' + name);
    const { x, y, w, h } = cell;
    (sizes[`width:${px(w)};height:${px(h)}`] ??= []).push('.' + name);
    rule('.' + name, `background-position:${x ? px(-x) : 0} ${y ? px(-y) : 0}`);
  }
  for (const [size, some] of Object.entries(sizes)) rule(some.join(','), size);
}
