/** Puts a backup in the place of the database, with no BFF running. The former database is kept beside it. Source: docs/money.md 17. */
import { chmodSync, closeSync, copyFileSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { beijing } from '../../protocol/world.ts';
import { StoreRefused } from '../store/errors.ts';
import { lockFile } from '../store/sqlite/lock.ts';
import { migrate } from '../store/sqlite/migrate.ts';

export interface Restored {
  database: string;
  /** The former database; absent where there was none. */
  kept?: string;
  epoch: number;
}

/** Throws StoreRefused while a BFF has the database, or when the file is no whole copy of one. */
export function restore(backup: string, database: string, now: () => number): Restored {
  if (!existsSync(dirname(database)))
    throw new StoreRefused('there is no folder for the database "' + database + '": name the right settings file');
  const copied_epoch = checkBackup(backup);
  const lock = lockFile(database, now, () => undefined);
  const fresh = database + '.restoring';
  try {
    const epoch = Math.max(copied_epoch, epochIn(database)) + 1;
    rmSync(fresh, { force: true });
    copyFileSync(backup, fresh);
    chmodSync(fresh, 0o600);
    mark(fresh, epoch);
    const kept = keepFormer(database, '.before-epoch-' + epoch + '-' + beijing(now()).replace(/\D/g, ''));
    renameSync(fresh, database);
    sync(dirname(database));
    return { database, epoch, ...(kept ? { kept } : {}) };
  } finally {
    rmSync(fresh, { force: true });
    lock.release();
  }
}

/** Its epoch. */
function checkBackup(file: string): number {
  if (!existsSync(file)) throw new StoreRefused('there is no file "' + file + '": name a copy that lezhong backup made');
  let whole: unknown;
  try {
    const db = new Database(file, { readonly: true });
    try {
      whole = db.pragma('integrity_check', { simple: true });
      db.prepare('SELECT 1 FROM orders LIMIT 1').get();
    } finally {
      db.close();
    }
  } catch {
    throw new StoreRefused('"' + file + '" is no database of this program: name a copy that lezhong backup made');
  }
  if (whole !== 'ok') throw new StoreRefused('"' + file + '" is damaged: take another copy');
  return epochIn(file);
}

/** 1 before the first restore, and where it cannot be read: a broken database is a reason to restore. */
function epochIn(file: string): number {
  if (!existsSync(file)) return 1;
  try {
    const db = new Database(file, { readonly: true });
    try {
      return Number(db.prepare("SELECT value FROM meta WHERE name = 'epoch'").pluck().get() ?? 1);
    } finally {
      db.close();
    }
  } catch {
    return 1;
  }
}

/** One file without a log beside it. */
function mark(file: string, epoch: number): void {
  const db = new Database(file);
  try {
    migrate(db);
    const set = db.prepare('INSERT INTO meta (name, value) VALUES (?,?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');
    db.transaction(() => {
      set.run('epoch', String(epoch));
      set.run('mode', 'recovering');
    })();
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
  sync(file);
}

/** A second name for the former file, so that at no instant there is none under the database's own. */
function keepFormer(database: string, ending: string): string | undefined {
  if (!existsSync(database)) return undefined;
  const kept = database + ending;
  foldLog(database);
  // A log that could not be folded belongs to its main file: beside the new name it is found again.
  for (const end of ['-wal', '-shm']) if (existsSync(database + end)) renameSync(database + end, kept + end);
  linkSync(database, kept);
  return kept;
}

function foldLog(database: string): void {
  try {
    const db = new Database(database);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
  } catch {
    // A broken database keeps its log.
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
