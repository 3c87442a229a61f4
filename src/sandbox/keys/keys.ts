/** Folders of keys, one a bank: made at the first start, read at every later one. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../server/random.ts';

interface KeyMaker {
  id: string;
  keys: { make(dir: string, random: Random, now_ms: number): void };
}

export function bankKeysDir(keys_dir: string, id: string): string {
  return join(keys_dir, id);
}

/** The files of `make` appear all at once: a start killed half-way leaves none behind. */
function atOnce(dir: string, make: (making: string) => void): void {
  if (existsSync(dir)) return;
  const making = dir + '.making';
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  make(making);
  renameSync(making, dir);
}

/** In folders made by older versions the first banks have none of their own: files named after the bank, and one ids.json, stand in `keys_dir` itself. */
function oldFiles(keys_dir: string, id: string): string[] {
  if (!existsSync(join(keys_dir, 'ids.json'))) return [];
  const own = readdirSync(keys_dir).filter((name) => name.startsWith(id + '_'));
  return own.length > 0 ? [...own, 'ids.json'] : [];
}

/** Makes the keys of the banks that have none yet. */
export function makeKeys(banks: readonly KeyMaker[], keys_dir: string, random: Random, now_ms: number): void {
  for (const { id, keys } of banks) {
    atOnce(bankKeysDir(keys_dir, id), (making) => {
      const old = oldFiles(keys_dir, id);
      for (const name of old) copyFileSync(join(keys_dir, name), join(making, name));
      if (old.length === 0) keys.make(making, random, now_ms);
    });
  }
}
