/** Starts the whole demo under plain Node on free ports, asks every process how it is, and stops it: exit code 0 or it failed. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '../../src/start/processes.ts';
import type { Count } from './steps.ts';

/** Away from the demo's own ports, from other runs on this machine, and from the ports that systems give out by themselves (32768 and up on Linux). */
function portBase(): number {
  return 10_000 + (process.pid % 90) * 250;
}

export async function smoke(): Promise<Count> {
  console.log('\n== smoke');
  const data = mkdtempSync(join(tmpdir(), 'lezhong-smoke-'));
  const base = portBase();
  const child = spawn(process.execPath, ['src/start.ts', '--data', data, '--port-base', String(base)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<number>((done) => child.on('exit', (code) => done(code ?? 1)));
  const up = await Promise.all(
    [0, 100, 200, 210, 211, 212, 213].map((offset) => waitFor('http://127.0.0.1:' + (base + offset) + '/healthz', 60_000)),
  );
  child.kill('SIGTERM');
  const code = await ended;
  rmSync(data, { recursive: true, force: true });
  const results = [...up, code === 0];
  const failed = results.filter((good) => !good).length;
  console.log('== smoke: ' + (results.length - failed) + ' passed, ' + failed + ' failed');
  return { passed: results.length - failed, failed };
}
