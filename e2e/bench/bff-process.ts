/** A BFF of a checkout as a process, driven from outside: a settings file and `src/bff/main.ts --config FILE --sandbox`. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { waitFor } from '../../src/start/processes.ts';
import type { BffSettings } from '../support/bff-settings.ts';
import { freePort } from '../../src/start/ports.ts';
import type { Checkout } from './checkout.ts';

export const MERCHANT = 'bench';
export const KEY = { key_id: 'k1', secret: 'bench secret of some length' };

export interface Running {
  readonly port: number;
  /** Processor time used so far by all its threads, in microseconds; NaN where the system does not tell (not Linux). */
  cpu_us(): number;
  stop(): Promise<void>;
}

export interface SettingsFile {
  readonly file: string;
  readonly port: number;
}

const FREE = { per_s: 0, burst: 1 };

/** A page that nobody loads: the BFF wants one at its start. */
function pageDir(folder: string): string {
  const dir = join(folder, 'page');
  mkdirSync(dir, { recursive: true });
  for (const name of ['index.html', 'keys.html']) writeFileSync(join(dir, name), '{{boot}}');
  const scripts = { script: '', card_script: '', style: '', keys_script: '' };
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ build: 'b', html: 'index.html', keys_html: 'keys.html', ...scripts }));
  return dir;
}

/** Writes FOLDER/bff.json: one merchant, no limits, the database in FOLDER; `more` adds to it. */
export async function writeSettings(folder: string, more: BffSettings = {}): Promise<SettingsFile> {
  mkdirSync(folder, { recursive: true });
  const secret = (name: string, value: string): { file: string } => {
    writeFileSync(join(folder, name), value, { mode: 0o600 });
    return { file: join(folder, name) };
  };
  const port = await freePort();
  const settings = {
    public_url: 'http://127.0.0.1:' + port,
    listen: { host: '127.0.0.1', port },
    database: join(folder, 'lezhong.db'),
    page_dir: pageDir(folder),
    keymaps_dir: resolve('public/keymaps'),
    prefix: 'BEN',
    number_key: secret('number-key', randomBytes(24).toString('hex')),
    merchants: [
      {
        id: MERCHANT,
        name: 'x',
        app_name: 'x',
        enabled: true,
        keys: [{ key_id: KEY.key_id, secret: secret('merchant-key', KEY.secret) }],
        return_allow: ['http://shop.example/'],
        notify_allow: ['http://shop.example/'],
      },
    ],
    channels: {},
    rates: { address: FREE, order: FREE, merchant: FREE },
    log_level: 'silent',
    ...more,
  } satisfies BffSettings;
  const file = join(folder, 'bff.json');
  writeFileSync(file, JSON.stringify(settings));
  return { file, port };
}

/** From schedstat: nanoseconds on a processor, thread by thread. Threads that ended are missing; Node's pool keeps its own. */
function cpuOf(pid: number): number {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`).map((task) => readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8'));
    return tasks.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1000, 0);
  } catch {
    return NaN;
  }
}

/** Starts a server in `checkout` and waits until it answers. */
export async function startServer(
  checkout: Checkout,
  argv: readonly string[],
  port: number,
  env: { [name: string]: string } = {},
): Promise<Running> {
  const child = spawn(checkout.node, argv, { cwd: checkout.dir, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  // A benchmark that fails leaves no server behind.
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)));
  const up = await Promise.race([waitFor('http://127.0.0.1:' + port + '/healthz', 20_000), ended.then(() => false)]);
  if (!up) {
    kill();
    throw new Error(argv[0] + ' of ' + checkout.dir + ' did not start; its own words are above.');
  }
  return {
    port,
    cpu_us: () => cpuOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(kill, 10_000);
      await ended;
      clearTimeout(late);
      process.off('exit', kill);
    },
  };
}

export function startBff(checkout: Checkout, { file, port }: SettingsFile, env: { [name: string]: string } = {}): Promise<Running> {
  return startServer(checkout, ['src/bff/main.ts', '--config', file, '--sandbox'], port, env);
}
