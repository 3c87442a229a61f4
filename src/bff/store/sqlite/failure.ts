/** SQLite's errors as the port's. */
import Database from 'better-sqlite3';
import { Conflict, StoreDown } from '../errors.ts';

/** No fault of what was written, but of where. */
const OF_THE_DISK = /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|BUSY|LOCKED|NOMEM|PROTOCOL)/;
const UNIQUE = /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/;

/** StoreDown for what is the disk's doing, Conflict for what must be unique, else the same error. */
export function asStoreError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (OF_THE_DISK.test(error.code)) return new StoreDown(error.code);
  // "UNIQUE constraint failed: refunds.merchant_id, refunds.refund_no"
  if (UNIQUE.test(error.code)) return new Conflict('unique', error.message.split(': ')[1] ?? error.message);
  return error;
}
