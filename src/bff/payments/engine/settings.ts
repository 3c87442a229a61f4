/** How much due work is done at once, and how fast. */
import Type from 'typebox';
import type { Static } from 'typebox';

export const WorkerSettings = Type.Object(
  {
    /** Calls of one bank, or posts to one merchant, under way at once. */
    per_lane: Type.Integer({ minimum: 2, maximum: 500, default: 20 }),
    /** This share of them, and of the calls a second, is kept for what viewers wait for. */
    viewer_share: Type.Number({ minimum: 0.1, maximum: 0.5, default: 0.2 }),
    /** Calls a second to one bank. At least as many as may be under way at once. */
    calls_per_s: Type.Integer({ minimum: 2, maximum: 10_000, default: 50 }),
    /** Calls a second about one channel number. */
    number_calls_per_s: Type.Integer({ minimum: 1, maximum: 100, default: 2 }),
    /** Work that failed so often through faults of this program is set aside and flagged. */
    throws_max: Type.Integer({ minimum: 3, maximum: 100, default: 12 }),
  },
  { additionalProperties: false, default: {} },
);
export type WorkerSettings = Static<typeof WorkerSettings>;
