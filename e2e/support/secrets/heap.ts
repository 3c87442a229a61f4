/** A picture of the heap of a process that was started with --heapsnapshot-signal=SIGUSR2. */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const heapFlags = (dir: string): string[] => ['--heapsnapshot-signal=SIGUSR2', '--diagnostic-dir=' + dir];

/** V8 collects garbage first. */
export async function heapOf(child: ChildProcess, dir: string): Promise<string> {
  const before = new Set(readdirSync(dir));
  child.kill('SIGUSR2');
  for (let i = 0; i < 600; i++) {
    const name = readdirSync(dir).find((one) => one.endsWith('.heapsnapshot') && !before.has(one));
    if (name) {
      const file = join(dir, name);
      for (let size = -1; ;) {
        const now = readFileSync(file).length;
        if (now === size && now > 0) return file;
        size = now;
        await sleep(500);
      }
    }
    await sleep(100);
  }
  throw new Error('no heap snapshot came');
}
