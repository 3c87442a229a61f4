/** Two processes on one database for races, on every store: where a database has one process both are the same store. */
import { randomBytes } from 'node:crypto';
import { openPostgres } from '../store/postgres/postgres.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/port.ts';
import type { PostgresServer } from './postgres-server.ts';

let databases = 0;

/** By the store's name. Clocks stand at 1000. `server` is asked for when a store is opened. */
export const twoProcesses = (server: () => PostgresServer): { readonly [name: string]: () => Promise<[Store, Store]> } => ({
  async sqlite() {
    const store = openSqlite({ file: ':memory:', now: () => 1000 });
    return [store, store];
  },
  async postgres() {
    const address = await server().create('race_' + (databases += 1));
    const open = () => openPostgres({ address, now: () => 1000, random: (length) => randomBytes(length), database_clock: false });
    return [await open(), await open()];
  },
});
