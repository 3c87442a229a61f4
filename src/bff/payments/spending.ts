/** Words of what a viewer spends: shapes, and Beijing's days. Source: docs/money.md 16. */
import { beijing } from '../../protocol/world.ts';

export interface Hold {
  /** Keyed hash. */
  spender: string;
  /** Beijing's, YYYY-MM-DD. */
  day: string;
  /** Counts now; 0 when nothing was spent after all. */
  amount_fen: number;
}

/** What a viewer allows himself; in fen, absent: as much as the operator does. */
export interface OwnLimits {
  payment_fen?: number;
  day_fen?: number;
  month_fen?: number;
}

/** In fen; absent: none. Without a spender only the limit of one payment holds: nobody counts days and months. */
export interface SpendLimits extends OwnLimits {
  spender?: string;
}

export const PERIODS = ['payment_fen', 'day_fen', 'month_fen'] as const;
export type Period = (typeof PERIODS)[number];

/** The lower of the operator's and the viewer's own, of each. */
export function lowerOf<L extends OwnLimits>(limits: L, own: OwnLimits | undefined): L {
  const lower = PERIODS.flatMap((name) => {
    const both = [limits[name], own?.[name]].filter((one) => one !== undefined);
    return both.length === 0 ? [] : [[name, Math.min(...both)]];
  });
  return { ...limits, ...(Object.fromEntries(lower) as OwnLimits) };
}

/** What the spender's holds come to, in fen, in the day and in the month of an event. */
export interface Spent {
  day_fen: number;
  month_fen: number;
}

export type OverLimit = 'LIMIT_PAYMENT' | 'LIMIT_DAY' | 'LIMIT_MONTH';

export const dayOf = (now_ms: number): string => beijing(now_ms).slice(0, 10);

/** First and last possible day of a day's month. */
export function monthOf(day: string): { from: string; to: string } {
  const month = day.slice(0, 8);
  return { from: month + '01', to: month + '31' };
}
