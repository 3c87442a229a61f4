/**
 * Moves everything from the SQLite file into an empty PostgreSQL database, table by table in steps of one transaction each; a
 * move that was broken off goes on where it was. At the end both are compared. No BFF may have either meanwhile.
 */
import Database from 'better-sqlite3';
import type { Client } from 'pg';
import { StoreRefused } from '../../store/errors.ts';
import { readAddress, shownAddress } from '../../store/postgres/address.ts';
import { dialer, dialError } from '../../store/postgres/dial.ts';
import { migrate as migratePostgres } from '../../store/postgres/migrate.ts';
import { MOVING } from '../../store/postgres/postgres.ts';
import { lockFile } from '../../store/sqlite/lock.ts';
import { migrate as migrateSqlite } from '../../store/sqlite/migrate.ts';
import { compare } from './compare.ts';
import type { Compared } from './compare.ts';
import { tablesOf } from './tables.ts';
import type { Table } from './tables.ts';

export interface Moved extends Compared {
  to: string;
}

/** Rows of one transaction. */
const STEP = 1_000;

export interface MoveOptions {
  database: string;
  to: string;
  now: () => number;
  say: (line: string) => void;
}

/** Throws StoreRefused; whatever it says, the SQLite file is as it was. */
export async function move({ database, to, now, say }: MoveOptions): Promise<Moved> {
  const address = readAddress(to);
  const lock = lockFile(database, now, () => undefined);
  try {
    const source = openSource(database);
    try {
      const client = await dialer(
        address,
        'lezhong-move',
      )('writes').catch((error: unknown) => {
        throw dialError(address, error);
      });
      try {
        await migratePostgres(client);
        const counts = await fill(source, client, say);
        return { to: shownAddress(address), ...counts };
      } finally {
        await client.end();
      }
    } finally {
      source.close();
    }
  } finally {
    lock.release();
  }
}

function openSource(file: string): Database.Database {
  const db = new Database(file, { fileMustExist: true });
  db.defaultSafeIntegers(false);
  migrateSqlite(db);
  return db;
}

/** How far a move is: rows written, by table; of which file, so that two are not mixed. */
interface Progress {
  source: string;
  rows: { [table: string]: number };
}

async function fill(source: Database.Database, client: Client, say: (line: string) => void): Promise<Compared> {
  const tables = await tablesOf(source, client);
  const progress = await begin(source, client);
  for (const table of tables) await copy(source, client, table, progress, say);
  const compared = await compare(source, client, tables);
  await client.query('BEGIN');
  // The next journal row comes after all of these.
  await client.query('DELETE FROM meta WHERE name = $1', [MOVING]);
  await client.query('COMMIT');
  return compared;
}

/** The number of its oldest order tells one file from another. */
function nameOf(source: Database.Database): string {
  const row = source.prepare('SELECT count(*) AS n, min(id) AS first, max(id) AS last FROM orders').get();
  return JSON.stringify(row);
}

async function begin(source: Database.Database, client: Client): Promise<Progress> {
  const { rows } = await client.query('SELECT value FROM meta WHERE name = $1', [MOVING]);
  const known = (rows[0] as { value: string } | undefined)?.value;
  if (known !== undefined) {
    const progress = JSON.parse(known) as Progress;
    if (progress.source === nameOf(source)) return progress;
    throw new StoreRefused('a move of another file into this database was begun: name that file, or an empty database');
  }
  const filled = await client.query('SELECT 1 FROM orders UNION ALL SELECT 1 FROM journal UNION ALL SELECT 1 FROM orphans LIMIT 1');
  if (filled.rows.length > 0) throw new StoreRefused('the database holds payments already: name an empty one');
  const progress: Progress = { source: nameOf(source), rows: {} };
  await client.query('INSERT INTO meta (name, value) VALUES ($1, $2)', [MOVING, JSON.stringify(progress)]);
  return progress;
}

async function copy(
  source: Database.Database,
  client: Client,
  table: Table,
  progress: Progress,
  say: (line: string) => void,
): Promise<void> {
  let done = progress.rows[table.name] ?? 0;
  const step = source.prepare('SELECT ' + table.read + ' FROM ' + table.name + ' ORDER BY ' + table.order + ' LIMIT ? OFFSET ?').raw();
  for (;;) {
    const rows = step.all(STEP, done) as unknown[][];
    if (rows.length > 0) {
      const columns = table.columns.map((column, i) => rows.map((row) => column.write(row[i])));
      await client.query('BEGIN');
      try {
        await client.query(table.insert, columns);
        done += rows.length;
        progress.rows[table.name] = done;
        await client.query('UPDATE meta SET value = $2 WHERE name = $1', [MOVING, JSON.stringify(progress)]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    }
    if (rows.length < STEP) break;
    if (done % 100_000 === 0) say(table.name + ': ' + done + ' rows');
  }
  if (done > 0) say(table.name + ': ' + done + ' rows');
}
