/** The BFF without a store, for `bench orders`: node e2e/bench/no-store-server.ts SETTINGS_FILE, the same file as the BFF's. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { buildBff } from '../../src/bff/app.ts';
import { scheduleClock } from '../../src/bff/clock.ts';
import { readSettings } from '../../src/bff/config/read.ts';
import type { ServerWorld } from '../../src/protocol/world.ts';
import { noStore } from './no-store.ts';

const world: ServerWorld = {
  ...scheduleClock({ wall: () => Date.now(), monotonic: () => performance.now() }),
  random: (length) => randomBytes(length),
  after: (ms, call) => {
    const timer = setTimeout(call, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};
const settings = readSettings(process.argv[2] ?? '', process.env, true);
const bff = await buildBff({
  settings,
  store: noStore(),
  channels: [],
  world,
  logger: pino({ level: 'silent' }),
  send: () => Promise.reject(new Error('nothing is sent here')),
});
await bff.app.listen({ host: settings.config.listen.host, port: settings.config.listen.port });
process.once('SIGTERM', () => void bff.stop().then(() => process.exit(0)));
