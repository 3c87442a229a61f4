/** Settings that every bank has. Spread into the bank's own schema. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { Ladder } from './times.ts';

const LadderSettings = Type.Unsafe<Ladder>(Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 }));

/** Instead of the module's own schedules, in milliseconds. */
export const ScheduleSettings = Type.Object(
  {
    close_ms: Type.Optional(LadderSettings),
    query_ms: Type.Optional(LadderSettings),
    watch_ms: Type.Optional(LadderSettings),
    refund_query_ms: Type.Optional(LadderSettings),
  },
  { additionalProperties: false },
);

export const COMMON = {
  /** false: not offered to viewers; what is under way is still settled (callbacks, queries, closes, refunds). */
  enabled: Type.Boolean({ default: true }),
  /** The outbound route; read by whoever makes the world's `send`. */
  proxy_url: Type.Optional(Type.String({ minLength: 1 })),
  schedules: Type.Optional(ScheduleSettings),
};

const Common = Type.Object(COMMON);
/** The bank posts its callbacks to notify_url, by default an address below our own. */
export type CommonConfig = Static<typeof Common> & { notify_url: string };
