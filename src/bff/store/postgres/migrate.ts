/** Numbered migrations, each in one transaction, by one process at a time; a database newer than the program is refused. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { StoreRefused } from '../errors.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
/** PostgreSQL 13 is the oldest that its makers maintained when this was written. */
const OLDEST = 130_000;

export async function migrate(client: Client): Promise<void> {
  await refuseUnfit(client);
  const files = readdirSync(FOLDER)
    .filter((name) => /^\d{3}-.*\.sql$/.test(name))
    .sort();
  // Held until this line ends or gives it back: two processes that start together migrate one after the other.
  await client.query('SELECT pg_advisory_lock(1280264018, 0)');
  try {
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (n int PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query('SELECT coalesce(max(n), 0) AS at FROM migrations');
    const { at } = rows[0] as { at: number };
    if (at > files.length)
      throw new StoreRefused(
        'the database is of a newer version (' + at + ') than this program (' + files.length + '): start the newer program',
      );
    for (const [i, name] of files.slice(at).entries()) await one(client, at + i + 1, name);
  } finally {
    await client.query('SELECT pg_advisory_unlock(1280264018, 0)').catch(() => undefined);
  }
}

async function one(client: Client, n: number, name: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(readFileSync(new URL(name, FOLDER), 'utf8'));
    await client.query('INSERT INTO migrations (n, name) VALUES ($1, $2)', [n, name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Throws StoreRefused. */
export async function refuseUnfit(client: Client): Promise<void> {
  const { rows } = await client.query(
    "SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS shown, pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()",
  );
  const { version, shown, encoding } = rows[0] as { version: number; shown: string; encoding: string };
  if (version < OLDEST) throw new StoreRefused('the server is PostgreSQL ' + shown + ': this program needs 13 or later');
  if (encoding !== 'UTF8')
    throw new StoreRefused('the database has the encoding ' + encoding + ": make it anew with CREATE DATABASE ... ENCODING 'UTF8'");
}
