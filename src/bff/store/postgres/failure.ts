/** PostgreSQL's errors as the port's. Codes: postgresql.org/docs/current/errcodes-appendix.html. */
import { Conflict, StoreDown } from '../errors.ts';

const SQLSTATE = /^[0-9A-Z]{5}$/;
/** Lost connection, no resources, stopped by a person or by the system, system error; a read-only server; a lock that was not given. */
const OF_THE_SERVER = /^(08|53|57|58|F0|XX)|^(25006|25P0[234]|55P03|40001|40P01|28\w{3}|3D000)$/;
const UNIQUE = '23505';
/** Raised by touched(). */
const TOUCHED = 'LZ001';
const AGAIN = new Set(['40001', '40P01']);

interface PgError {
  code?: unknown;
  constraint?: unknown;
  message: string;
}

function sqlstate(error: unknown): string | undefined {
  const code = (error as Partial<PgError> | null)?.code;
  return typeof code === 'string' && SQLSTATE.test(code) ? code : undefined;
}

/** Not an answer of the server: the line is gone, or never was. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof StoreDown || error instanceof Conflict) return false;
  const code = sqlstate(error);
  if (code !== undefined) return /^(08|57P0[12345])/.test(code);
  const errno = (error as NodeJS.ErrnoException).code;
  return (
    (errno !== undefined && /^(E[A-Z]+|ERR_(SSL|TLS|STREAM|SOCKET)\w*)$/.test(errno)) ||
    /^(Connection terminated|timeout expired|Client (has encountered|was closed))/.test(error.message)
  );
}

/** Deadlock or serialization: the same again may do. */
export function isAgain(error: unknown): boolean {
  return AGAIN.has(sqlstate(error) ?? '');
}

/** StoreDown for what is the server's or the line's doing, Conflict for what must be unique or was moved on, else the same error. */
export function asStoreError(error: unknown): unknown {
  const code = sqlstate(error);
  if (code === UNIQUE) return new Conflict('unique', String((error as PgError).constraint ?? ''));
  if (code === TOUCHED) return new Conflict('version', (error as PgError).message);
  if (code !== undefined) return OF_THE_SERVER.test(code) ? new StoreDown(code) : error;
  return isLost(error) ? new StoreDown((error as NodeJS.ErrnoException).code ?? 'CONNECTION') : error;
}
