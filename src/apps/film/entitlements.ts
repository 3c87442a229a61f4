/** Who may watch what until when. One row for a paid order: a notice that comes twice gives nothing twice. */
import { addMonths, startOfDay } from '../server/calendar.ts';
import type { Db } from '../server/db.ts';

export const FILM_TABLES = `
CREATE TABLE IF NOT EXISTS entitlements (
  order_no TEXT PRIMARY KEY, account TEXT NOT NULL, product TEXT NOT NULL, from_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL,
  revoked_at_ms INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS entitlements_by_account ON entitlements (account, product);`;

export interface Entitlement {
  order_no: string;
  account: string;
  /** "title:lijiang", "package:variety" */
  product: string;
  from_ms: number;
  /** The midnight in Beijing after the last day. */
  until_ms: number;
  revoked_at_ms: number | null;
}

export interface Period {
  from_ms: number;
  until_ms: number;
}

export interface Entitlements {
  /** What so many months bought now would be: after what is there already. */
  period(account: string, product: string, months: number, now_ms: number): Period;
  grant(order_no: string, account: string, product: string, months: number, now_ms: number): void;
  /** The money went back. */
  revoke(order_no: string, now_ms: number): void;
  /** Until when one of these products may be watched; undefined when none may be now. */
  until(account: string, products: readonly string[], now_ms: number): number | undefined;
  ofAccount(account: string): Entitlement[];
  all(): Entitlement[];
}

export function makeEntitlements(db: Db): Entitlements {
  const insert = db.prepare('INSERT OR IGNORE INTO entitlements VALUES (?, ?, ?, ?, ?, NULL)');
  const revoke = db.prepare('UPDATE entitlements SET revoked_at_ms = ? WHERE order_no = ? AND revoked_at_ms IS NULL');
  const last = db.prepare<[string, string], { until_ms: number | null }>(
    'SELECT max(until_ms) AS until_ms FROM entitlements WHERE account = ? AND product = ? AND revoked_at_ms IS NULL',
  );
  const ofAccount = db.prepare<[string], Entitlement>('SELECT * FROM entitlements WHERE account = ? ORDER BY rowid DESC');
  const all = db.prepare<[], Entitlement>('SELECT * FROM entitlements ORDER BY rowid');
  const lastUntil = (account: string, product: string): number => last.get(account, product)?.until_ms ?? 0;
  const period: Entitlements['period'] = (account, product, months, now_ms) => {
    const from_ms = Math.max(startOfDay(now_ms), lastUntil(account, product));
    return { from_ms, until_ms: addMonths(from_ms, months) };
  };
  return {
    period,
    grant(order_no, account, product, months, now_ms) {
      const { from_ms, until_ms } = period(account, product, months, now_ms);
      insert.run(order_no, account, product, from_ms, until_ms);
    },
    revoke: (order_no, now_ms) => void revoke.run(now_ms, order_no),
    until(account, products, now_ms) {
      const latest = Math.max(0, ...products.map((product) => lastUntil(account, product)));
      return latest > now_ms ? latest : undefined;
    },
    ofAccount: (account) => ofAccount.all(account),
    all: () => all.all(),
  };
}
