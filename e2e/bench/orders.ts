/**
 * npm run bench -- orders [--rounds 7] [--seconds 2] [--store postgres] [--against DIR | --profile]
 * Signed order creations a second over HTTP with durable commits. Alone: beside the same server without a store, and the
 * store beside appending and fdatasync in groups on the same disk; with --store postgres the store is a server of the bench's
 * own, beside bare clients that send it the same statements. With --against: beside the BFF of another checkout. The
 * contestants alternate. With --profile: where the time of a new order in the store goes. The last line is JSON.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startBff, startServer, writeSettings } from './bff-process.ts';
import type { Running } from './bff-process.ts';
import { ourCheckout, requireCheckout, theirCheckout } from './checkout.ts';
import { load } from './orders-client.ts';
import { alternate, compare, pairsOf } from './pairs.ts';
import { hundredths, median, spread } from './statistics.ts';
import { profileStore } from './store-profile.ts';
import { openPostgres } from '../../src/bff/store/postgres/postgres.ts';
import { startPostgres } from '../../src/bff/testing/postgres-server.ts';
import { appendRate, storeRate } from './store-alone.ts';
import { bareClientRate, postgresStoreRate } from './store-postgres.ts';

const HELP = `npm run bench -- orders [--rounds 7] [--seconds 2] [--store postgres] [--against DIR | --profile]
  --rounds    turns of each contestant
  --seconds   length of a turn
  --store     postgres: a server is started (the system's programs, or npm's); nothing else is to be set up
  --against   another checkout of this project; \`ratio\` is ours over theirs, \`cpu_ratio\` the same of processor time an order.
              Then 41 rounds of 0.5 s: the nearer the turns of a pair, the less comes between them
  --profile   prints the shares of statements, keys and indexes, log and sync, beside appending`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    against: { type: 'string' },
    store: { type: 'string', default: 'sqlite' },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
requireCheckout(values.against);
const usual = values.against === undefined ? { rounds: 7, seconds: 2 } : { rounds: 41, seconds: 0.5 };
const rounds = Number(values.rounds ?? usual.rounds);
const for_ms = Number(values.seconds ?? usual.seconds) * 1000;
const CONNECTIONS = 64;
const warm_ms = Math.min(2_000, 4 * for_ms);
// Beside the project, not in a memory file system: the disk is measured.
const dir = mkdtempSync(resolve('.bench-'));

/** The store under the BFF, and the two contestants without HTTP. */
interface Alone {
  store?: string;
  words: { store: string; append: string };
  storeRate(round: number): Promise<number>;
  appendRate(round: number): Promise<number>;
  stop(): Promise<void>;
}

const sqlite: Alone = {
  words: { store: 'store alone', append: 'append + fdatasync' },
  storeRate: (round) => storeRate(join(dir, 'store-' + round + '.db'), for_ms / 2),
  appendRate: (round) => appendRate(join(dir, 'append-' + round), for_ms / 2),
  stop: () => Promise.resolve(),
};

/** Every round has databases of its own, as files of SQLite are. */
async function postgres(): Promise<Alone> {
  const server = await startPostgres({ fsync: true });
  const empty = async (name: string): Promise<string> => {
    const address = await server.create(name);
    await (await openPostgres({ address, now: Date.now, random: (length) => randomBytes(length) })).close();
    return address;
  };
  return {
    store: await server.create('durable'),
    words: { store: 'store alone', append: 'bare pg clients' },
    storeRate: async (round) => postgresStoreRate(await empty('store' + round), for_ms / 2),
    appendRate: async (round) => bareClientRate(await empty('bare' + round), for_ms / 2),
    stop: () => server.remove(),
  };
}

async function alone(kind: Alone): Promise<object> {
  const checkout = ourCheckout();
  const settings = await writeSettings(join(dir, 'durable'), kind.store === undefined ? {} : { store: kind.store });
  const durable = await startBff(checkout, settings);
  const storeless_settings = await writeSettings(join(dir, 'storeless'));
  const storeless = await startServer(checkout, ['e2e/bench/no-store-server.ts', storeless_settings.file], storeless_settings.port);
  const seen = { durable: [] as number[], storeless: [] as number[], store: [] as number[], append: [] as number[] };
  for (const { port } of [durable, storeless]) await load(port, CONNECTIONS, warm_ms);
  for (let round = 0; round < rounds; round++) {
    const turns: (() => Promise<unknown>)[] = [
      async () => seen.durable.push((await load(durable.port, CONNECTIONS, for_ms)).per_s),
      async () => seen.storeless.push((await load(storeless.port, CONNECTIONS, for_ms)).per_s),
      async () => seen.store.push(await kind.storeRate(round)),
      async () => seen.append.push(await kind.appendRate(round)),
    ];
    for (const turn of round % 2 ? turns.toReversed() : turns) await turn();
    const last = Object.entries(seen).map(([name, list]) => name + ' ' + Math.round(list.at(-1) ?? 0));
    console.log(`round ${round + 1} of ${rounds}: ${last.join(', ')}`);
  }
  await durable.stop();
  await storeless.stop();
  const names = { durable: 'http, durable', storeless: 'http, no store', ...kind.words } as const;
  for (const name of ['durable', 'storeless', 'store', 'append'] as const)
    console.log(names[name].padEnd(22) + spread(seen[name], 0) + ' /s');
  return {
    ratio: hundredths(median(seen.durable) / median(seen.storeless)),
    ...(kind.store === undefined ? {} : { store: 'postgres' }),
    store_ratio: hundredths(median(seen.store) / median(seen.append)),
    orders_per_s: Math.round(median(seen.durable)),
  };
}

async function aloneOn(store: string): Promise<object> {
  if (store !== 'sqlite' && store !== 'postgres') throw new Error('--store is sqlite or postgres: ' + store);
  const kind = store === 'postgres' ? await postgres() : sqlite;
  try {
    return await alone(kind);
  } finally {
    await kind.stop();
  }
}

async function against(path: string): Promise<object> {
  const theirs = theirCheckout(path);
  try {
    const [a, b] = [
      await startBff(ourCheckout(), await writeSettings(join(dir, 'ours'))),
      await startBff(theirs, await writeSettings(join(dir, 'theirs'))),
    ];
    for (const { port } of [a, b]) await load(port, CONNECTIONS, warm_ms);
    const turn = (bff: Running) => async () => {
      const before_us = bff.cpu_us();
      const { per_s, answered } = await load(bff.port, CONNECTIONS, for_ms);
      return { per_s, cpu_us: (bff.cpu_us() - before_us) / answered };
    };
    const turns = await alternate(rounds, turn(a), turn(b), ({ per_s, cpu_us }) => `${Math.round(per_s)}/s ${Math.round(cpu_us)} us`);
    await a.stop();
    await b.stop();
    return {
      against: true,
      ...compare([
        { name: 'orders', unit: 'per_s', counts: true, pairs: pairsOf(turns, (one) => one.per_s) },
        { name: 'cpu', unit: 'us', counts: false, pairs: pairsOf(turns, (one) => one.cpu_us) },
      ]),
    };
  } finally {
    theirs.close();
  }
}

try {
  const result = values.profile
    ? { profile: true, ...profileStore(dir, rounds) }
    : values.against === undefined
      ? await aloneOn(values.store)
      : await against(values.against);
  console.log(JSON.stringify({ bench: 'orders', ...result, rounds }));
} finally {
  rmSync(dir, { recursive: true, force: true });
}
