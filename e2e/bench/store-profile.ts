/** Where the time of a new order in the store goes: each statement, the keys of each table, the commit, the sync. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Statement } from 'better-sqlite3';
import { openFile } from '../../src/bff/store/sqlite/open-file.ts';
import { rowWriter } from '../../src/bff/store/sqlite/rows.ts';
import { median } from './statistics.ts';
import { order } from './store-alone.ts';

const ORDERS = 8_192;
const GROUP = 64;

/** Microseconds an order, by what they went to. */
type Shares = { [part: string]: number };

/** "INSERT INTO orders (...)" is "insert orders". */
const kindOf = (sql: string): string => {
  const [, verb = '', table = ''] = /^(\w+)(?: OR \w+)?(?: INTO| FROM)? (\w+)/.exec(sql) ?? [];
  return verb.toLowerCase() + ' ' + table;
};

/** The same database; what its prepared statements take is added up. */
function timed(db: Database, into: Shares): Database {
  const prepare = (sql: string): Pick<Statement, 'run'> => {
    const statement = db.prepare(sql);
    const kind = kindOf(sql);
    return {
      run: (...values: unknown[]) => {
        const began = performance.now();
        const done = statement.run(...values);
        into[kind] = (into[kind] ?? 0) + (performance.now() - began);
        return done;
      },
    };
  };
  return { prepare } as unknown as Database;
}

/** `bare`: tables of the same columns without keys and indexes. */
function bareTables(db: Database): void {
  for (const table of ['orders', 'jobs', 'journal']) {
    const columns = db.pragma(`table_info(${table})`) as { name: string; type: string; pk: number }[];
    const list = columns.map(({ name, type }) => name + ' ' + type + (name === 'position' ? ' PRIMARY KEY' : ''));
    db.exec(`DROP TABLE ${table}; CREATE TABLE ${table} (${list.join()}) STRICT`);
  }
}

function turn(file: string, how: { sync: boolean; bare: boolean }): Shares {
  const { db, close } = openFile({ file, now: Date.now });
  try {
    if (!how.sync) db.pragma('synchronous = OFF');
    if (how.bare) bareTables(db);
    const shares: Shares = { commit: 0 };
    const rows = rowWriter(timed(db, shares));
    const decisions = Array.from({ length: ORDERS }, order);
    const began = performance.now();
    for (let i = 0; i < ORDERS; i += GROUP) {
      db.exec('BEGIN IMMEDIATE');
      for (const decision of decisions.slice(i, i + GROUP)) rows.write(undefined, decision, 1);
      const at = performance.now();
      db.exec('COMMIT');
      shares['commit'] = (shares['commit'] ?? 0) + (performance.now() - at);
    }
    shares['all'] = performance.now() - began;
    return Object.fromEntries(Object.entries(shares).map(([part, ms]) => [part, (ms * 1000) / ORDERS]));
  } finally {
    close();
  }
}

/** The least any store must do: the same bytes appended and synced. */
function appendTurn(file: string): Shares {
  const decisions = Array.from({ length: ORDERS }, order);
  const fd = openSync(file, 'a');
  let write_ms = 0;
  let sync_ms = 0;
  for (let i = 0; i < ORDERS; i += GROUP) {
    const began = performance.now();
    writeSync(
      fd,
      decisions
        .slice(i, i + GROUP)
        .map((one) => JSON.stringify(one.payment) + '\n')
        .join(''),
    );
    const written = performance.now();
    fdatasyncSync(fd);
    write_ms += written - began;
    sync_ms += performance.now() - written;
  }
  closeSync(fd);
  return { write: (write_ms * 1000) / ORDERS, sync: (sync_ms * 1000) / ORDERS };
}

/** Bytes an order, by table and index. */
function bytesOf(file: string): Shares {
  const { db, close } = openFile({ file, now: Date.now });
  try {
    const rows = db.prepare('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name HAVING bytes > 65536 ORDER BY bytes DESC').all();
    return Object.fromEntries((rows as { name: string; bytes: number }[]).map(({ name, bytes }) => [name, bytes / ORDERS]));
  } finally {
    close();
  }
}

const line = (name: string, us: number, all: number): string =>
  '  ' + name.padEnd(28) + us.toFixed(1).padStart(8) + ' us' + ((100 * us) / all).toFixed(0).padStart(5) + '%';

/** Prints medians over the rounds. */
export function profileStore(dir: string, rounds: number): object {
  const seen: { [kind in 'synced' | 'unsynced' | 'bare' | 'append']: Shares[] } = { synced: [], unsynced: [], bare: [], append: [] };
  for (let round = 0; round < rounds; round++) {
    seen.synced.push(turn(join(dir, `synced-${round}.db`), { sync: true, bare: false }));
    seen.unsynced.push(turn(join(dir, `unsynced-${round}.db`), { sync: false, bare: false }));
    seen.bare.push(turn(join(dir, `bare-${round}.db`), { sync: false, bare: true }));
    seen.append.push(appendTurn(join(dir, 'append-' + round)));
  }
  const of = (list: readonly Shares[], part: string): number => median(list.map((one) => one[part] ?? 0));
  const all = of(seen.synced, 'all');
  const kinds = Object.keys(seen.unsynced[0] ?? {}).filter((kind) => kind !== 'all' && kind !== 'commit');
  const statements = kinds.reduce((sum, kind) => sum + of(seen.unsynced, kind), 0);
  const unkeyed = kinds.reduce((sum, kind) => sum + of(seen.bare, kind), 0);
  const pages = of(seen.unsynced, 'commit');
  console.log(`a new order, ${GROUP} a commit, median of ${rounds} rounds:`);
  for (const kind of kinds) {
    console.log(line(kind, of(seen.unsynced, kind), all));
    console.log(line('  of it keys and indexes', of(seen.unsynced, kind) - of(seen.bare, kind), all));
  }
  console.log(line('commit: pages to the log', pages, all));
  console.log(line('commit: sync', of(seen.synced, 'commit') - pages, all));
  console.log(line('JSON and the rest', of(seen.unsynced, 'all') - statements - pages, all));
  console.log(line('all', all, all));
  console.log(line('append: JSON and write', of(seen.append, 'write'), all));
  console.log(line('append: sync', of(seen.append, 'sync'), all));
  const bytes = bytesOf(join(dir, 'synced-0.db'));
  for (const [name, per_order] of Object.entries(bytes)) console.log('  ' + name.padEnd(34) + Math.round(per_order) + ' bytes an order');
  const tenth = (us: number): number => Math.round(us * 10) / 10;
  return {
    all_us: tenth(all),
    statements_us: tenth(statements),
    keys_us: tenth(statements - unkeyed),
    pages_us: tenth(pages),
    sync_us: tenth(of(seen.synced, 'commit') - pages),
    append_write_us: tenth(of(seen.append, 'write')),
    append_sync_us: tenth(of(seen.append, 'sync')),
    bytes_an_order: Math.round(Object.values(bytes).reduce((sum, one) => sum + one, 0)),
  };
}
