/** Programs of the walk: started, waited for, ended. */
import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from './documents.ts';

export interface Running {
  pid: number;
  said: () => string;
  ended: Promise<number>;
  terminate: () => Promise<number>;
}

export function run(site: Pick<Site, 'env'>, [command = '', ...args]: readonly string[]): Running {
  const child = spawn(command === 'node' ? process.execPath : command, args, { env: site.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number>((done) => {
    child.once('exit', (code, signal) => done(code ?? (signal === 'SIGTERM' ? 143 : 137)));
    child.once('error', () => done(127));
  });
  return {
    pid: child.pid ?? 0,
    said: () => text,
    ended,
    terminate: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

export function once(
  site: Pick<Site, 'env'>,
  [command = '', ...args]: readonly string[],
): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(command === 'node' ? process.execPath : command, args, { env: site.env, encoding: 'utf8' });
  return { status, out: stdout.trim(), err: stderr.trim() };
}

export async function until(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await done()) return;
    await sleep(100);
  }
  throw new Error('not within a minute: ' + what);
}

/** Processes whose command line names this text. */
export function left(text: string): string[] {
  return spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes(text) && !line.startsWith('ps '));
}
