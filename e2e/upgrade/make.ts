/**
 * node e2e/upgrade/make.ts DIR
 * Writes a fixture: a database of this program and the simulators beside it, stopped in the middle of everything.
 */
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { writeBffConfig } from '../../src/start/configs.ts';
import { bankAt } from './bank.ts';
import { checkStates } from './check-states.ts';
import type { Fixture } from './fixture.ts';
import { arrange, arrangeForgotten } from './arrange.ts';
import { NOW, startBff, startSandbox } from './programs.ts';
import { save } from './save.ts';
import { BANKS_MAKING, MAKING, MAKING_MAX_MS, OPENED_AFTER_MS, OPENING } from './settings.ts';
import { startShop } from './shop.ts';
import { ORPHANS, QUESTIONS, SITUATIONS } from './situations.ts';
import { questionOf, viewerAt } from './viewer.ts';

const HELP = `node e2e/upgrade/make.ts DIR
  Writes a fixture into DIR, which must not exist. Needs the built page (npm run build) and loopback ports 47100 to 47120.
  Run it once for each format of the database, with the last program that writes that format; takes a minute.`;

const PORTS = { bff: 47_100, sandbox: 47_110, shop: 47_120 };

const { values, positionals } = parseArgs({ options: { help: { type: 'boolean', default: false } }, allowPositionals: true });
if (values.help || positionals.length !== 1) {
  console.log(HELP);
  process.exit(values.help ? 0 : 1);
}

async function main(out: string): Promise<void> {
  const made_at_ms = Date.now();
  const opened_at_ms = made_at_ms + OPENED_AFTER_MS;
  const data = mkdtempSync(join(tmpdir(), 'upgrade-'));
  const bff_url = 'http://127.0.0.1:' + PORTS.bff;
  const bff_file = join(data, 'bff.json');
  const database = join(data, 'bff', 'lezhong.db');
  const banks_file = join(data, 'banks.json');
  writeFileSync(banks_file, JSON.stringify(BANKS_MAKING));
  const shop = await startShop(PORTS.shop);
  const sandbox = await startSandbox({ data: join(data, 'sandbox'), config: banks_file, port_base: PORTS.sandbox }, NOW);
  const settings = (over: object): ReturnType<typeof writeBffConfig> =>
    writeBffConfig(data, { bff: bff_url, shop: shop.url, port: PORTS.bff }, { ...over, reports_dir: undefined });
  const key = settings(MAKING);
  const pay = new LezhongPay({ base_url: bff_url, merchant_id: 'demo', keys: [key] });
  shop.verifyWith(pay);
  const bank = bankAt('http://127.0.0.1:' + PORTS.sandbox);
  const program = { config: bff_file, url: bff_url };
  const urls = { return_url: shop.url + '/return', notify_url: shop.url + '/notices' };

  // Codes of a database that is lost afterwards: money under them has no order.
  let bff = await startBff(program, NOW);
  for (const { channel, amount_fen } of ORPHANS) {
    const made = await pay.createOrder({ order_no: 'lost-' + channel, amount_fen, subject: 'lost', ...urls, expires_at_ms: opened_at_ms });
    if (!made.ok) throw new Error(JSON.stringify(made));
    await viewerAt(bff_url, made.cashier_url).toCode(channel);
  }
  await bff.stop('SIGKILL');
  renameSync(join(data, 'bff'), join(data, 'lost'));

  bff = await startBff(program, NOW);
  const world = { bank, pay, shop, bff_url, urls, opened_at_ms };
  await arrange(world);
  // What is under way in either program comes to its place.
  await sleep(1_500);
  const told = Object.fromEntries(SITUATIONS.map(({ order_no }) => [order_no, Object.keys(shop.notices(order_no)).length]));
  const questions: Fixture['questions'] = {};
  for (const order_no of QUESTIONS) {
    const order = await pay.queryOrder(order_no);
    if (order.ok) questions[order_no] = questionOf(await viewerAt(bff_url, order.cashier_url).step());
  }
  await bff.stop('SIGKILL');

  // A refund between the backup and the loss.
  cpSync(join(data, 'bff'), join(data, 'backup'), { recursive: true });
  bff = await startBff(program, NOW);
  await arrangeForgotten(world);
  await bff.stop('SIGKILL');
  rmSync(join(data, 'bff'), { recursive: true });
  renameSync(join(data, 'backup'), join(data, 'bff'));

  await sandbox.stop();
  await shop.stop();
  if (Date.now() - made_at_ms > MAKING_MAX_MS) throw new Error('making took too long: work would be due too late');
  checkStates(database);
  settings(OPENING);
  save({ data, out, database, bff_file, root: resolve('.'), made_at_ms, opened_at_ms, ports: PORTS, told, questions });
  rmSync(data, { recursive: true, force: true });
}

await main(resolve(positionals[0] ?? ''));
process.exit(0);
