/**
 * npm run power -- [--seed 1] [--images 1000] [--orders 120]
 * Payments run while every write of the database is recorded. Then, for so many random instants, the disk is rebuilt as
 * the power may have left it (unsynced writes dropped, torn, turned round) and opened: whatever anybody outside had heard
 * by then must be in it. The same record on a disk that lies about syncing shows that the check can fail. Last line JSON.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seeded } from '../chaos/random.ts';
import { bffSettings, faultsOf, SANDBOX_SETTINGS } from '../chaos/settings.ts';
import { startShop } from '../chaos/shop.ts';
import { traffic } from '../chaos/traffic.ts';
import { startStack } from '../support/stack.ts';
import { problemsOf } from './check.ts';
import { before, tap } from './ears.ts';
import type { Ear } from './ears.ts';
import { factsOf } from './heard.ts';
import type { Fact, Heard } from './heard.ts';
import { disk } from './image.ts';
import { readLog } from './log.ts';
import type { DiskOp } from './log.ts';
import { putFiles } from './power-supply.ts';
import { watched } from './shim.ts';

const HELP = `npm run power -- [--seed 1] [--images 1000] [--orders 120]
  --seed     chooses what viewers do, the instants, and what the disk keeps
  --images   how many instants are tried
  --orders   how many orders are made while the disk is recorded`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    images: { type: 'string', default: '1000' },
    orders: { type: 'string', default: '120' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [seed, images, orders] = [Number(values.seed), Number(values.images), Number(values.orders)];
const folder = mkdtempSync(join(tmpdir(), 'lezhong-power-'));
const log = join(folder, 'disk.log');

/** A number of the demo's: of an attempt, or derived for a refund. */
const NUMBER = /DEM(?:\d{6}[0-9a-z]{15,23}|[0-9a-f]{29})(?=[^0-9a-zA-Z])/g;

/** UnionPay: is this card open, which certificate is it now. No money moves under such a number, and it is not kept. */
const ASKS_ABOUT_A_CARD = /txnType=(?:78|95)/;

async function record(): Promise<Heard[]> {
  const heard: Heard[] = [];
  const hear = (...facts: Fact[]): void => {
    const at = statSync(log).size;
    for (const fact of facts) heard.push({ at, fact });
  };
  const database = join(folder, 'lezhong.db');
  const ears: Ear[] = [];
  const listen = async (to: string): Promise<string> => {
    const ear = await tap(to, (text) => {
      if (!ASKS_ABOUT_A_CARD.test(text)) hear(...[...text.matchAll(NUMBER)].map(([number]): Fact => ({ kind: 'number', number })));
    });
    ears.push(ear);
    return ear.url;
  };
  let bff = '';
  const front = await before(
    () => bff,
    (path, asked, status, answered) => hear(...factsOf(path, asked, status, answered)),
  );
  const shop = await startShop(seeded(seed + 1));
  const stack = await startStack({
    bff: async ({ wechat, alipay, unionpay }) => {
      const settings = bffSettings(100);
      const times = settings['channels'] as { [channel: string]: object };
      return {
        ...settings,
        database,
        public_url: front.url,
        channels: {
          wechat: { ...times['wechat'], base_url: await listen(wechat.base_url) },
          alipay: { ...times['alipay'], gateway_url: await listen(alipay.gateway_url) },
          unionpay: { ...times['unionpay'], base_url: (await listen(unionpay.base_url)) + '/gateway/api' },
        },
      };
    },
    bff_env: () => watched(database, log),
    sandbox: SANDBOX_SETTINGS,
    also: [shop.url + '/'],
  });
  bff = stack.bff_url;
  shop.onTaken((one) => hear({ kind: 'notice', ...one }));
  const lives = await traffic({ stack, shop, seed, orders, at_once: 20, base_url: front.url });
  const faults = faultsOf(seeded(seed + 2));
  await fetch(stack.phone_url + '/control/faults', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  const say = setInterval(() => console.log(lives.over + ' of ' + orders + ' lives, ' + statSync(log).size + ' bytes of disk'), 5_000);
  await lives.run();
  await sleep(3_000);
  clearInterval(say);
  await stack.stop();
  await shop.stop();
  for (const one of [front, ...ears]) await one.stop();
  return heard;
}

/** Opens the disk as of these instants (how many operations had happened), in one walk through the record. */
function tryImages(ops: readonly DiskOp[], heard: readonly Heard[], instants: readonly number[], lying: boolean): string[] {
  const chance = seeded(seed + (lying ? 4 : 3));
  const file = join(folder, 'image', 'lezhong.db');
  const one = disk(new Map(), lying);
  const problems: string[] = [];
  let at = 0;
  let tried = 0;
  for (const instant of instants) {
    for (; at < instant; at++) one.apply(ops[at] as DiskOp);
    putFiles(file, one.afterPowerLoss(chance));
    const wrong = problemsOf(file, heard, ops[at - 1]?.end ?? 0);
    if (wrong.length > 0) problems.push('after ' + at + ' operations: ' + wrong.slice(0, 3).join('; '));
    tried += 1;
    if (!lying && tried % 100 === 0) console.log(tried + ' of ' + instants.length + ' images, ' + problems.length + ' bad');
  }
  return problems;
}

async function main(): Promise<number> {
  try {
    const heard = await record();
    const ops = readLog(readFileSync(log));
    const chance = seeded(seed + 5);
    const instants = (count: number): number[] =>
      Array.from({ length: count }, () => 1 + Math.floor(chance() * ops.length)).sort((a, b) => a - b);
    const problems = tryImages(ops, heard, instants(images), false);
    for (const problem of problems.slice(0, 10)) console.log('seed ' + seed + ': ' + problem);
    // The control: were syncs not what they are, it would be seen.
    const control = tryImages(ops, heard, instants(50), true).length;
    if (control === 0) console.log('A disk that lies was not noticed: this trial proves nothing.');
    const syncs = ops.filter((op) => op.what === 'sync').length;
    console.log(JSON.stringify({ images, bad: problems.length, control_bad: control, heard: heard.length, operations: ops.length, syncs }));
    return problems.length === 0 && control > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
