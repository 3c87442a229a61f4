/** Runs all work that arrived together in one transaction, a savepoint each; nobody hears of it before it is durable. */
import type { Database } from 'better-sqlite3';

interface Waiting {
  work: () => unknown;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommit {
  /** Rejects with what `work` threw (its writes alone are undone), or with what the commit itself failed with. */
  add<T>(work: () => T): Promise<T>;
  drain(): Promise<void>;
}

export function groupCommit(db: Database): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const save = db.prepare('SAVEPOINT one');
  const release = db.prepare('RELEASE one');
  const undo = db.prepare('ROLLBACK TO one');
  let waiting: Waiting[] = [];

  function attempt(one: Waiting): () => void {
    save.run();
    try {
      const value = one.work();
      release.run();
      return () => one.resolve(value as never);
    } catch (error) {
      // A full disk may have ended the whole transaction already; then the commit below fails for everyone.
      if (db.inTransaction) {
        undo.run();
        release.run();
      }
      return () => one.reject(error);
    }
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    try {
      begin.run();
      const tell = group.map(attempt);
      commit.run();
      for (const one of tell) one();
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      for (const one of group) one.reject(error);
    }
  }

  return {
    add: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        // After this turn of the loop: every request that is already read joins the same commit.
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ work, resolve: resolve as (value: never) => void, reject });
      }),
    drain: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
