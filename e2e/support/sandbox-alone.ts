/** A sandbox as a process of its own, without a BFF, and what a bank's adapter takes from the world around it. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelWorld } from '../../src/channels/port.ts';
import { makeSend } from '../../src/channels/shared/send.ts';
import type { SandboxManifest } from '../../src/sandbox/manifest.ts';
import { launch } from '../../src/start/processes.ts';
import { readManifest } from './manifest.ts';

export interface SandboxAlone {
  readonly manifest: SandboxManifest;
  readonly world: ChannelWorld;
  /** Calls the sandbox's control page; `path` as it stands below its address. Throws what it says against it. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** `log`: of the adapter; nobody's by itself. */
export async function startSandboxAlone(name: string, log: ChannelWorld['log'] = () => undefined): Promise<SandboxAlone> {
  const data = mkdtempSync(join(tmpdir(), name + '-'));
  const sandbox = launch('sandbox', ['src/sandbox/main.ts', '--data', data, '--port-base', '0']);
  const route = makeSend();
  const manifest = await readManifest(join(data, 'manifest.json'));
  return {
    manifest,
    world: { now: () => Date.now(), random: (length) => crypto.getRandomValues(new Uint8Array(length)), send: route.send, log },
    async control<T>(method: string, path: string, body?: unknown): Promise<T> {
      const reply = await fetch(manifest.phone_url + path, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      if (!reply.ok) throw new Error(path + ' ' + reply.status + ' ' + (await reply.text()));
      return (await reply.json()) as T;
    },
    async stop() {
      await sandbox.stop();
      await route.stop();
    },
  };
}
