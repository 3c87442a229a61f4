/**
 * npm run bench -- orders [--rounds 7] [--seconds 2]
 * Signed order creations per second over HTTP with durable commit, beside the same server without a store; and the store
 * alone beside appending and fdatasync in groups on the same disk. Contestants alternate; medians and spread are printed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from './orders-client.ts';
import { appendRate, storeRate } from './store-alone.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' }, seconds: { type: 'string', default: '2' } } });
const rounds = Number(values.rounds);
const for_ms = Number(values.seconds) * 1000;
// Beside the project, not in a memory file system: the disk is what is measured.
const dir = mkdtempSync(resolve('.bench-'));

async function server(store: string): Promise<{ port: number; stop: () => void }> {
  const child = spawn(process.execPath, [new URL('./orders-server.ts', import.meta.url).pathname, store], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((done) => child.stdout.once('data', (text: Buffer) => done(Number(text.toString().trim()))));
  return { port, stop: () => child.kill('SIGTERM') };
}

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const show = (name: string, list: number[]): void =>
  console.log(
    name.padEnd(22) +
      Math.round(median(list)).toString().padStart(7) +
      '/s   ' +
      Math.round(Math.min(...list)) +
      ' - ' +
      Math.round(Math.max(...list)),
  );

const durable = await server(join(dir, 'http.db'));
const storeless = await server('none');
const seen = { durable: [] as number[], storeless: [] as number[], store: [] as number[], append: [] as number[] };
for (const port of [durable.port, storeless.port]) await load(port, 64, 1000);
for (let round = 0; round < rounds; round++) {
  const turns: (() => Promise<unknown>)[] = [
    async () => seen.durable.push(await load(durable.port, 64, for_ms)),
    async () => seen.storeless.push(await load(storeless.port, 64, for_ms)),
    async () => seen.store.push(await storeRate(join(dir, 'store-' + round + '.db'), for_ms / 2)),
    async () => seen.append.push(await appendRate(join(dir, 'append-' + round), for_ms / 2)),
  ];
  // Every other round the other way round: what comes first must not always be the same.
  for (const turn of round % 2 ? turns.reverse() : turns) await turn();
  console.log(
    'round ' +
      (round + 1) +
      ' of ' +
      rounds +
      ': ' +
      Object.entries(seen)
        .map(([name, list]) => name + ' ' + Math.round(list.at(-1) ?? 0))
        .join(', '),
  );
}
durable.stop();
storeless.stop();
rmSync(dir, { recursive: true, force: true });
show('http, durable', seen.durable);
show('http, no store', seen.storeless);
show('store alone', seen.store);
show('append + fdatasync', seen.append);
const two = (n: number): number => Math.round(n * 100) / 100;
const ratio = two(median(seen.durable) / median(seen.storeless));
const store_ratio = two(median(seen.store) / median(seen.append));
console.log(JSON.stringify({ bench: 'orders', ratio, store_ratio, rounds, orders_per_s: Math.round(median(seen.durable)) }));
