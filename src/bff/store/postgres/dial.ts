/** Opens lines to the one host that takes writes. */
import pg from 'pg';
import type { Client, ClientConfig } from 'pg';
import { StoreDown, StoreRefused } from '../errors.ts';
import type { Address, Host } from './address.ts';
import { shownAddress } from './address.ts';

/** reads: a slow question ends by itself. writes: no timeout may run while a commit is under way. news: for LISTEN. */
export type Use = 'reads' | 'writes' | 'news';

export interface Dial {
  (use: Use): Promise<Client>;
}

/** A host that is there accepts within this. */
const CONNECT_MS = 5_000;

const settings = (lock_ms: number): { readonly [use in Use]: string } => ({
  reads: '-c statement_timeout=15000 -c default_transaction_read_only=on',
  // A transaction that another process left open gives its locks back; a commit is never cut off.
  writes: '-c statement_timeout=0 -c lock_timeout=' + lock_ms + ' -c idle_in_transaction_session_timeout=15000',
  news: '-c statement_timeout=5000',
});

const INT8 = 20;
/** Every sum of fen and every instant is far below 2^53. */
const types: ClientConfig['types'] = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** A row that another process holds is waited for so long. */
export const LOCK_MS = 5_000;

export function dialer(address: Address, application_name: string, lock_ms = LOCK_MS): Dial {
  const options = settings(lock_ms);
  let last: Host | undefined;

  async function at(host: Host, use: Use): Promise<Client | undefined> {
    const client = new pg.Client({
      ...host,
      database: address.database,
      ...(address.user === undefined ? {} : { user: address.user }),
      ...(address.password === undefined ? {} : { password: address.password }),
      ssl:
        address.sslmode === undefined || address.sslmode === 'disable' ? false : { rejectUnauthorized: address.sslmode === 'verify-full' },
      application_name,
      options: options[use],
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      pipeline: true,
      types,
    } as ClientConfig);
    // What happens to it later is its user's affair; without a listener it would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query("SELECT pg_is_in_recovery() AS standby, current_setting('synchronous_commit') AS sync");
      const { standby, sync } = rows[0] as { standby: boolean; sync: string };
      if (!standby) {
        // Stricter ones stay: remote_apply.
        if (use === 'writes' && ['off', 'local', 'remote_write'].includes(sync)) await client.query('SET synchronous_commit = on');
        return client;
      }
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
    await client.end();
    return undefined;
  }

  return async (use) => {
    const order = last ? [last, ...address.hosts.filter((one) => one !== last)] : address.hosts;
    let why: unknown;
    for (const host of order) {
      try {
        const client = await at(host, use);
        if (client) {
          last = host;
          return client;
        }
      } catch (error) {
        why ??= error;
      }
    }
    throw why ?? new StoreDown('READ_ONLY');
  };
}

/** Why no line could be opened at the start, as a sentence. */
export function dialError(address: Address, error: unknown): unknown {
  const at = 'the database ' + shownAddress(address);
  const { code } = error as { code?: string };
  if (error instanceof StoreDown && code === 'READ_ONLY')
    return new StoreRefused(at + ' takes no writes: every host named is a standby; name the primary too');
  if (code === '3D000') return new StoreRefused(at + ' does not exist: CREATE DATABASE on that server');
  if (code === '42501') return new StoreRefused(at + ' refuses to let this user make tables: GRANT CREATE ON SCHEMA public');
  if (code?.startsWith('28')) return new StoreRefused(at + ' refuses this user: look at its name, password and pg_hba.conf');
  if (error instanceof StoreRefused || !(error instanceof Error)) return error;
  return new StoreRefused(
    at + ' cannot be reached (' + (code ?? error.message) + '): look at the address, the server and the line between',
  );
}
