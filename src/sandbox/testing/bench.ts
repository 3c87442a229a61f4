/** A running sandbox for tests, with what it sends caught in a list. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { World } from '../../protocol/world.ts';
import { buildSandbox } from '../server/app.ts';
import type { Sandbox } from '../server/app.ts';
import { BANKS } from '../banks/index.ts';
import { makeKeys } from '../keys/keys.ts';
import { describeSandbox } from '../manifest.ts';
import type { SandboxManifest } from '../manifest.ts';
import { DEFAULT_SETTINGS, withSettings } from '../settings.ts';
import type { SomeSettings } from '../settings.ts';
import { handClock } from './clock.ts';
import type { HandClock } from './clock.ts';

export interface Posted {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface Bench<W extends World = HandClock> {
  sandbox: Sandbox;
  world: W;
  manifest: SandboxManifest;
  /** Notices, in the order they were sent. */
  posted: Posted[];
  /** The merchant's answer; a test may change it. "hang" never answers. */
  merchant: { answer: () => Response | 'hang' };
  file(path: string): string;
  control<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>;
  stop(): Promise<void>;
}

/** Keys are made once for each test file, while it is loaded: making them takes longer than a hook may on a busy machine. */
const keysDir = join(mkdtempSync(join(tmpdir(), 'sandbox-keys-')), 'keys');
makeKeys(BANKS, keysDir, (length) => randomBytes(length), Date.now());

export const NOON_MS = Date.parse('2025-06-01T12:00:00+08:00');

export async function startBench<W extends World = HandClock>(
  options: { world?: W; settings?: SomeSettings; db_path?: string } = {},
): Promise<Bench<W>> {
  const world = options.world ?? (handClock(NOON_MS) as unknown as W);
  const posted: Posted[] = [];
  const merchant: Bench['merchant'] = { answer: () => new Response('success') };
  const sandbox = buildSandbox({
    world,
    keys_dir: keysDir,
    settings: withSettings(DEFAULT_SETTINGS, options.settings ?? {}),
    db_path: options.db_path ?? ':memory:',
    describe: (at) => describeSandbox(keysDir, at, process.pid),
    announce: () => {},
    fetch: async (url, init) => {
      posted.push({ url: String(url), headers: init?.headers as Record<string, string>, body: String(init?.body) });
      const answer = merchant.answer();
      if (answer !== 'hang') return answer;
      return new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    },
  });
  const manifest = await sandbox.start(0);
  return {
    sandbox,
    world,
    manifest,
    posted,
    merchant,
    file: (path) => readFileSync(path, 'utf8'),
    async control(method, path, body) {
      const init = body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {};
      return (await (await fetch(manifest.phone_url + path, { method, ...init })).json()) as never;
    },
    stop: () => sandbox.stop(),
  };
}

/** Call it once at the end of a test file. */
export function forgetKeys(): void {
  rmSync(join(keysDir, '..'), { recursive: true, force: true });
}
