/** The paths of the BFF's database and of its operators' socket. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../bff/config/error.ts';
import { storeAddress } from '../bff/config/store-address.ts';
import { socketPath } from '../bff/operators/socket-path.ts';

export interface Where {
  socket?: string | undefined;
  config?: string | undefined;
}

export interface Surroundings {
  env: { readonly [name: string]: string | undefined };
  /** The person's folder: paths on the command line are meant from there. The BFF's own are meant from the program's. */
  folder: string;
  platform: string;
}

/** As the BFF does, but without the secrets of the settings file, which a person need not be able to read. */
export function settingsFile(where: Where, { env, folder }: Surroundings): string | undefined {
  return where.config === undefined ? env['LEZHONG_CONFIG'] || undefined : resolve(folder, where.config);
}

/** Throws ConfigError. */
export function databaseOf(where: Where, around: Surroundings): { database: string; ops_socket?: string; store?: string } {
  const file = settingsFile(where, around);
  const settings = file === undefined ? {} : parse(file);
  const { database, ops_socket: in_file, store } = settings as { database?: unknown; ops_socket?: unknown; store?: unknown };
  const ops_socket = around.env['LEZHONG_OPS_SOCKET'] || in_file;
  const address = around.env['LEZHONG_STORE'] || store;
  const named = around.env['LEZHONG_DATABASE'] || (typeof database === 'string' ? database : 'data/lezhong.db');
  return {
    database: named,
    ...(typeof ops_socket === 'string' ? { ops_socket } : {}),
    ...(typeof address === 'string' ? { store: address } : {}),
  };
}

/** Throws ConfigError. */
export function socketOf(where: Where, around: Surroundings): string {
  if (where.socket !== undefined) return resolve(around.folder, where.socket);
  return socketPath(databaseOf(where, around), around.platform);
}

/** The address of PostgreSQL, with its password; undefined: the payments are in a SQLite file. Throws ConfigError. */
export function addressOf(where: Where, around: Surroundings): ReturnType<typeof storeAddress> {
  const { store } = databaseOf(where, around);
  const file = settingsFile(where, around);
  const { store_password } = (file === undefined ? {} : parse(file)) as { store_password?: { file?: string; env?: string } };
  return storeAddress({ store, store_password }, around.env, []);
}

function parse(file: string): object {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError('The settings file ' + file + ' cannot be read: check the path given with --config, and its permissions.');
  }
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    throw new ConfigError('The settings file ' + file + ' is not JSON: lezhong settings check says where.');
  }
}
