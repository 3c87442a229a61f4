/** Two checkouts of this project as contestants: this one, and the one that --against names. */
import { existsSync, realpathSync, symlinkSync, unlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Checkout {
  name: 'ours' | 'theirs';
  /** Working directory of its processes. */
  dir: string;
  /** Its pinned Node, else the one that runs the benchmark. */
  node: string;
  /** Takes away what was put into it. */
  close(): void;
}

const ROOT = resolve(import.meta.dirname, '..', '..');

function pinnedNode(dir: string): string {
  const platform = (process.platform === 'win32' ? 'win' : process.platform) + '-' + process.arch;
  const pinned = join(dir, 'node_modules', 'node-' + platform, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}

export function ourCheckout(): Checkout {
  return { name: 'ours', dir: ROOT, node: pinnedNode(ROOT), close: () => undefined };
}

/** Ends the process with a sentence when the value of --against is given and is no checkout. */
export function requireCheckout(path: string | undefined): void {
  if (path === undefined || existsSync(join(path, 'src/bff/main.ts'))) return;
  console.error('--against ' + path + ' is no checkout of this project (it has no src/bff/main.ts): give the folder of one.');
  process.exit(1);
}

/** A checkout without packages gets a link to ours until `close`. */
export function theirCheckout(path: string): Checkout {
  const dir = resolve(path);
  const modules = join(dir, 'node_modules');
  const linked = !existsSync(modules);
  if (linked) symlinkSync(realpathSync(join(ROOT, 'node_modules')), modules);
  return {
    name: 'theirs',
    dir,
    node: pinnedNode(dir),
    close() {
      if (linked) unlinkSync(modules);
    },
  };
}
