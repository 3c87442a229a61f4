/** What an account has until when: one row for each payment, one after the other. */
import { addMonths, startOfDay } from '../server/calendar.ts';
import type { Db } from '../server/db.ts';

export const SUBSCRIPTION_TABLES = `
CREATE TABLE IF NOT EXISTS periods (
  ref TEXT PRIMARY KEY, account TEXT NOT NULL, product TEXT NOT NULL, months INTEGER NOT NULL, paid_fen INTEGER NOT NULL,
  from_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS periods_by_account ON periods (account, product);`;

export interface Period {
  /** An order's number, or the entry that paid it. */
  ref: string;
  account: string;
  product: string;
  months: number;
  paid_fen: number;
  from_ms: number;
  /** The midnight in Beijing after the last day. */
  until_ms: number;
}

export interface Subscriptions {
  /** So many months bought now: after what is there already. */
  next(account: string, product: string, months: number, now_ms: number): { from_ms: number; until_ms: number };
  add(period: Omit<Period, 'from_ms' | 'until_ms'>, now_ms: number): void;
  /** Products of an account that are running, the one that ends first first. */
  running(account: string, now_ms: number): { product: string; until_ms: number }[];
  /** Ends it with the month that runs; what later months cost comes back. */
  cut(account: string, product: string, now_ms: number): { ref: string; fen: number }[];
  /** All of its money went back. */
  drop(ref: string, now_ms: number): void;
  /** Until when a product runs. */
  until(account: string, product: string): number | undefined;
  all(): Period[];
}

export function makeSubscriptions(db: Db): Subscriptions {
  const insert = db.prepare('INSERT OR IGNORE INTO periods VALUES (@ref, @account, @product, @months, @paid_fen, @from_ms, @until_ms)');
  const ofProduct = db.prepare<[string, string], Period>('SELECT * FROM periods WHERE account = ? AND product = ? ORDER BY from_ms, rowid');
  const ofAccount = db.prepare<[string], Period>('SELECT * FROM periods WHERE account = ?');
  const move = db.prepare('UPDATE periods SET until_ms = @until_ms WHERE ref = @ref');
  const find = db.prepare<[string], Period>('SELECT * FROM periods WHERE ref = ?');
  const all = db.prepare<[], Period>('SELECT * FROM periods ORDER BY rowid');
  const last = (account: string, product: string): number =>
    Math.max(0, ...ofProduct.all(account, product).map(({ until_ms }) => until_ms));

  const subscriptions: Subscriptions = {
    next(account, product, months, now_ms) {
      const from_ms = Math.max(startOfDay(now_ms), last(account, product));
      return { from_ms, until_ms: addMonths(from_ms, months) };
    },
    add(period, now_ms) {
      insert.run({ ...period, ...subscriptions.next(period.account, period.product, period.months, now_ms) });
    },
    running(account, now_ms) {
      const until = new Map<string, number>();
      for (const { product, until_ms } of ofAccount.all(account)) until.set(product, Math.max(until.get(product) ?? 0, until_ms));
      const running = [...until].filter(([, until_ms]) => until_ms > now_ms).map(([product, until_ms]) => ({ product, until_ms }));
      return running.sort((a, b) => a.until_ms - b.until_ms);
    },
    cut(account, product, now_ms) {
      return ofProduct
        .all(account, product)
        .filter(({ until_ms }) => until_ms > now_ms)
        .flatMap((period) => {
          const used = monthsUsed(period, now_ms);
          const until_ms = addMonths(period.from_ms, used);
          if (until_ms >= period.until_ms) return [];
          move.run({ ref: period.ref, until_ms });
          return [{ ref: period.ref, fen: Math.floor((period.paid_fen * (period.months - used)) / period.months) }];
        });
    },
    drop(ref, now_ms) {
      const period = find.get(ref);
      if (period) move.run({ ref, until_ms: Math.min(period.until_ms, Math.max(period.from_ms, startOfDay(now_ms))) });
    },
    until: (account, product) => last(account, product) || undefined,
    all: () => all.all(),
  };
  return subscriptions;
}

/** Months that have begun; one that has begun is used. */
function monthsUsed({ from_ms, months }: Period, now_ms: number): number {
  for (let used = 0; used < months; used++) if (addMonths(from_ms, used) > now_ms) return used;
  return months;
}
