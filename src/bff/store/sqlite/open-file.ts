/** Opens the database file: for one process alone, readable by its user alone, its log brought into the main file now and then. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { World } from '../../../protocol/world.ts';
import { lockFile } from './lock.ts';
import type { FileLock } from './lock.ts';
import { migrate } from './migrate.ts';

export interface SqliteOptions {
  file: string;
  now: () => number;
  /** With it the log is brought into the main file every checkpoint_ms. */
  after?: World['after'];
  checkpoint_ms?: number;
  /** How long a commit waits for another process's. */
  busy_ms?: number;
  /** Pages kept in memory, in MB. */
  cache_mb?: number;
  log?: (level: 'info' | 'warn', event: string, facts: { [name: string]: string | number }) => void;
}

export interface OpenFile {
  db: Database.Database;
  close(): void;
}

const MEMORY = ':memory:';

export function openFile({ file, now, after, checkpoint_ms = 60_000, busy_ms = 5_000, cache_mb = 64, log }: SqliteOptions): OpenFile {
  const lock = file === MEMORY ? undefined : guarded(file, now, log);
  try {
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    // What savepoints may have to take back is kept in memory: as a file it doubles the time of a commit.
    db.pragma('temp_store = MEMORY');
    db.pragma('busy_timeout = ' + busy_ms);
    // A checkpoint each 16 MB of log instead of 4: fewer fsyncs of the main file.
    db.pragma('wal_autocheckpoint = 4000');
    db.pragma('cache_size = -' + cache_mb * 1000);
    migrate(db);
    const stop = after && file !== MEMORY ? checkpoints(db, after, checkpoint_ms) : undefined;
    return {
      db,
      close() {
        stop?.();
        // The last connection to close brings the whole log into the main file.
        db.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function guarded(file: string, now: () => number, log: SqliteOptions['log']): FileLock {
  const dir = dirname(file);
  if (!existsSync(dir)) mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = lockFile(file, now, (former) => log?.('warn', 'store.lock-taken-over', { ...former }));
  // SQLite gives its log files the mode of the main file.
  closeSync(openSync(file, 'a', 0o600));
  if (statSync(file).mode & 0o077) chmodSync(file, 0o600);
  return lock;
}

/** Without waiting for readers: what a reader still needs stays for the next time. */
function checkpoints(db: Database.Database, after: World['after'], every_ms: number): () => void {
  let cancel = after(every_ms, turn);
  function turn(): void {
    try {
      db.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // The disk is full or broken: commits say so to whoever asked for one.
    }
    cancel = after(every_ms, turn);
  }
  return () => cancel();
}
