/** One of the two contestants of `bench orders`, as a process of its own: argv[2] is a database file or "none". Prints its port. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { buildBff } from '../../src/bff/app.ts';
import { HEALTH } from '../../src/bff/channels/health.ts';
import type { BffConfig } from '../../src/bff/config/schema.ts';
import { openSqlite } from '../../src/bff/store/sqlite/sqlite.ts';
import { KEY, MERCHANT } from './orders-client.ts';
import { noStore } from './no-store.ts';

const page_dir = mkdtempSync(join(tmpdir(), 'bench-page-'));
for (const name of ['index.html', 'keys.html']) writeFileSync(join(page_dir, name), '{{boot}}');
writeFileSync(join(page_dir, 'manifest.json'), JSON.stringify({ build: 'b', html: 'index.html', keys_html: 'keys.html' }));

const world = {
  now: () => Date.now(),
  random: (length: number) => randomBytes(length),
  after: (ms: number, call: () => void) => {
    const timer = setTimeout(call, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};
const config = {
  public_url: 'http://127.0.0.1',
  trusted_proxies: [],
  page_dir,
  keymaps_dir: 'public/keymaps',
  hotline: '',
  lang: 'zh-CN',
  elder: false,
  prefix: 'BEN',
  hold_ms: 1000,
  answer_wait_ms: 0,
  return_after_ms: 0,
  orphan_ms: 0,
  notice_timeout_ms: 1000,
  attempts_max: 30,
  attempts_hour_max: 10,
  rates: Object.fromEntries(['address', 'order', 'merchant'].map((by) => [by, { per_s: 0, burst: 1 }])),
  health: HEALTH,
} as unknown as BffConfig;
const file = process.argv[2] ?? 'none';
const merchant = {
  id: MERCHANT,
  name: 'x',
  app_name: 'x',
  enabled: true,
  keys: [KEY],
  return_allow: ['http://shop.example/'],
  notify_allow: ['http://shop.example/'],
};
const bff = await buildBff({
  settings: { config, merchants: new Map([[MERCHANT, merchant]]), number_key: 'bench', warnings: [] },
  store: file === 'none' ? noStore() : openSqlite({ file, now: world.now }),
  channels: [],
  world,
  logger: pino({ level: 'silent' }),
  send: () => Promise.reject(new Error('nothing is sent here')),
});
await bff.app.listen({ host: '127.0.0.1', port: 0 });
console.log((bff.app.server.address() as { port: number }).port);
process.once('SIGTERM', () => void bff.stop().then(() => process.exit(0)));
