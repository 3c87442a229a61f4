/** Places on the screen. A table of boxes is written into the style sheet by css.ts; a control names its box by its class. */

/** [left, top, width, height] in pixels; a height of 0 is left to the contents. */
export type Box = readonly [left: number, top: number, width: number, height: number];

/** The class of one box of a series: `tile-row-0`. */
export const boxName = (series: string, i: number): string => series + '-' + i;

/** The box of a control among a page's tables: of its classes the last that has a width. */
export function boxOf(place: string, boxes: { readonly [name: string]: Box | undefined }): Box | undefined {
  let found: Box | undefined;
  for (const name of place.split(' ')) {
    const box = boxes[name];
    if (box && box[2]) found = box;
  }
  return found;
}
