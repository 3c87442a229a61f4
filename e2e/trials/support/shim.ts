/** Builds the preload library (shim.c) with the machine's C compiler and hands out its settings. Linux only. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSync, readSync, writeSync, closeSync } from 'node:fs';

const SOURCE = join(import.meta.dirname, 'shim.c');
const CACHE = join(import.meta.dirname, '.cache');

const has = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

function compiler(): string {
  const there = ['cc', 'gcc', 'clang'].find(has);
  if (there) return there;
  console.log('Installing a C compiler with apt-get ...');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'gcc', 'libc6-dev']]) {
    const [command = '', ...rest] = [...sudo, 'apt-get', '-qq', ...args];
    spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  if (has('gcc')) return 'gcc';
  throw new Error('There is no C compiler: on Debian, apt-get install gcc libc6-dev');
}

/** The library's path; built anew when its source is newer. */
export function buildShim(): string {
  if (process.platform !== 'linux') throw new Error('The disk trials preload a library: run them on Linux.');
  const made = join(CACHE, 'shim-' + process.arch + '.so');
  if (existsSync(made) && statSync(made).mtimeMs > statSync(SOURCE).mtimeMs) return made;
  mkdirSync(CACHE, { recursive: true });
  const { status } = spawnSync(compiler(), ['-shared', '-fPIC', '-O2', '-o', made, SOURCE, '-ldl', '-lpthread'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the shim does not compile');
  return made;
}

/** Environment of a process whose database is `database`; an empty `log`: nothing is recorded. */
export function watched(database: string, log: string, fault?: string): { [name: string]: string } {
  return { LD_PRELOAD: buildShim(), DISK_WATCH: database, ...(log ? { DISK_LOG: log } : {}), ...(fault ? { DISK_FAULT: fault } : {}) };
}

/** Bit flags of failures, the same as in shim.c. */
export const FAULT = { full: 1, write_error: 2, sync_error: 4, cut_write: 8 } as const;

export interface FaultSwitch {
  /** `after` writes and syncs go through, then `times` fail (0: all, until `mend`). */
  arm(what: number, after: number, times: number): void;
  mend(): void;
  /** Writes and syncs so far, and how many of them failed. */
  counts(): { seen: number; failed: number };
}

const FAULT_BYTES = 32;

export function faultSwitch(file: string): FaultSwitch {
  writeFileSync(file, Buffer.alloc(FAULT_BYTES));
  const write = (at: number, ...values: number[]): void => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, i) => bytes.writeUInt32LE(value, 4 * i));
    const fd = openSync(file, 'r+');
    writeSync(fd, bytes, 0, bytes.length, at);
    closeSync(fd);
  };
  return {
    arm(what, after, times) {
      write(4, after, times);
      // Last: from here on it counts.
      write(0, what);
    },
    mend: () => write(0, 0, 0, 0),
    counts() {
      const bytes = Buffer.alloc(FAULT_BYTES);
      const fd = openSync(file, 'r');
      readSync(fd, bytes, 0, FAULT_BYTES, 0);
      closeSync(fd);
      return { seen: bytes.readUInt32LE(12), failed: bytes.readUInt32LE(16) };
    },
  };
}
