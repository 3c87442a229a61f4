/** DIR/manifest.json: for a client that talks to this sandbox instead of the real banks. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BANKS } from './banks/index.ts';
import type { BankManifests } from './banks/index.ts';
import type { BankSimulator } from './banks/port.ts';
import { bankKeysDir } from './keys/keys.ts';

/** Addresses, ids and the absolute paths of key files; never a key itself. */
export type SandboxManifest = {
  made_by: 'lezhong-pay-sandbox';
  pid: number;
  /** The phone page for people and, under /control, the interface for tests. */
  phone_url: string;
  /** The phone's browsers: any address opened as WeChat, Alipay and others; phone/browser.ts. */
  browser_url: string;
} & BankManifests;

export interface Addresses {
  phone_url: string;
  browser_url: string;
  /** Bank id -> address of its listener. */
  banks: { readonly [id: string]: string };
}

export function describeSandbox(keys_dir: string, at: Addresses, pid: number): SandboxManifest {
  const part = (bank: BankSimulator): object =>
    bank.manifest({ url: at.banks[bank.id] ?? '', phone_url: at.phone_url, keys_dir: bankKeysDir(keys_dir, bank.id) });
  return {
    made_by: 'lezhong-pay-sandbox',
    pid,
    phone_url: at.phone_url,
    browser_url: at.browser_url,
    ...Object.fromEntries(BANKS.map((bank) => [bank.id, part(bank)])),
  } as SandboxManifest;
}

/** Whole or not at all: whoever waits for the file never reads half of it. */
export function writeManifest(dir: string, manifest: SandboxManifest): string {
  const path = join(dir, 'manifest.json');
  writeFileSync(path + '.new', JSON.stringify(manifest, null, 2) + '\n');
  renameSync(path + '.new', path);
  return path;
}

/** `channels` of a BFF's settings file: the banks that every demo offers, and those named in `more`. */
export function clientSettings(manifest: SandboxManifest, more_ids: readonly string[] = []): { [id: string]: object } {
  const settings = (bank: BankSimulator): object => bank.clientSettings(manifest[bank.id as keyof BankManifests]);
  const own = BANKS.filter((bank) => bank.in_demo || more_ids.includes(bank.id)).map((bank) => [bank.id, settings(bank)] as const);
  const more = BANKS.flatMap((bank: BankSimulator) =>
    Object.entries(bank.more_channels ?? {})
      .filter(([id, channel]) => channel.in_demo || more_ids.includes(id))
      .map(([id, channel]) => [id, channel.settings(manifest[bank.id as keyof BankManifests])] as const),
  );
  return Object.fromEntries([...own, ...more]);
}
