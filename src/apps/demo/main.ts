/** Starts the demo shop: the real clock, random, network and disk meet here. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LezhongPay } from '../../merchant-sdk/index.ts';
import { openBook } from './book.ts';
import { readConfig } from './config.ts';
import { shopServer } from './server.ts';

const HELP = `Demo shop
  node src/apps/demo/main.ts --config FILE
Environment: PORT`;

/** A port that was free a moment ago. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, host, () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => resolve(port));
      });
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean', default: false } } });
  if (values.help || !values.config) return void console.log(HELP);
  const config = readConfig(values.config, process.env);
  mkdirSync(config.data_dir, { recursive: true });
  const port = config.listen_port || (await freePort(config.listen_host));
  const public_url = config.public_url ?? 'http://127.0.0.1:' + port;
  const book = openBook(join(config.data_dir, 'shop.sqlite'));
  const server = shopServer({
    pay: new LezhongPay({ base_url: config.bff_url, merchant_id: config.merchant_id, keys: config.keys }),
    book,
    public_url,
    viewer: config.viewer,
    box: config.box,
    test_knobs: config.test_knobs,
    now: Date.now,
    random: () => randomBytes(8).toString('hex'),
    log: (event, facts) => console.log(JSON.stringify({ time: new Date().toISOString(), event, ...facts })),
  });
  server.listen(port, config.listen_host, () => console.log(JSON.stringify({ event: 'shop.open', url: public_url })));
  const stop = (): void => {
    server.close(() => {
      book.close();
      process.exit(0);
    });
    server.closeAllConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
