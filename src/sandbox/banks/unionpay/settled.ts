/** The transactions of one settlement day. Source: docs/channels.md 3.8. */
import { fromBeijing } from '../../../protocol/world.ts';
import type { Context } from './context.ts';
import type { Txn } from './txns.ts';
import { settleDay } from './time.ts';

/** Money that moved that day, and what the bank by itself returned that day. */
export function settledOn(context: Context, day: string): { moved: Txn[]; bounced: Txn[] } {
  const on = (at_ms: number | undefined): boolean => at_ms !== undefined && settleDay(context, at_ms) === day;
  const all = context.txns.all();
  return { moved: all.filter((txn) => on(txn.moved_ms)), bounced: all.filter((txn) => on(txn.bounced_ms)) };
}

/** The latest day with this MMDD whose file is ready by now, "2025-06-01". */
export function readyDay(context: Context, settle_date: string): string | undefined {
  const { cut_off_ms, file_ready_ms } = context.settings();
  const now = context.world.now();
  const this_year = Number(settleDay(context, now).slice(0, 4));
  for (const year of [this_year, this_year - 1]) {
    const day = `${year}-${settle_date.slice(0, 2)}-${settle_date.slice(2)}`;
    const from_ms = fromBeijing(`${day}T00:00:00`);
    if (from_ms !== undefined && now >= from_ms + 86_400_000 - cut_off_ms + file_ready_ms) return day;
  }
  return undefined;
}
