/** Sandbox, BFF and shop as processes on free ports with a folder of their own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startBalancer } from './balancer.ts';
import { readManifest } from './manifest.ts';
import { startMerchant } from './merchant.ts';
import type { Merchant } from './merchant.ts';
import type { SandboxManifest } from '../../src/sandbox/manifest.ts';
import { writeBffConfig, writeDemoConfig } from '../../src/start/configs.ts';
import type { Overrides } from '../../src/start/configs.ts';
import { launch, waitFor } from '../../src/start/processes.ts';
import type { Launched } from '../../src/start/processes.ts';
import { freePort } from '../../src/start/ports.ts';

export interface Stack {
  bff_url: string;
  /** Of each of several, past the balancer. */
  bff_urls: readonly string[];
  /** Of the BFF that runs now. */
  readonly bff_pid: number;
  shop_url: string;
  phone_url: string;
  /** The demo merchant's key. */
  key: { key_id: string; secret: string };
  /** Another merchant server, of the tests' own. */
  merchant: Merchant;
  data: string;
  /** Ends the BFF (SIGTERM, or SIGKILL) and starts it again on the same port; of several the one of this number. */
  restartBff(kill?: boolean, meanwhile?: () => void, which?: number): Promise<void>;
  /** Of several the first. */
  stopBff(): Promise<void>;
  startBff(): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** Over the BFF's settings; a function when they depend on where the banks are. */
  bff?: Overrides | ((banks: SandboxManifest) => Promise<Overrides>);
  /** The first start is another checkout's BFF, on its own settings; every later one is ours. */
  before?: { dir: string; settings: (config: { [name: string]: unknown }) => object };
  /** The BFF's environment, asked for at each start. */
  bff_env?: () => { [name: string]: string };
  /** Over the sandbox's settings (settings.ts). */
  sandbox?: Overrides;
  /** More addresses orders may name. */
  also?: string[];
  /** So many BFFs on one store, behind a balancer at bff_url. */
  bffs?: number;
  /** More merchants. */
  apps?: readonly { id: string; name: string; url: string; portal?: true }[];
}

async function ready(url: string): Promise<void> {
  if (!(await waitFor(url + '/healthz', 90_000))) throw new Error(url + ' did not come up');
}

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const data = mkdtempSync(join(tmpdir(), 'lezhong-stack-'));
  const sandbox_config = join(data, 'sandbox-settings.json');
  writeFileSync(sandbox_config, JSON.stringify(options.sandbox ?? {}));
  const [bff_port, shop_port] = [await freePort(), await freePort()];
  const bff_url = 'http://127.0.0.1:' + bff_port;
  const shop_url = 'http://127.0.0.1:' + shop_port;
  const sandbox = launch('sandbox', [
    'src/sandbox/main.ts',
    '--data',
    join(data, 'sandbox'),
    '--port-base',
    '0',
    '--config',
    sandbox_config,
  ]);
  const manifest = await readManifest(join(data, 'sandbox', 'manifest.json'));
  const { phone_url } = manifest;
  await ready(phone_url);
  const merchant = await startMerchant();
  const places = {
    bff: bff_url,
    shop: shop_url,
    port: bff_port,
    also: [merchant.url + '/', ...(options.also ?? [])],
    apps: options.apps ?? [],
  };
  const overrides = typeof options.bff === 'function' ? await options.bff(manifest) : options.bff;
  const key = writeBffConfig(data, places, { log_level: 'warn', ...overrides });
  writeDemoConfig(data, { bff: bff_url, shop: shop_url, port: shop_port }, key);
  const shop = launch('shop', ['src/apps/demo/main.ts', '--config', join(data, 'shop.json')]);
  const bffs: (Launched | undefined)[] = Array.from({ length: options.bffs ?? 1 });
  const ports = [bff_port];
  if (bffs.length > 1) for (const [i] of bffs.entries()) ports[i] = await freePort();
  const balancer = bffs.length > 1 ? await startBalancer(join(data, 'balancer'), bff_port, ports) : undefined;
  let before = options.before && startOfBefore(data, options.before);

  async function start(which: number): Promise<void> {
    const [main, config] = before ?? ['src/bff/main.ts', join(data, 'bff.json')];
    before = undefined;
    const own = bffs.length > 1 ? { LEZHONG_PORT: String(ports[which]), LEZHONG_OPS_SOCKET: join(data, 'bff-' + which + '.sock') } : {};
    const name = bffs.length > 1 ? 'bff' + which : 'bff';
    bffs[which] = launch(name, [main, '--config', config, '--sandbox'], { ...options.bff_env?.(), ...own });
    await ready('http://127.0.0.1:' + ports[which]);
  }

  const stack: Stack = {
    bff_url,
    bff_urls: ports.map((port) => 'http://127.0.0.1:' + port),
    get bff_pid() {
      return bffs[0]?.pid ?? 0;
    },
    shop_url,
    phone_url,
    key,
    merchant,
    data,
    startBff: () => start(0),
    async stopBff() {
      await bffs[0]?.stop();
    },
    async restartBff(kill = false, meanwhile, which = 0) {
      if (kill) await bffs[which]?.kill();
      await bffs[which]?.stop();
      meanwhile?.();
      await start(which);
    },
    async stop() {
      for (const one of [shop, ...bffs, balancer, sandbox, merchant]) await one?.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
  await Promise.all(bffs.map((_one, i) => start(i)));
  await ready(bff_url);
  await ready(shop_url);
  return stack;
}

/** Its program, and the same settings in its words. */
function startOfBefore(data: string, { dir, settings }: NonNullable<StackOptions['before']>): readonly [main: string, config: string] {
  const config = join(data, 'bff-before.json');
  writeFileSync(config, JSON.stringify(settings(JSON.parse(readFileSync(join(data, 'bff.json'), 'utf8')) as { [name: string]: unknown })));
  return [join(resolve(dir), 'src/bff/main.ts'), config];
}
