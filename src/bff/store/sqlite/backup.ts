/** A whole copy of the running database, by SQLite's online backup: pages that change meanwhile are copied again. */
import { closeSync, openSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { StoreRefused } from '../errors.ts';

export async function copyTo(db: Database, file: string): Promise<void> {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StoreRefused('"' + file + '" is there already: name a new file for the copy');
  }
  await db.backup(file);
}
