/**
 * npm run chaos:topup -- [--seed 1] [--kills 50] [--orders 500] [--at-once 20]
 * Phone top-ups while the BFF and the app's server are killed at random and the carrier and the banks fail, from a seed. At the end each paid
 * order is delivered or refunded, none both and none neither, and app, cashier, carrier and banks say the same. The last line is JSON.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makeTicket } from '../../../src/apps/server/ticket.ts';
import type { Step } from '../../../src/protocol/step.ts';
import { BOXES } from '../../../src/start/apps.ts';
import { differences, startApps } from '../../support/apps.ts';
import type { AppsStack } from '../../support/apps.ts';
import { pickOf, seeded } from '../../support/random.ts';
import { bffSettings, faultsOf, SANDBOX_SETTINGS } from '../support/settings.ts';
import { read } from '../support/viewer.ts';

const HELP = `npm run chaos:topup -- [--seed 1] [--kills 50] [--orders 500] [--at-once 20]
  --seed      chooses numbers, faults, kills and what viewers do
  --kills     how often the BFF or the app's server is killed with SIGKILL
  --orders    how many top-ups are ordered
  --at-once   how many viewers there are at a time`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '50' },
    orders: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [seed, kills, orders, at_once] = [Number(values.seed), Number(values.kills), Number(values.orders), Number(values['at-once'])];
const chance = seeded(seed);
const pick = pickOf(chance);

/** Ten minutes are four seconds. The file of a day comes after midnight: a top-up whose end the carrier never says is settled by a person here. */
const SCHEDULE = { confirm_ms: 4_000, give_up_ms: 12_000, query_ms: [200, 500, 1_000, 2_000] };
const PHONES = ['19207715520', '13800138000', '18612345678', '13307816677', '13877100001', '18677100003'];
const CARRIERS = ['broadcast', 'mobile', 'unicom', 'telecom'];
const FACES = [1000, 2000, 5000, 10_000];
const SETTLE_MS = 180_000;

async function json<T>(url: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(6_000) });
  return (await answer.json()) as T;
}

/** A viewer: orders, chooses a wallet, pays or leaves it. Whoever is not answered asks again, as the page does. */
async function viewer(stack: AppsStack, ticket: string, n: number): Promise<void> {
  const app = stack.at.apps['topup'] ?? '';
  const wanted = {
    t: ticket,
    cart: 'chaos' + String(seed) + 'x' + String(n).padStart(5, '0'),
    phone: pick(PHONES),
    carrier: pick(CARRIERS),
    face_fen: pick(FACES),
  };
  const pays = chance() < 0.9;
  const channel = pick(['wechat', 'alipay']);
  let cashier = '';
  for (let tries = 0; tries < 60 && !cashier; tries++) {
    cashier = await json<{ cashier_url?: string }>(app + '/api/orders', wanted).then(
      ({ cashier_url }) => cashier_url ?? '',
      () => '',
    );
    if (!cashier) await sleep(200);
  }
  for (let steps = 0; steps < 200 && cashier; steps++) {
    try {
      const now = await json<Step>(cashier + '/step');
      if (now.kind === 'paid' || now.kind === 'closed' || !pays) return;
      if (now.kind === 'choose') await json(cashier + '/answer', { version: now.version, answer: { kind: 'choose', channel } });
      else if (now.kind === 'scan') await json(stack.phone_url + '/control/pay', { code: read(now.qr) });
      else if (now.kind === 'ended') await json(cashier + '/answer', { version: now.version, answer: { kind: 'new-code' } });
    } catch {
      // The server is away.
    }
    await sleep(100 + chance() * 200);
  }
}

/** Faults of the carrier for the next requests. */
const carrierFaults = (): object => ({
  least_ms: 50,
  most_ms: 1_500,
  waver_ms: 1_500,
  down: chance() < 0.15,
  lose_answer: chance() < 0.4 ? 2 : 0,
  failed: chance() < 0.4 ? 2 : 0,
  wavers: chance() < 0.4 ? 2 : 0,
  silent_success: chance() < 0.2 ? 1 : 0,
  silent_failed: chance() < 0.2 ? 1 : 0,
  twice: 2,
  untold: 2,
});

async function disrupt(stack: AppsStack, done: () => boolean): Promise<number> {
  let killed = 0;
  while (killed < kills && !done()) {
    await sleep(300 + chance() * 1_500);
    await json(stack.phone_url + '/control/carrier', carrierFaults()).catch(() => undefined);
    if (chance() < 0.3) await json(stack.phone_url + '/control/faults', faultsOf(chance)).catch(() => undefined);
    if (chance() < 0.5) await stack.restart('topup');
    else await stack.restartBff(true);
    killed++;
  }
  return killed;
}

