/** Child processes of the demo, their words prefixed with their name. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Launched {
  name: string;
  pid: number;
  ended: Promise<string>;
  /** SIGTERM, then SIGKILL after ten seconds. */
  stop(): Promise<void>;
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>;
}

const PATIENCE_MS = 10_000;

export function launch(name: string, argv: string[], env: { [name: string]: string } = {}): Launched {
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => console.log(name.padEnd(8) + line));
  const ended = new Promise<string>((done) => child.once('exit', (code, signal) => done(signal ?? 'code ' + code)));
  return {
    name,
    pid: child.pid ?? 0,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const late = new AbortController();
      await Promise.race([
        ended,
        sleep(PATIENCE_MS, undefined, { signal: late.signal }).then(
          () => child.kill('SIGKILL'),
          () => undefined,
        ),
      ]);
      late.abort();
    },
  };
}

/** What holds a port and never answers is no server of ours. */
const ANSWER_MS = 2_000;

/** Waits until a program answers; throws a sentence when it ends before, or says nothing for so long. */
export async function comesUp(one: Launched, url: string, within_ms: number): Promise<void> {
  const how = await Promise.race([waitFor(url, within_ms), one.ended]);
  if (how === true) return;
  throw new Error(one.name + (how === false ? ' did not answer at ' + url + ' within ' + within_ms / 1000 + ' s' : ' ended (' + how + ')'));
}

/** True once the address answers 200. */
export async function waitFor(url: string, within_ms: number): Promise<boolean> {
  const until = performance.now() + within_ms;
  while (performance.now() < until) {
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })).ok) return true;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  return false;
}
