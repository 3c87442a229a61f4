/** Engines end with us, also when one did not start or a trial threw: none is left behind. */
import type { ChildProcess } from 'node:child_process';

const living = new Set<ChildProcess>();

export function ending(child: ChildProcess): void {
  living.add(child);
  child.once('exit', () => living.delete(child));
}

process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
