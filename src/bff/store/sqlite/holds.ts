/** What a spender's holds come to. Loaded inside the transaction that may add one, so nothing slips between. */
import type { Database } from 'better-sqlite3';
import type { Spent } from '../../payments/spending.ts';
import { monthOf } from '../../payments/spending.ts';
import type { Needs } from '../port.ts';

export function holdSums(db: Database): (spender: NonNullable<Needs['spender']>) => Spent {
  const sums = db.prepare(
    'SELECT coalesce(sum(amount_fen) FILTER (WHERE day = ?), 0) AS day_fen, coalesce(sum(amount_fen), 0) AS month_fen FROM holds WHERE spender = ? AND day BETWEEN ? AND ?',
  );
  return ({ id, day }) => {
    const { from, to } = monthOf(day);
    return sums.get(day, id, from, to) as Spent;
  };
}
