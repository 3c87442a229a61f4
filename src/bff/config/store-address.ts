/** The address of PostgreSQL in the settings, with its user's password. */
import { StoreRefused } from '../store/errors.ts';
import { readAddress } from '../store/postgres/address.ts';
import type { Address } from '../store/postgres/address.ts';
import { ConfigError } from './error.ts';
import { passwordOf } from './secrets.ts';
import type { Env, SecretSetting } from './secrets.ts';

/** Throws ConfigError; no sentence holds the password. Undefined: SQLite. */
export function storeAddress(
  { store, store_password }: { store?: string | undefined; store_password?: SecretSetting | undefined },
  env: Env,
  warnings: string[],
): Address | undefined {
  if (store === undefined) return undefined;
  let address: Address;
  try {
    address = readAddress(store);
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    throw new ConfigError('The setting "store" is not right: ' + error.message + '.');
  }
  if (!store_password) {
    if (address.password !== undefined && !env['LEZHONG_STORE'])
      warnings.push('The password of the database stands in the settings file: name it in "store_password" instead.');
    return address;
  }
  return { ...address, password: passwordOf(store_password, 'store_password', env, (sentence) => void warnings.push(sentence)) };
}
