/** Runs all work that arrived together in one transaction; nobody hears of it before it is durable. */
import type { Database } from 'better-sqlite3';
import { StoreDown } from '../errors.ts';
import { asStoreError } from './failure.ts';

/** `compute` may throw and writes nothing; `write` stores what it made, under a savepoint of its own. */
interface Work {
  compute: () => unknown;
  write: (made: unknown) => void;
  resolve: (made: unknown) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommit {
  /** Rejects with what `compute` or `write` threw (nothing of it is stored), or with StoreDown when the commit failed. */
  add<T>(compute: () => T, write: (made: T) => void): Promise<T>;
  drain(): Promise<void>;
  /** The last commit failed for the disk's sake, and none has succeeded since. */
  readonly down: boolean;
}

/** A group waits for more while each turn of the loop brings some, at most so many turns. */
const TURNS_MAX = 6;

export function groupCommit(db: Database): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const mark = db.prepare('SAVEPOINT one');
  const keep = db.prepare('RELEASE one');
  const undo = db.prepare('ROLLBACK TO one');
  let waiting: Work[] = [];
  let down = false;

  /** Says afterwards how it went; throws only when the whole transaction is lost. */
  function run(one: Work): () => void {
    let made: unknown;
    try {
      made = one.compute();
    } catch (error) {
      return () => one.reject(asStoreError(error));
    }
    mark.run();
    try {
      one.write(made);
    } catch (error) {
      const why = asStoreError(error);
      if (why instanceof StoreDown || !db.inTransaction) throw why;
      undo.run();
      keep.run();
      return () => one.reject(why);
    }
    keep.run();
    return () => one.resolve(made);
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    const ends: (() => void)[] = [];
    try {
      begin.run();
      for (const one of group) ends.push(run(one));
      commit.run();
    } catch (error) {
      return lost(group, asStoreError(error));
    }
    down = false;
    for (const end of ends) end();
  }

  /** Not tried again: whether a broken commit is on the disk is known only after the next start. */
  function lost(group: readonly Work[], why: unknown): void {
    if (why instanceof StoreDown) down = true;
    for (const one of group) one.reject(why);
    if (db.inTransaction) db.exec('ROLLBACK');
  }

  /** Under load many requests are on their way in: one more turn of the loop lets them share the fsync. */
  function gather(seen: number, turns: number): void {
    if (waiting.length > seen && turns < TURNS_MAX) setImmediate(gather, waiting.length, turns + 1);
    else flush();
  }

  return {
    add: <T>(compute: () => T, write: (made: T) => void) =>
      new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(gather, 0, 0);
        waiting.push({ compute, write: write as Work['write'], resolve: resolve as Work['resolve'], reject });
      }),
    get down() {
      return down;
    },
    async drain() {
      while (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
