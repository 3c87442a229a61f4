/** Milliseconds, for schedules. */
export const S = 1_000;
export const MIN = 60 * S;
export const H = 60 * MIN;
export const DAY = 24 * H;

/** Waits in milliseconds, at least one; the last one repeats where the schedule does not end. */
export type Ladder = readonly [number, ...number[]];
