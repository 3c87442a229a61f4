/** Runs all work that arrived together in one transaction; nobody hears of it before it is durable. */
import type { Database } from 'better-sqlite3';
import { asStoreDown, StoreDown } from './failure.ts';

/** `compute` may throw and writes nothing; `write` stores what it made. Both may run twice, so `compute` must be pure. */
interface Work {
  compute: () => unknown;
  write: (made: unknown) => void;
  resolve: (made: unknown) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommit {
  /** Rejects with what `compute` or `write` threw (nothing of it is stored), or with what the commit itself failed with. */
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
  let waiting: Work[] = [];
  let down = false;

  /** All or nothing. Work whose compute refuses is told so and leaves no trace. Throws when a write or the commit fails. */
  function together(group: readonly Work[]): void {
    const tell: (() => void)[] = [];
    begin.run();
    try {
      for (const one of group) tell.push(run(one));
      commit.run();
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
    down = false;
    for (const one of tell) one();
  }

  function run(one: Work): () => void {
    let made: unknown;
    try {
      made = one.compute();
    } catch (error) {
      return () => one.reject(error);
    }
    one.write(made);
    return () => one.resolve(made);
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    try {
      together(group);
    } catch (error) {
      // One bad write must not fail its neighbours: each again by itself.
      if (group.length === 1) return refuse(group[0], error);
      for (const one of group) alone(one);
    }
  }

  function alone(one: Work): void {
    try {
      together([one]);
    } catch (error) {
      refuse(one, error);
    }
  }

  function refuse(one: Work | undefined, error: unknown): void {
    const why = asStoreDown(error);
    if (why instanceof StoreDown) down = true;
    one?.reject(why);
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
