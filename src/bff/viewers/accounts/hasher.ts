/** Hashes payment passwords: scrypt with a salt each, under a key that is not in the database; few at a time. */
import { createHmac, scrypt, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../../protocol/refusal.ts';
import type { Secret } from '../../../protocol/secret.ts';

/** Base64. */
export interface StoredPassword {
  salt: string;
  hash: string;
  set_ms: number;
}

/** Throws BUSY where too many wait: nothing was looked at then. */
export interface Hasher {
  store(password: Secret, now_ms: number): Promise<StoredPassword>;
  /** `stored` is asked for once it is this one's turn. Takes as long with nothing to compare to. */
  matches(password: Secret, stored: () => Promise<StoredPassword | undefined>): Promise<boolean>;
}

export interface HasherOptions {
  /** Of the installation. */
  key: Uint8Array;
  random: (length: number) => Uint8Array;
  /** scrypt's N; 32 MB at 2^15. */
  cost?: number;
  at_once?: number;
  waiting_max?: number;
  /** Called for each hash. */
  onHash?: () => void;
}

const SALT = 16;
const LENGTH = 32;

export function hasher({ key, random, cost = 2 ** 15, at_once = 2, waiting_max = 64, onHash }: HasherOptions): Hasher {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function turn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= at_once) {
      if (waiting.length >= waiting_max) throw new Refusal('BUSY');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  function hash(password: Secret, salt: Uint8Array): Promise<Buffer> {
    onHash?.();
    const keyed = createHmac('sha256', key).update(password.reveal()).digest();
    return new Promise<Buffer>((resolve, reject) =>
      scrypt(keyed, salt, LENGTH, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, made) =>
        error ? reject(error) : resolve(made),
      ),
    );
  }

  return {
    async store(password, now_ms) {
      const salt = Buffer.from(random(SALT));
      const made = await turn(() => hash(password, salt));
      return { salt: salt.toString('base64'), hash: made.toString('base64'), set_ms: now_ms };
    },
    matches: (password, load) =>
      turn(async () => {
        const stored = await load();
        const made = await hash(password, stored ? Buffer.from(stored.salt, 'base64') : new Uint8Array(SALT));
        return stored !== undefined && timingSafeEqual(made, Buffer.from(stored.hash, 'base64'));
      }),
  };
}
