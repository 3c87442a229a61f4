/** What a disk that is full or broken becomes above the store. */
import Database from 'better-sqlite3';

/**
 * The commit failed. Whoever asked may ask again: either all of it is stored or nothing, and nothing of it was acted on.
 * `code` is SQLite's.
 */
export class StoreDown extends Error {
  readonly code: string;
  constructor(code: string) {
    super('the store could not write: ' + code);
    this.name = 'StoreDown';
    this.code = code;
  }
}

/** No fault of what was written, but of where. */
const OF_THE_DISK = /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|BUSY|LOCKED|NOMEM|PROTOCOL)/;

/** StoreDown for what is the disk's doing, else the same error. */
export function asStoreDown(error: unknown): unknown {
  return error instanceof Database.SqliteError && OF_THE_DISK.test(error.code) ? new StoreDown(error.code) : error;
}
