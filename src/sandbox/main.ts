/**
 * Starts the payment sandbox: node src/sandbox/main.ts --data DIR [--port-base 4100] [--config FILE] [--seed TEXT]
 *
 * One loopback listener for the phone page and /control on port-base, and one a bank on port-base plus the bank's offset
 * (banks/<bank>/index.ts); --port-base 0 takes free ports. DIR gets keys/ (made at the first start), world.sqlite and
 * manifest.json. --config is JSON of settings.ts. --seed makes ids, nonces and chances repeatable; keys never depend on it.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BANKS } from './banks/index.ts';
import { makeKeys } from './keys/keys.ts';
import { describeSandbox, writeManifest } from './manifest.ts';
import type { Addresses } from './manifest.ts';
import { buildSandbox } from './server/app.ts';
import { seededRandom } from './server/random.ts';
import { DEFAULT_SETTINGS, withSettings } from './settings.ts';
import type { SomeSettings } from './settings.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    'port-base': { type: 'string', default: '4100' },
    config: { type: 'string' },
    seed: { type: 'string' },
  },
});
if (!args.data || !/^\d{1,5}$/.test(args['port-base'])) {
  console.error('usage: node src/sandbox/main.ts --data DIR [--port-base 4100] [--config FILE] [--seed TEXT]');
  process.exit(2);
}

const dir = resolve(args.data);
const keys_dir = join(dir, 'keys');
const base = Number(args['port-base']);
const random = (length: number): Uint8Array => randomBytes(length);
mkdirSync(dir, { recursive: true });
makeKeys(BANKS, keys_dir, random, Date.now());
const some = args.config ? (JSON.parse(readFileSync(args.config, 'utf8')) as SomeSettings) : {};

let addresses: Addresses | undefined;
const sandbox = buildSandbox({
  world: {
    now: () => Date.now(),
    random: args.seed === undefined ? random : seededRandom(args.seed),
    after(delay_ms, call) {
      const timer = setTimeout(call, delay_ms);
      return () => clearTimeout(timer);
    },
  },
  fetch: globalThis.fetch,
  keys_dir,
  settings: withSettings(DEFAULT_SETTINGS, some),
  db_path: join(dir, 'world.sqlite'),
  describe(at) {
    addresses = at;
    return describeSandbox(keys_dir, at, process.pid);
  },
  announce: (manifest) => void writeManifest(dir, manifest),
});

const manifest = await sandbox.start(base);
const banks = BANKS.map(({ id, name }) => `${name} ${addresses?.banks[id]}`);
console.log(`沙箱已启动 手机页面 ${manifest.phone_url}  ${banks.join('  ')}`);
console.log(`清单 ${join(dir, 'manifest.json')}`);

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1);
    stopping = true;
    void sandbox.stop().then(() => process.exit(0));
  });
}
