/** Source: docs/money.md 10. */
import type { ScanSchedules } from '../module.ts';
import { DAY, H, MIN, S } from '../shared/times.ts';

export const schedules: ScanSchedules = {
  close_ms: [5 * S, 15 * S, 30 * S, 60 * S, 5 * MIN],
  query_ms: [15 * S, 30 * S, 60 * S],
  watch_ms: [2 * MIN, 30 * MIN, DAY],
  refund_query_ms: [3 * S, 10 * S, MIN, 5 * MIN, 30 * MIN, 2 * H],
};
