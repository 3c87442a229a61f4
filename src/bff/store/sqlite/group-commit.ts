/** Runs all work that arrived together in one transaction; nobody hears of it before it is durable. */
import type { Database } from 'better-sqlite3';
import { StoreDown } from '../errors.ts';
import { asStoreError } from './failure.ts';

/** `compute` may throw and writes nothing; `write` stores what it made. Both may run twice, so `compute` must be pure. */
interface Work {
  compute: () => unknown;
  write: (made: unknown) => void;
  /** Nothing it writes can be there already, as far as `compute` could see: it is written without a savepoint. */
  fresh: (made: unknown) => boolean;
  resolve: (made: unknown) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommit {
  /** Rejects with what `compute` or `write` threw (nothing of it is stored), or with StoreDown when the commit failed. */
  add<T>(compute: () => T, write: (made: T) => void, fresh?: (made: T) => boolean): Promise<T>;
  drain(): Promise<void>;
  /** The last commit failed for the disk's sake, and none has succeeded since. */
  readonly down: boolean;
}

/** A group waits for more while each turn of the loop brings some, at most so many turns. */
const TURNS_MAX = 6;

/** Work without a savepoint failed: what it wrote cannot be taken back alone. */
class Unsaved extends Error {}

export function groupCommit(db: Database): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const savepoint = db.prepare('SAVEPOINT one');
  const release = db.prepare('RELEASE one');
  const undo = db.prepare('ROLLBACK TO one');
  let waiting: Work[] = [];
  let down = false;

  /** Says afterwards how it went; throws only when the whole transaction is lost. */
  function run(one: Work, save: boolean): () => void {
    let made: unknown;
    try {
      made = one.compute();
    } catch (error) {
      return () => one.reject(asStoreError(error));
    }
    // A savepoint costs a new order a fifth of its time.
    const saved = save || !one.fresh(made);
    if (saved) savepoint.run();
    try {
      one.write(made);
    } catch (error) {
      const why = asStoreError(error);
      if (why instanceof StoreDown || !db.inTransaction) throw why;
      if (!saved) throw new Unsaved();
      undo.run();
      release.run();
      return () => one.reject(why);
    }
    if (saved) release.run();
    return () => one.resolve(made);
  }

  function together(group: readonly Work[], save: boolean): void {
    begin.run();
    const ends = group.map((one) => run(one, save));
    commit.run();
    down = false;
    for (const end of ends) end();
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    try {
      together(group, false);
    } catch (error) {
      rollback();
      if (error instanceof Unsaved) saving(group);
      else lost(group, error);
    }
  }

  function saving(group: readonly Work[]): void {
    try {
      together(group, true);
    } catch (error) {
      rollback();
      lost(group, error);
    }
  }

  function rollback(): void {
    if (db.inTransaction) db.exec('ROLLBACK');
  }

  /** Not tried again: whether a broken commit is on the disk is known only after the next start. */
  function lost(group: readonly Work[], error: unknown): void {
    const why = asStoreError(error);
    if (why instanceof StoreDown) down = true;
    for (const one of group) one.reject(why);
  }

  /** Under load many requests are on their way in: one more turn of the loop lets them share the fsync. */
  function gather(seen: number, turns: number): void {
    if (waiting.length > seen && turns < TURNS_MAX) setImmediate(gather, waiting.length, turns + 1);
    else flush();
  }

  return {
    add: <T>(compute: () => T, write: (made: T) => void, fresh: (made: T) => boolean = () => false) =>
      new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(gather, 0, 0);
        waiting.push({
          compute,
          write: write as Work['write'],
          fresh: fresh as Work['fresh'],
          resolve: resolve as Work['resolve'],
          reject,
        });
      }),
    get down() {
      return down;
    },
    async drain() {
      while (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
