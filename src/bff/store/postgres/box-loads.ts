/** Since when viewers have had their boxes, for a change that asks; a removed one is unknown. */
import type { QueryResult } from 'pg';
import type { ViewerBox } from '../port.ts';
import { statement } from './statement.ts';
import type { Asked } from './writer-line.ts';

const SINCE = statement(
  'SELECT b.viewer, b.box, b.first_seen_ms FROM unnest($1::text[], $2::text[]) k(viewer, box)' +
    ' JOIN viewer_boxes b USING (viewer, box) WHERE b.removed_at_ms = 0',
);

const nameOf = ({ viewer, box }: ViewerBox): string => JSON.stringify([viewer, box]);

export const boxLoads = (boxes: readonly ViewerBox[]): Asked => ({
  asked: SINCE,
  values: [boxes.map((one) => one.viewer), boxes.map((one) => one.box)],
});

export function readBoxes({ rows }: QueryResult, into: { boxes: Map<string, number> }): void {
  for (const row of rows as (ViewerBox & { first_seen_ms: number })[]) into.boxes.set(nameOf(row), row.first_seen_ms);
}

export function boxSince({ boxes }: { boxes: ReadonlyMap<string, number> }, box: ViewerBox | undefined): { box_since_ms?: number } {
  const box_since_ms = box && boxes.get(nameOf(box));
  return box_since_ms === undefined ? {} : { box_since_ms };
}
