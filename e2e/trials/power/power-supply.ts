/** Cuts the power of the machine a BFF runs on: its files become one of the states the disk may have been left in. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { disk } from './image.ts';
import type { Files } from './image.ts';
import { readLog } from './log.ts';
import { watched } from '../support/shim.ts';

export interface PowerSupply {
  /** For the process that writes the database; call it once a start. */
  env(): { [name: string]: string };
  /** After the process was killed, before the next one starts. */
  cut(chance: () => number): void;
}

export function powerSupply(database: string, log: string): PowerSupply {
  let base: Files = new Map();
  return {
    env() {
      mkdirSync(dirname(database), { recursive: true });
      return watched(database, log);
    },
    cut(chance) {
      const left = disk(base);
      if (existsSync(log)) for (const op of readLog(readFileSync(log))) left.apply(op);
      base = left.afterPowerLoss(chance);
      putFiles(database, base);
      rmSync(log, { force: true });
    },
  };
}

/** Exactly these files, and no shared memory of a process that is gone. */
export function putFiles(database: string, files: Files): void {
  mkdirSync(dirname(database), { recursive: true });
  for (const end of ['', '-wal', '-journal', '-shm']) rmSync(database + end, { force: true });
  for (const [name, bytes] of files) {
    const end = name.slice(name.indexOf('.db') + '.db'.length);
    writeFileSync(join(dirname(database), basename(database) + end), bytes);
  }
}
