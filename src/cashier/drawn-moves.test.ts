/** Up and down on every screen are held against its drawn boxes: the spatial core decides on the rectangles of the style sheet. */
import { expect, test } from 'vitest';
import type { Step } from '../protocol/step.ts';
import { createFocus } from '../tv/focus.ts';
import type { Rect } from '../tv/focus.ts';
import type { Box } from '../tv/ui/boxes.ts';
import type { Size } from './canvas-sizes.ts';
import type { Control } from './contract.ts';
import { steps } from './fixtures.ts';
import { SIZES } from './sizes.ts';
import type { Sizes } from './sizes.ts';
import { staged } from './testing/stage.ts';
import { bringEntry } from './testing/with-entry.ts';

/** The box of a control: of its classes the last that has a width. */
function boxOf({ place }: Control, sizes: Sizes): Box | undefined {
  let found: Box | undefined;
  for (const name of place.split(' ')) {
    const [, series = '', i = ''] = /^(.*)-(\d+)$/.exec(name) || [];
    const box =
      (sizes.boxes as { [name: string]: Box | undefined })[name] ??
      (sizes.series as { [name: string]: readonly Box[] | undefined })[series]?.[Number(i)];
    if (box && box[2]) found = box;
  }
  return found;
}

const ROW_PX = 100;
const cases = (['hd', 'sd'] as const).flatMap((size) => Object.entries(steps('zh-CN')).map(([name, step]) => [name, size, step] as const));

function hold(name: string, size: Size, step: Step): number {
  const places: { [id: string]: Rect | undefined } = {};
  const element = (id: string) => {
    const rect = places[id];
    return rect && { offsetLeft: rect.left, offsetWidth: rect.width };
  };
  const { on } = staged(step, { size }, { element });
  bringEntry(on);
  const rows = on.controls(on.step.value);
  const sizes = SIZES()[size];
  rows.forEach((row, y) =>
    row.forEach((one) => {
      const box = boxOf(one, sizes);
      if (!box) throw new Error(`${one.id} of ${name} has no box: ${one.place}`);
      places[one.id] = { left: box[0], top: y * ROW_PX, width: box[2], height: ROW_PX - 10 };
    }),
  );
  const ids = rows.flat().map(({ id }) => id);
  const rowOf = (id: string): number => rows.findIndex((row) => row.some((one) => one.id === id));
  const straight = (id: string, row: readonly Control[]): boolean => {
    const { left, width } = places[id] as Rect;
    return row.some((one) => {
      const other = places[one.id] as Rect;
      return other.left < left + width && left < other.left + other.width;
    });
  };
  const whole = createFocus();
  let moves = 0;
  for (const id of ids)
    for (const dir of ['Up', 'Down'] as const) {
      whole.layout([{ id: 'all', items: ids.map((each) => ({ id: each, rect: places[each] as Rect })) }], {
        initial: id,
        screen: id + dir,
      });
      // By way of another one, so that nothing is retraced.
      for (const each of ids) on.focus.set(each);
      on.focus.set(id);
      whole.move(dir);
      on.focus.move(dir);
      const to = whole.current.value as string;
      // Rows never jump over a row, also where nothing of it is straight ahead: there the spatial core goes on.
      if (straight(id, rows[rowOf(id) + (dir === 'Down' ? 1 : -1)] ?? []))
        expect([name, size, id, dir, on.focus.current.value]).toEqual([name, size, id, dir, to]);
      moves++;
    }
  return moves;
}

test('every screen', () => {
  let moves = 0;
  for (const [name, size, step] of cases) moves += hold(name, size, step);
  expect(moves).toBeGreaterThan(300);
});
