/** The two programs as processes, at a moment of the caller's choice. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Program {
  /** SIGTERM, or SIGKILL. Resolves when it has ended. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Everything it wrote. */
  said(): string;
}

export interface Moment {
  /** Added to the programs' clock. */
  shift_ms: number;
  /** Ports that a fixture names -> ports of today. */
  ports: { [port: number]: number };
}

export const NOW: Moment = { shift_ms: 0, ports: {} };

function start(argv: string[], moment: Moment): Program {
  const env = { ...process.env, UPGRADE_SHIFT_MS: String(moment.shift_ms), UPGRADE_PORTS: JSON.stringify(moment.ports) };
  const flags = ['--import', new URL('./later.ts', import.meta.url).href];
  const child: ChildProcess = spawn(process.execPath, [...flags, ...argv], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => void (text += part.toString('utf8')));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  return {
    said: () => text,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}

/** Until `url` answers 200; else what the program said. */
async function ready(program: Program, url: string): Promise<Program> {
  for (let i = 0; i < 400; i++) {
    const answer = await fetch(url + '/healthz').catch(() => undefined);
    if (answer?.ok) return program;
    await sleep(50);
  }
  await program.stop('SIGKILL');
  throw new Error(url + ' did not come up: ' + program.said());
}

export function startSandbox(at: { data: string; config: string; port_base: number }, moment: Moment): Promise<Program> {
  const argv = ['src/sandbox/main.ts', '--data', at.data, '--port-base', String(at.port_base), '--config', at.config];
  return ready(start(argv, moment), 'http://127.0.0.1:' + at.port_base);
}

export function startBff(at: { config: string; url: string }, moment: Moment): Promise<Program> {
  return ready(start(['src/bff/main.ts', '--config', at.config, '--sandbox'], moment), at.url);
}
