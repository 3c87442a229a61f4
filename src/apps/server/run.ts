/** Runs an app's server: the real clock, random, network and disk meet here. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LezhongPay } from '../../merchant-sdk/index.ts';
import { readAppConfig } from './config.ts';
import type { AppConfig } from './config.ts';
import { makePage } from './page.ts';
import { makeShop } from './shop.ts';
import { openAppClock } from './sandbox-clock.ts';
import type { AppKind } from './shop-parts.ts';

export interface AppProgram {
  app: string;
  /** Of the page's tab. */
  title: string;
  kind(config: AppConfig, file: string): AppKind;
}

export const log = (event: string, facts: { [name: string]: string | number }): void =>
  console.log(JSON.stringify({ time: new Date().toISOString(), event, ...facts }));

/** 80 bits in letters and digits that TVs show apart. */
export const randomText = (): string => {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  return [...randomBytes(16)].map((byte) => letters[byte & 31]).join('');
};

export async function runApp({ app, title, kind }: AppProgram): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean', default: false } } });
  if (values.help || !values.config)
    return void console.log(title + '\n  node src/apps/' + app + '/main.ts --config FILE\nEnvironment: PORT');
  try {
    await open({ app, title, kind }, values.config);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function open({ app, title, kind }: AppProgram, file: string): Promise<void> {
  const config = readAppConfig(file, process.env);
  mkdirSync(config.data_dir, { recursive: true });
  const pay = new LezhongPay({ base_url: config.bff_url, merchant_id: config.merchant_id, keys: config.keys });
  const after = (delay_ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, delay_ms);
    return () => clearTimeout(timer);
  };
  const clock = config.sandbox_clock ? openAppClock(join(config.data_dir, 'clock.json'), Date.now) : undefined;
  const shop = makeShop(
    {
      db_file: join(config.data_dir, app + '.sqlite'),
      pay,
      page: makePage({ app, title, page_dir: config.page_dir }),
      public_url: config.public_url,
      home_url: config.home_url,
      portal_secret: config.portal_secret,
      test_knobs: config.test_knobs,
      world: { now: clock?.now ?? Date.now, wall: Date.now, after, log },
      ...(clock ? { clock } : {}),
      random: randomText,
      tellDelivered: async ({ order_no }) => {
        const told = await pay.delivered(order_no);
        // Refused, it would be refused again.
        return told.ok || told.kind === 'refused';
      },
    },
    kind(config, file),
  );
  await new Promise<void>((ready) => shop.server.listen(config.listen_port, config.listen_host, ready));
  shop.start();
  log(app + '.open', { url: config.public_url });
  const stop = (): void => void shop.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
