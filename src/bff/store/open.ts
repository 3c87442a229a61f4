/** Opens the store that the settings name. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ServerWorld } from '../../protocol/world.ts';
import { databaseError } from '../config/places.ts';
import type { Settings } from '../config/read.ts';
import { openPostgres } from './postgres/postgres.ts';
import type { PostgresOptions } from './postgres/postgres.ts';
import { probe } from './postgres/probe.ts';
import type { Store } from './port.ts';
import { openSqlite } from './sqlite/sqlite.ts';
import type { SqliteOptions } from './sqlite/sqlite.ts';

export interface OpenOptions {
  log: NonNullable<SqliteOptions['log']>;
  clock: NonNullable<PostgresOptions['clock']>;
}

/** Throws StoreRefused or ConfigError. */
export async function openStore(
  { config, store: address }: Pick<Settings, 'config' | 'store'>,
  world: ServerWorld,
  { log, clock }: OpenOptions,
): Promise<Store> {
  const { now, random, after } = world;
  // The operators' socket stands there by default.
  if (address && config.ops_socket === undefined) mkdirSync(dirname(config.database), { recursive: true, mode: 0o700 });
  if (address) return openPostgres({ address, now, random, after, clock });
  try {
    return openSqlite({ file: config.database, now, after, cache_mb: config.database_cache_mb, log });
  } catch (error) {
    throw databaseError(config.database, error);
  }
}

/** Sentences about the database of several processes, for --check; nothing is changed in it. */
export async function probeStore({ store }: Pick<Settings, 'store'>): Promise<string[]> {
  return store ? probe(store) : [];
}
