/**
 * One process a database. The kernel holds the lock (SQLite's own, on an empty file "<db>.lock-db"), so it ends with its
 * process, also after a crash, a power loss, or in another container. "<db>.lock" says in words who holds it.
 */
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import Database from 'better-sqlite3';
import { StoreRefused } from '../errors.ts';

export interface Holder {
  pid: number;
  host: string;
  /** When it opened the database, ISO 8601. */
  since: string;
}

export interface FileLock {
  release(): void;
}

/** Throws StoreRefused naming the other process. `tookOver` is told of a holder that ended without giving the lock back. */
export function lockFile(file: string, now: () => number, tookOver: (former: Holder) => void): FileLock {
  const words = file + '.lock';
  closeSync(openSync(file + '.lock-db', 'a', 0o600));
  const db = new Database(file + '.lock-db', { timeout: 0 });
  try {
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    db.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new StoreRefused('the database "' + file + '" is in use by ' + named(holderIn(words)) + ': stop it, or name another file');
  }
  const former = holderIn(words);
  if (former) tookOver(former);
  write(words, { pid: process.pid, host: hostname(), since: new Date(now()).toISOString() });
  return {
    release() {
      rmSync(words, { force: true });
      db.close();
    },
  };
}

/** On a full disk nobody is named; the lock holds all the same. */
function write(words: string, holder: Holder): void {
  try {
    writeFileSync(words, JSON.stringify(holder) + '\n', { mode: 0o600 });
  } catch {
    rmSync(words, { force: true });
  }
}

function holderIn(words: string): Holder | undefined {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(words, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' && typeof since === 'string' ? { pid, host, since } : undefined;
  } catch {
    return undefined;
  }
}

function named(holder: Holder | undefined): string {
  return holder ? 'process ' + holder.pid + ' on ' + holder.host + ' since ' + holder.since : 'another process';
}