/** As a person who asked the carrier: what waits for one is settled by what the carrier's own books say. */
async function settleUnknown(stack: AppsStack): Promise<void> {
  const { requests } = await json<{ requests: { request_no: string; credited: number; settled: string }[] }>(
    stack.phone_url + '/control/carrier',
  );
  const waiting = (await stack.facts('topup')).own.topups?.filter(({ state }) => state === 'unknown') ?? [];
  for (const { order_no } of waiting) {
    const request = requests.find(({ request_no }) => request_no === order_no);
    if (request?.settled === 'PROCESSING') continue;
    const as = (request?.credited ?? 0) > 0 ? 'done' : 'refund';
    spawnSync(process.execPath, ['src/apps/topup/settle.ts', '--config', join(stack.data, 'topup.json'), order_no, as], {
      stdio: 'inherit',
    });
  }
}

interface Verdict {
  paid: number;
  delivered: number;
  refunded: number;
  wrong: string[];
}

/** What the books say about each order that the cashier knows as paid. */
async function judge(stack: AppsStack): Promise<Verdict> {
  const { orders: ours, own } = await stack.facts('topup');
  const { requests } = await json<{ requests: { request_no: string; credited: number; sends: number }[] }>(
    stack.phone_url + '/control/carrier',
  );
  const wrong = await differences(stack, 'topup');
  const verdict: Verdict = { paid: 0, delivered: 0, refunded: 0, wrong };
  for (const order of ours) {
    const credited = requests.filter(({ request_no }) => request_no === order.order_no).reduce((sum, one) => sum + one.credited, 0);
    if (order.state !== 'paid') {
      if (credited > 0) wrong.push(order.order_no + ' delivered and not paid');
      continue;
    }
    verdict.paid++;
    const state = own.topups?.find(({ order_no }) => order_no === order.order_no)?.state ?? 'none';
    const back = order.refunded_fen === order.amount_fen;
    if (credited > 0) verdict.delivered++;
    if (back) verdict.refunded++;
    if (credited > 1 || credited > 0 === back || state !== (back ? 'refunded' : 'done'))
      wrong.push(order.order_no + ' credited ' + credited + ', refunded ' + order.refunded_fen + ', state ' + state);
  }
  for (const { request_no } of requests)
    if (!ours.some(({ order_no }) => order_no === request_no)) wrong.push(request_no + ' is no order of ours');
  return verdict;
}

async function main(): Promise<number> {
  console.log('chaos:topup seed ' + seed + ', ' + kills + ' kills, ' + orders + ' orders');
  const { cards: _cards, ...bff } = bffSettings(100) as { [name: string]: unknown };
  const stack = await startApps({ schedule: SCHEDULE, bff, sandbox: SANDBOX_SETTINGS });
  try {
    await json(stack.phone_url + '/control/carrier', { ...carrierFaults(), down: false });
    const { portal_secret } = JSON.parse(readFileSync(join(stack.data, 'topup.json'), 'utf8')) as { portal_secret: string };
    let next = 0;
    const queue = async (): Promise<void> => {
      while (next < orders) {
        const n = next++;
        await viewer(stack, makeTicket(portal_secret, pick(BOXES), Date.now()), n);
      }
    };
    let over = false;
    const killing = disrupt(stack, () => over);
    await Promise.all(Array.from({ length: at_once }, queue));
    over = true;
    const killed = await killing;
    await json(stack.phone_url + '/control/carrier', {
      down: false,
      lose_answer: 0,
      failed: 0,
      wavers: 0,
      silent_success: 0,
      silent_failed: 0,
      untold: 0,
    });
    await fetch(stack.phone_url + '/control/faults', { method: 'DELETE' });
    let verdict = await judge(stack);
    for (const began = Date.now(); verdict.wrong.length > 0 && Date.now() - began < SETTLE_MS; verdict = await judge(stack)) {
      await settleUnknown(stack);
      await sleep(2_000);
    }
    for (const line of verdict.wrong.slice(0, 20)) console.log('WRONG ' + line);
    const { wrong, ...counts } = verdict;
    const flags = (await stack.facts('topup')).flags.length;
    console.log('\n' + JSON.stringify({ trial: 'topup', seed, kills: killed, orders, ...counts, flags, wrong: wrong.length }));
    return wrong.length === 0 && counts.paid > 0 ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

process.exit(await main());
