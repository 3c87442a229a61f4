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
export function markRules({ rule }: Sheet, root: string, { width, height, at }: MarkTable, { url, fine }: MarkUrls): void {
  const names = Object.keys(at);
  const all = (under: string): string => names.map((name) => under + '.' + name).join(',');
  rule(all(''), `background-image:url(${url});background-repeat:no-repeat;text-indent:-99px;overflow:hidden`);
  for (const [name, { x, y, w, h }] of Object.entries(at))
    rule('.' + name, `width:${px(w)};height:${px(h)};background-position:${px(-x)} ${px(-y)}`);
  if (fine) rule(all(''), `background-image:url(${fine});background-size:${px(width)} ${px(height)}`, root + '.fine');
}
