/** Every move on every screen is held against its drawn boxes: the spatial core decides on the rectangles of the style sheet. */
import { expect, test } from 'vitest';
import type { Step } from '../protocol/step.ts';
import { createFocus } from '../tv/focus.ts';
import type { Direction, Rect } from '../tv/focus.ts';
import type { Box } from '../tv/ui/boxes.ts';
import { SCREEN } from '../tv/ui/sizes.ts';
import type { Drawing } from '../tv/ui/sizes.ts';
import type { Control, ControlRows } from './contract.ts';
import { steps } from './fixtures.ts';
import { staged } from './testing/stage.ts';
import { boxOn } from './testing/drawn.ts';
import { bringEntry } from './testing/with-entry.ts';

const DIRECTIONS: readonly Direction[] = ['Up', 'Down', 'Left', 'Right'];

const cases = (['hd', 'sd'] as const).flatMap((size) =>
  [false, true].flatMap((elder) => Object.entries(steps('zh-CN')).map(([name, step]) => [name, size, elder, step] as const)),
);

/** Rectangles of the controls; two that share a place would be drawn over one another. */
function placesOf(name: string, rows: ControlRows, size: Drawing, elder: boolean): { [id: string]: Rect } {
  const places: { [id: string]: Rect } = {};
  const [width, height] = SCREEN[size];
  for (const one of rows.flat()) {
    const [left, top, w, h] = boxOn(one, size, elder);
    places[one.id] = { left, top, width: w, height: h };
    expect([name, size, one.id, left >= 0 && top >= 0 && left + w <= width && top + h <= height]).toEqual([name, size, one.id, true]);
  }
  const all = Object.entries(places);
  for (const [a, one] of all)
    for (const [b, other] of all) if (a < b) expect([name, size, a, b, overlap(one, other)]).toEqual([name, size, a, b, false]);
  return places;
}

const meet = (a: number, a2: number, b: number, b2: number): boolean => a < b2 && b < a2;
const beside = (a: Rect, b: Rect): boolean => meet(a.top, a.top + a.height, b.top, b.top + b.height);
const above = (a: Rect, b: Rect): boolean => meet(a.left, a.left + a.width, b.left, b.left + b.width);
const overlap = (a: Rect, b: Rect): boolean => beside(a, b) && above(a, b);

function hold(name: string, size: Drawing, elder: boolean, step: Step): number {
  let places: { [id: string]: Rect } = {};
  const element = (id: string) => {
    const rect = places[id];
    return rect && { offsetLeft: rect.left, offsetWidth: rect.width };
  };
  const { on } = staged(step, { size, elder }, { element });
  bringEntry(on);
  const rows = on.controls(on.step.value);
  places = placesOf(name, rows, size, elder);
  const ids = rows.flat().map(({ id }) => id);
  const rowOf = (id: string): number => rows.findIndex((row) => row.some((one) => one.id === id));
  const whole = createFocus();
  let moves = 0;
  for (const id of ids)
    for (const dir of DIRECTIONS) {
      const items = ids.map((each) => ({ id: each, rect: places[each] as Rect }));
      whole.layout([{ id: 'all', items }], { initial: id, screen: id + dir });
      // By way of another one, so that nothing is retraced.
      for (const each of ids) on.focus.set(each);
      on.focus.set(id);
      whole.move(dir);
      on.focus.move(dir);
      const to = whole.current.value as string;
      const rect = places[id] as Rect;
      const straight = ids.filter((each) => each !== id && (dir === 'Up' || dir === 'Down' ? above : beside)(places[each] as Rect, rect));
      const ahead = straight.filter((each) => isAhead(places[each] as Rect, rect, dir));
      // Rows go to the next row also where nothing of it is straight ahead; where something is, both agree.
      const next = rowOf(id) + (dir === 'Down' ? 1 : dir === 'Up' ? -1 : 0);
      if (ahead.some((each) => rowOf(each) === next))
        expect([name, size, elder, id, dir, on.focus.current.value]).toEqual([name, size, elder, id, dir, to]);
      // What is drawn beside a control can be reached by Left and Right.
      if ((dir === 'Left' || dir === 'Right') && ahead.length > 0)
        expect([name, id, dir, on.focus.current.value !== id]).toEqual([name, id, dir, true]);
      moves++;
    }
  return moves;
}

function isAhead(other: Rect, from: Rect, dir: Direction): boolean {
  if (dir === 'Up') return other.top < from.top;
  if (dir === 'Down') return other.top > from.top;
  return dir === 'Left' ? other.left < from.left : other.left > from.left;
}

test('every screen in both drawings, elder or not', () => {
  let moves = 0;
  for (const [name, size, elder, step] of cases) moves += hold(name, size, elder, step);
  expect(moves).toBeGreaterThan(1_500);
});

test('a place is a box of the table', () => {
  const control: Control = { id: 'x', place: 'button main nowhere', label: () => '' };
  expect(() => boxOn(control, 'hd', false)).toThrow('nowhere');
  const box: Box = boxOn({ ...control, place: 'button main single' }, 'hd', false);
  expect(box[2]).toBeGreaterThan(0);
});
