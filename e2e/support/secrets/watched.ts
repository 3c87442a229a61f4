/** A BFF whose traffic is heard on both sides, whose log is kept and whose heap can be looked at. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { LezhongPay } from '../../../src/merchant-sdk/index.ts';
import type { SandboxManifest } from '../../../src/sandbox/manifest.ts';
import { appKey, writeBffConfig } from '../../../src/start/configs.ts';
import { freePort } from '../../../src/start/ports.ts';
import { launch, waitFor } from '../../../src/start/processes.ts';
import { readManifest } from '../manifest.ts';
import { heapFlags, heapOf } from './heap.ts';
import { found } from './marks.ts';
import { wiretap } from './wiretap.ts';

const MANY = 100_000;
/** Fifty cards are tried within a minute, on one machine. */
const LIMITS = {
  ...Object.fromEntries(['sms', 'guess'].flatMap((what) => ['card', 'phone', 'viewer', 'box'].map((by) => [what + '_' + by, MANY]))),
  number_viewer: MANY,
};

/** Its calls go through a wiretap. */
export interface Bank {
  id: 'unionpay' | 'icbc';
  /** Settings, over the demo's. `url`: the wiretap's. */
  channels(manifest: SandboxManifest, url: string): object;
  sandbox: object;
}

/** The merchant that opens viewers' own pages. */
const PORTAL = 'watched-portal';

type Place = 'page' | 'bank' | 'database' | 'log' | 'heap';

export type Watched = Awaited<ReturnType<typeof startWatched>>;

export async function startWatched(name: string, bank: Bank) {
  const data = mkdtempSync(join(tmpdir(), name + '-'));
  const quick = join(data, 'quick.json');
  writeFileSync(quick, JSON.stringify({ [bank.id]: bank.sandbox }));
  const sandbox = launch('sandbox', ['src/sandbox/main.ts', '--data', join(data, 'sandbox'), '--port-base', '0', '--config', quick]);
  const manifest = await readManifest(join(data, 'sandbox', 'manifest.json'));
  const bank_tap = await wiretap(manifest[bank.id].base_url);
  const port = await freePort();
  const bff_url = 'http://127.0.0.1:' + port;
  const page_tap = await wiretap(bff_url);
  const places = { bff: bff_url, shop: bff_url, port, apps: [{ id: PORTAL, name: PORTAL, url: bff_url, portal: true as const }] };
  const channels = bank.channels(manifest, bank_tap.url);
  writeBffConfig(data, places, { log_level: 'trace', cards: { limits: LIMITS }, channels });
  const heap_dir = mkdtempSync(join(tmpdir(), 'heap-'));
  const argv = [...heapFlags(heap_dir), 'src/bff/main.ts', '--config', join(data, 'bff.json'), '--sandbox'];
  const bff = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const logged: string[] = [];
  for (const stream of [bff.stdout, bff.stderr]) stream.on('data', (part: Buffer) => logged.push(part.toString('latin1')));
  if (!(await waitFor(bff_url + '/healthz', 60_000))) throw new Error('no BFF: ' + logged.join(''));
  const pay = new LezhongPay({ base_url: bff_url, merchant_id: PORTAL, keys: [appKey(data, PORTAL)] });

  /** The operators' socket beside them holds nothing. */
  const databases = (): string[] =>
    readdirSync(join(data, 'bff'), { withFileTypes: true }).flatMap((one) => (one.isFile() ? [join(data, 'bff', one.name)] : []));

  return {
    url: page_tap.url,
    /** The address of a viewer's own page, by way of the wiretap. */
    ownPage: (viewer_id: string): string => pay.viewerUrl({ viewer_id, return_url: bff_url + '/' }).replace(bff_url, page_tap.url),
    async control<T>(path: string, body?: object): Promise<T> {
      const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      return (await (await fetch(manifest.phone_url + '/control' + path, init || {})).json()) as T;
    },
    /** The address of a new order's cashier, by way of the wiretap. */
    async order(order_no: string, viewer_id: string, amount_fen: number): Promise<string> {
      const urls = { return_url: bff_url + '/', notify_url: bff_url + '/' };
      const order = await pay.createOrder({ order_no, amount_fen, subject: 'x', ...urls, viewer_id });
      if (!order.ok) throw new Error(JSON.stringify(order));
      return page_tap.url + new URL(order.cashier_url).pathname;
    },
    /** No mark is anywhere. What is no secret and passed each place is found there by the same search: it looks where it should. */
    async isClean(marks: readonly string[], not_secret: { readonly [place in Exclude<Place, 'log' | 'heap'>]: string }): Promise<void> {
      const passed: { readonly [place in Place]: string } = { ...not_secret, log: 'request.refused', heap: PORTAL };
      await fetch(page_tap.url + '/c/' + 'x'.repeat(32) + '/step');
      const files = databases();
      expect(files.some((file) => file.endsWith('-wal'))).toBe(true);
      // What a request held is collected before the picture is taken.
      await sleep(500);
      const heap = await heapOf(bff, heap_dir);
      const look = async (place: Place, kept: readonly string[], texts: readonly string[] = []): Promise<void> =>
        expect([place, await found([...marks, passed[place]], kept, texts)]).toEqual([place, [passed[place]]]);
      await look('page', [], page_tap.heard());
      await look('bank', [], bank_tap.heard());
      await look('database', files);
      await look('log', [], [logged.join('')]);
      await look('heap', [heap]);
    },
    async stop() {
      bff.kill('SIGKILL');
      page_tap.stop();
      bank_tap.stop();
      await sandbox.stop();
    },
  };
}
