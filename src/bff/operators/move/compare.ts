/** Compares what was moved with where it came from: rows of each table, sums of money, the journal row by row. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Client } from 'pg';
import { StoreRefused } from '../../store/errors.ts';
import type { Table } from './tables.ts';

export interface Compared {
  orders: number;
  /** Of all entries: 0. */
  ledger_sum_fen: number;
  journal: number;
  tables: { [name: string]: number };
}

const STEP = 5_000;

/** Throws StoreRefused where they differ. */
export async function compare(source: Database, client: Client, tables: readonly Table[]): Promise<Compared> {
  const counts: { [name: string]: number } = {};
  for (const { name } of tables) {
    const here = source
      .prepare('SELECT count(*) FROM ' + name)
      .pluck()
      .get() as number;
    const sql = 'SELECT count(*) AS n FROM ' + name + (name === 'meta' ? " WHERE name <> 'moving'" : '');
    same(name + ' has rows', here, Number(((await client.query(sql)).rows[0] as { n: number }).n));
    counts[name] = here;
  }
  for (const [what, sql] of Object.entries(SUMS)) {
    const here = source.prepare(sql).raw().all();
    const there = (await client.query({ text: sql, rowMode: 'array' })).rows as unknown[][];
    same(
      what,
      JSON.stringify(here),
      JSON.stringify(there.map((row) => row.map((cell) => (typeof cell === 'string' && /^-?\d+$/.test(cell) ? Number(cell) : cell)))),
    );
  }
  for (const [what, sql] of Object.entries(CONTENTS)) {
    same(what, digestHere(source, sql), await digestThere(client, sql));
  }
  const ledger_sum_fen = source.prepare('SELECT coalesce(sum(amount_fen), 0) FROM entries').pluck().get() as number;
  return { orders: counts['orders'] ?? 0, ledger_sum_fen, journal: counts['journal'] ?? 0, tables: counts };
}

function same(what: string, here: unknown, there: unknown): void {
  if (here !== there)
    throw new StoreRefused(
      'the move is not whole: ' +
        what +
        ' differs (' +
        String(here).slice(0, 80) +
        ' and ' +
        String(there).slice(0, 80) +
        '); empty the new database and move again',
    );
}

const SUMS: { readonly [what: string]: string } = {
  'the sum of an account': 'SELECT account, CAST(sum(amount_fen) AS bigint) FROM entries GROUP BY account ORDER BY account',
  'the sum of receipts': 'SELECT role, CAST(sum(amount_fen) AS bigint) FROM receipts GROUP BY role ORDER BY role',
  'the sum of refunds': 'SELECT state, CAST(sum(amount_fen) AS bigint) FROM refunds GROUP BY state ORDER BY state',
};

/** Read in steps behind the last key; columns as text. */
const CONTENTS: { readonly [what: string]: { sql: string; first: string | number } } = {
  'the journal': {
    sql: 'SELECT position, order_id, version, at_ms, row FROM journal WHERE position > $1 ORDER BY position LIMIT ' + STEP,
    first: 0,
  },
  'the text of a payment': { sql: 'SELECT id, version, body FROM orders WHERE id > $1 ORDER BY id LIMIT ' + STEP, first: '' },
};

type Content = (typeof CONTENTS)[string];

function digestHere(source: Database, { sql, first }: Content): string {
  const step = source.prepare(sql.replace('$1', '?')).raw();
  const hash = createHash('sha256');
  for (let last: unknown = first; ;) {
    const rows = step.all(last) as unknown[][];
    for (const row of rows) hash.update(JSON.stringify(row.map(String)));
    if (rows.length < STEP) return hash.digest('hex');
    last = rows.at(-1)?.[0];
  }
}

async function digestThere(client: Client, { sql, first }: Content): Promise<string> {
  const hash = createHash('sha256');
  for (let last: unknown = first; ;) {
    const { rows } = await client.query({ text: sql, values: [last], rowMode: 'array' });
    for (const row of rows as unknown[][]) hash.update(JSON.stringify(row.map(String)));
    if (rows.length < STEP) return hash.digest('hex');
    last = (rows as unknown[][]).at(-1)?.[0];
  }
}
