/** Tables and columns that both databases have; one that only the file has stops the move, so that nothing is left behind. */
import type { Database } from 'better-sqlite3';
import type { Client } from 'pg';
import { StoreRefused } from '../../store/errors.ts';

export interface Column {
  name: string;
  /** As PostgreSQL takes it. */
  write: (value: unknown) => unknown;
}

export interface Table {
  name: string;
  columns: Column[];
  /** The columns' list for SQLite. */
  read: string;
  /** The key, so that a broken move goes on at the same row. */
  order: string;
  /** One list a column. */
  insert: string;
}

/** SQLite's own, and facts that the new database has by itself. */
const LEFT_OUT = /^sqlite_/;

export async function tablesOf(source: Database, client: Client): Promise<Table[]> {
  const names = source.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all() as string[];
  const tables: Table[] = [];
  for (const name of names.filter((one) => !LEFT_OUT.test(one))) tables.push(await tableOf(source, client, name));
  return tables;
}

type SourceColumn = { name: string; pk: number };

async function tableOf(source: Database, client: Client, name: string): Promise<Table> {
  const columns = source.pragma('table_info(' + name + ')') as SourceColumn[];
  const { rows } = await client.query(
    'SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1',
    [name],
  );
  const types = new Map((rows as { name: string; type: string }[]).map((row) => [row.name, row.type]));
  const missing = columns.find((column) => !types.has(column.name));
  if (missing)
    throw new StoreRefused('the new database has no place for ' + name + '.' + missing.name + ': move with a program of the same version');
  const keys = columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
  const list = columns.map((column) => column.name).join(', ');
  const values = columns.map((column, i) => '$' + (i + 1) + '::' + types.get(column.name) + '[]').join(', ');
  return {
    name,
    columns: columns.map((column) => ({ name: column.name, write: writerOf(types.get(column.name) ?? '') })),
    read: list,
    order: (keys.length > 0 ? keys.map((column) => column.name) : ['rowid']).join(', '),
    insert:
      'INSERT INTO ' +
      name +
      ' (' +
      list +
      ') SELECT * FROM unnest(' +
      values +
      ') ' +
      (name === 'meta' ? UPDATE_META : 'ON CONFLICT DO NOTHING'),
  };
}

const UPDATE_META = 'ON CONFLICT (name) DO UPDATE SET value = excluded.value';

function writerOf(type: string): (value: unknown) => unknown {
  if (type === 'boolean') return (value) => (value === null ? null : value === 1);
  // A list of bytes as PostgreSQL writes them.
  if (type === 'bytea') return (value) => (value === null ? null : '\\x' + Buffer.from(value as Uint8Array).toString('hex'));
  return (value) => (typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value);
}
