/** Source: docs/money.md 10. A trade may exist from a scan until two hours after its code was made: the third watch is later. */
import type { ScanSchedules } from '../module.ts';
import { DAY, H, MIN, S } from '../shared/times.ts';

export const schedules: ScanSchedules = {
  close_ms: [5 * S, 15 * S, 30 * S, 60 * S],
  query_ms: [15 * S, 30 * S, 60 * S],
  watch_ms: [2 * MIN, 30 * MIN, 130 * MIN, DAY],
  refund_query_ms: [3 * S, 10 * S, MIN, 5 * MIN, 30 * MIN, 2 * H],
};
