/** Source: docs/money.md 10. */
import type { CardSchedules } from '../module.ts';
import { DAY, H, MIN, S } from '../shared/times.ts';

export const schedules: CardSchedules = {
  query_ms: [1 * S, 2 * S, 4 * S, 8 * S, 16 * S, 32 * S, 2 * MIN, 6 * MIN, 15 * MIN, 30 * MIN, H, 2 * H, 4 * H],
  watch_ms: [60 * S, DAY],
  refund_query_ms: [1 * S, 2 * S, 4 * S, 8 * S, 16 * S, 32 * S, 10 * MIN, H, 6 * H],
};
