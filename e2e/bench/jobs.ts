/**
 * npm run bench -- jobs [--rounds 5] [--orders 1500] [--seconds 2] [--against DIR]
 * Due jobs a second: a BFF starts on a database full of orders whose WeChat query is due, and claims each, calls a fake bank
 * with signed requests and answers, and commits. Alone: beside the bare calls, without claiming and committing. With
 * --against: beside the BFF of another checkout. The contestants alternate. The last line is JSON.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startBff, writeSettings } from './bff-process.ts';
import type { Running, SettingsFile } from './bff-process.ts';
import { ourCheckout, requireCheckout, theirCheckout } from './checkout.ts';
import type { Checkout } from './checkout.ts';
import { makeBacklog } from './jobs-backlog.ts';
import { bareRate, makeKeys, wechatSettings } from './jobs-wechat.ts';
import type { WechatKeys } from './jobs-wechat.ts';
import { alternate, compare, pairsOf } from './pairs.ts';
import { hundredths, median, spread } from './statistics.ts';

const HELP = `npm run bench -- jobs [--rounds 5] [--orders 1500] [--seconds 2] [--against DIR]
  --rounds    turns of each contestant
  --orders    due jobs a turn
  --seconds   length of a turn of the bare calls
  --against   another checkout of this project; \`ratio\` is ours over theirs, \`cpu_ratio\` the same of processor time a job.
              Then 15 rounds`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    orders: { type: 'string', default: '1500' },
    seconds: { type: 'string', default: '2' },
    against: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
requireCheckout(values.against);
const [rounds, orders, for_ms] = [
  Number(values.rounds ?? (values.against === undefined ? 5 : 15)),
  Number(values.orders),
  Number(values.seconds) * 1000,
];

const HOUR_MS = 3_600_000;
/** Every query is due an hour after the one before: one a turn, as each turn's clock is an hour ahead of the last. */
const TIMES = {
  query_shown_ms: [HOUR_MS],
  order_life_ms: 10_000 * HOUR_MS,
  attempt_life_ms: 9_000 * HOUR_MS,
};
/** A fresh process is slow at first; its first queries are not counted. */
const WARM_PART = 0.2;
const TURN_MAX_MS = 120_000;

// Beside the project, not in a memory file system: commits are measured.
const dir = mkdtempSync(resolve('.bench-'));

async function startBank({ platform_file }: WechatKeys): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'jobs-bank.ts'), platform_file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  const port = await new Promise<string>((done) => child.stdout.once('data', (text: Buffer) => done(text.toString().trim())));
  return { url: 'http://127.0.0.1:' + port, stop };
}

interface Turn {
  per_s: number;
  /** Processor time a job. */
  cpu_us: number;
}

/** Watches a BFF work through the backlog, from the first fifth on. */
async function watch(bank_url: string, bff: Running): Promise<Turn> {
  const from = Math.floor(orders * WARM_PART);
  let warm: { done: number; cpu_us: number } | undefined;
  for (const started = performance.now(); performance.now() - started < TURN_MAX_MS; await sleep(20)) {
    const at = (await (await fetch(bank_url + '/bench/queries')).json()) as number[];
    if (at.length >= orders) {
      const per_s = (orders - 1 - from) / (((at.at(-1) ?? 0) - (at[from] ?? 0)) / 1000);
      return { per_s, cpu_us: warm ? (bff.cpu_us() - warm.cpu_us) / (at.length - warm.done) : NaN };
    }
    if (at.length >= from) warm ??= { done: at.length, cpu_us: bff.cpu_us() };
  }
  throw new Error('not all of ' + orders + ' jobs were done within ' + TURN_MAX_MS / 1000 + ' s');
}

interface Contestant {
  checkout: Checkout;
  settings: SettingsFile;
}

async function prepare(checkout: Checkout, keys: WechatKeys, bank_url: string): Promise<Contestant> {
  const settings = await writeSettings(join(dir, checkout.name), {
    channels: { wechat: wechatSettings(keys, bank_url) },
    times: TIMES,
    // Checkouts of before this setting refuse it.
    ...(existsSync(join(checkout.dir, 'src/bff/payments/engine/settings.ts')) ? { workers: { calls_per_s: 10_000 } } : {}),
  });
  const bff = await startBff(checkout, settings);
  await makeBacklog(bff.port, orders);
  await bff.stop();
  console.log(checkout.name + ': ' + orders + ' orders with a code');
  return { checkout, settings };
}

/** A BFF that starts with its clock ahead, so that every query of the backlog is due once more. */
async function turnOf({ checkout, settings }: Contestant, bank_url: string, turn: number): Promise<Turn> {
  await fetch(bank_url + '/bench/queries', { method: 'DELETE' });
  const ahead = { NODE_OPTIONS: '--import=' + join(import.meta.dirname, 'jobs-clock.ts'), CLOCK_AHEAD_MS: String(turn * 1.1 * HOUR_MS) };
  const bff = await startBff(checkout, settings, ahead);
  try {
    return await watch(bank_url, bff);
  } finally {
    await bff.stop();
  }
}

async function main(): Promise<object> {
  const keys = makeKeys(dir);
  const bank = await startBank(keys);
  const theirs = values.against === undefined ? undefined : theirCheckout(values.against);
  try {
    const ours = await prepare(ourCheckout(), keys, bank.url);
    const hours = { ours: 0, theirs: 0 };
    const jobs = (one: Contestant) => () => turnOf(one, bank.url, (hours[one.checkout.name] += 1));
    if (theirs) {
      const other = await prepare(theirs, keys, bank.url);
      const turns = await alternate(
        rounds,
        jobs(ours),
        jobs(other),
        ({ per_s, cpu_us }) => `${Math.round(per_s)}/s ${Math.round(cpu_us)} us`,
      );
      return {
        against: true,
        ...compare([
          { name: 'jobs', unit: 'per_s', counts: true, pairs: pairsOf(turns, (one) => one.per_s) },
          { name: 'cpu', unit: 'us', counts: false, pairs: pairsOf(turns, (one) => one.cpu_us) },
        ]),
      };
    }
    const seen = { jobs: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const both = [
        async () => seen.jobs.push((await jobs(ours)()).per_s),
        async () => seen.bare.push(await bareRate(keys, bank.url, for_ms)),
      ];
      for (const turn of round % 2 ? both.toReversed() : both) await turn();
      console.log(
        `round ${round + 1} of ${rounds}: jobs ${Math.round(seen.jobs.at(-1) ?? 0)}, bare calls ${Math.round(seen.bare.at(-1) ?? 0)}`,
      );
    }
    console.log('jobs'.padEnd(12) + spread(seen.jobs, 0) + ' /s\n' + 'bare calls'.padEnd(12) + spread(seen.bare, 0) + ' /s');
    return {
      ratio: hundredths(median(seen.jobs) / median(seen.bare)),
      jobs_per_s: Math.round(median(seen.jobs)),
      bare_per_s: Math.round(median(seen.bare)),
    };
  } finally {
    theirs?.close();
    bank.stop();
  }
}

try {
  console.log(JSON.stringify({ bench: 'jobs', ...(await main()), orders, rounds }));
} finally {
  rmSync(dir, { recursive: true, force: true });
}
