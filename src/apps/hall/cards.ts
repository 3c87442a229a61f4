/** Recharge cards: each is taken once, and five wrong numbers lock an account for a day. Only hashes of numbers are kept. */
import { createHmac } from 'node:crypto';
import type { Db } from '../server/db.ts';

export const CARD_TABLES = `
CREATE TABLE IF NOT EXISTS cards (hash TEXT PRIMARY KEY, face_fen INTEGER NOT NULL CHECK (face_fen > 0), used_by TEXT, used_at_ms INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS card_tries (account TEXT PRIMARY KEY, tries INTEGER NOT NULL, locked_until_ms INTEGER NOT NULL) STRICT;`;

export const CARD_TRIES = 5;
const LOCKED_MS = 24 * 3_600_000;

export type Taken =
  | { kind: 'taken'; face_fen: number; ref: string }
  /** So many more wrong numbers until it is locked. */
  | { kind: 'wrong'; left: number }
  | { kind: 'used'; left: number }
  | { kind: 'locked'; until_ms: number };

export interface Cards {
  add(number: string, face_fen: number): void;
  /** Inside the transaction that books it. */
  take(account: string, number: string, now_ms: number): Taken;
}

export const CARD_NUMBER = /^[0-9]{16}$/;

export function makeCards(db: Db, secret: string): Cards {
  const hashOf = (number: string): string => createHmac('sha256', secret).update(number).digest('hex');
  const insert = db.prepare('INSERT OR IGNORE INTO cards (hash, face_fen) VALUES (?, ?)');
  const find = db.prepare<[string], { face_fen: number; used_by: string | null }>('SELECT face_fen, used_by FROM cards WHERE hash = ?');
  const use = db.prepare('UPDATE cards SET used_by = ?, used_at_ms = ? WHERE hash = ? AND used_by IS NULL');
  const tries = db.prepare<[string], { tries: number; locked_until_ms: number }>(
    'SELECT tries, locked_until_ms FROM card_tries WHERE account = ?',
  );
  const setTries = db.prepare(
    'INSERT INTO card_tries VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET tries = excluded.tries, locked_until_ms = excluded.locked_until_ms',
  );

  function wrong(kind: 'wrong' | 'used', account: string, before: number, now_ms: number): Taken {
    const left = CARD_TRIES - before - 1;
    setTries.run(account, left > 0 ? before + 1 : 0, left > 0 ? 0 : now_ms + LOCKED_MS);
    return left > 0 ? { kind, left } : { kind: 'locked', until_ms: now_ms + LOCKED_MS };
  }

  return {
    add: (number, face_fen) => void insert.run(hashOf(number), face_fen),
    take(account, number, now_ms) {
      const before = tries.get(account) ?? { tries: 0, locked_until_ms: 0 };
      if (before.locked_until_ms > now_ms) return { kind: 'locked', until_ms: before.locked_until_ms };
      const hash = hashOf(number);
      const card = CARD_NUMBER.test(number) ? find.get(hash) : undefined;
      if (!card) return wrong('wrong', account, before.tries, now_ms);
      // The answer to an earlier press may have been lost: the same account's own card is no wrong number.
      if (card.used_by === account) return { kind: 'used', left: CARD_TRIES - before.tries };
      if (use.run(account, now_ms, hash).changes === 0) return wrong('used', account, before.tries, now_ms);
      setTries.run(account, 0, 0);
      return { kind: 'taken', face_fen: card.face_fen, ref: hash };
    },
  };
}
