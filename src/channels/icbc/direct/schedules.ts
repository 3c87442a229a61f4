/** Source: docs/money.md 10, 15. */
import type { BankSchedules } from '../../module.ts';
import { DAY, H, MIN, S } from '../../shared/times.ts';

export const schedules: BankSchedules = {
  query_ms: [1 * S, 2 * S, 4 * S, 8 * S, 16 * S, 32 * S, 2 * MIN, 6 * MIN, 15 * MIN, 30 * MIN, H, 2 * H, 4 * H],
  watch_ms: [60 * S, DAY],
  close_ms: [5 * S, 30 * S, 5 * MIN],
  refund_query_ms: [3 * S, 10 * S, MIN, 5 * MIN, 30 * MIN, 2 * H],
};
