/** Starts the BFF: the real clock, random, network and disk meet here and nowhere else. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { ServerWorld } from '../protocol/world.ts';
import { buildBff } from './app.ts';
import { scheduleClock } from './clock.ts';
import { makeChannels } from './channels/registry.ts';
import { pooled } from './random.ts';
import { refuseMissingAccounts } from './channels/unsettled.ts';
import { ConfigError } from './config/error.ts';
import { checkPlaces, listenError, tryPort } from './config/places.ts';
import { readSettings } from './config/read.ts';
import type { Settings } from './config/read.ts';
import { makeNoticeSend } from './merchants/notice-send.ts';
import { StoreRefused } from './store/errors.ts';
import { socketPath } from './operators/socket-path.ts';
import { leaveSandbox, movableClock, openSandboxClock } from './sandbox-clock.ts';
import { openStore, probeStore } from './store/open.ts';

const HELP = `Lezhong Pay BFF
  node src/bff/main.ts --config FILE   start with these settings
    --sandbox    accept the sandbox's keys (the demo; never in production)
    --check      only check the settings
    --help       this text
Environment: LEZHONG_CONFIG LEZHONG_PUBLIC_URL LEZHONG_STORE LEZHONG_DATABASE LEZHONG_OPS_SOCKET LEZHONG_HOST LEZHONG_PORT,
  and the variables that secrets name.`;

/** Said to whoever logs by then. */
let onSetBack: (by_ms: number) => void = () => undefined;
/** Where several BFFs share a database, its clock is everybody's. */
let ahead_ms = 0;

/** Stands still but in a sandbox. */
const moved = movableClock();
const wall = (): number => Date.now() + ahead_ms;

const world: ServerWorld = {
  ...scheduleClock({ wall: () => wall() + moved.offset_ms(), monotonic: () => performance.now(), onSetBack: (by_ms) => onSetBack(by_ms) }),
  wall,
  random: pooled((length) => randomBytes(length)),
  after(delay_ms, call) {
    // Node turns longer delays into 1 ms; whoever asked looks again then.
    const timer = setTimeout(call, Math.min(delay_ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/** Nothing that could hold a secret is logged by intent; these are for what is logged by accident. */
const REDACT = ['req.headers.authorization', 'headers.authorization', '*.secret', '*.signature', '*.viewer_id', 'err.config'];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      config: { type: 'string' },
      sandbox: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void console.log(HELP);
  const file = values.config ?? process.env['LEZHONG_CONFIG'];
  if (!file) throw new ConfigError('No settings: give --config FILE or set LEZHONG_CONFIG. --help says more.');
  const settings = readSettings(file, process.env, values.sandbox);
  const { config } = settings;
  const logger = pino({ level: config.log_level, redact: { paths: REDACT, censor: '****' } });
  onSetBack = (by_ms) => logger.error({ by_ms }, 'clock.set-back');
  const banks = makeChannels(config, world, logger, { moved_ms: moved.offset_ms });
  // Windows has no Unix sockets: operators' commands are not served there.
  const socket = process.platform === 'win32' ? undefined : socketPath(config, process.platform);
  checkPlaces(config);
  const warnings = [...settings.warnings, ...banks.warnings];
  if (values.check) return void console.log(await checked(settings, warnings));
  for (const warning of warnings) logger.warn({ warning }, 'settings.warning');
  const store = await openStore(settings, world, {
    log: (level, event, facts) => logger[level](facts, event),
    clock: { own: () => Date.now(), tell: (ms) => void (ahead_ms = ms) },
  });
  const clock = values.sandbox ? await openSandboxClock(moved, world, store) : undefined;
  if (!clock) await leaveSandbox(store);
  banks.watch();
  await refuseMissingAccounts(store, banks.channels);
  const outside = makeNoticeSend(config.notice_private_allow ?? []);
  const bff = await buildBff({
    settings,
    store,
    channels: banks.channels,
    world,
    send: outside.send,
    logger,
    clock_off: (channel) => (banks.clocks.isOff(channel) ? 'card_clock_off' : undefined),
    ...(clock ? { sandbox: { clock, calling: banks.calling } } : {}),
  });
  if (socket !== undefined) await bff.operators.listen(socket);
  const { host, port } = config.listen;
  await bff.app.listen({ host, port }).catch(async (error: unknown) => {
    await bff.stop();
    throw listenError(config.listen, error);
  });

  const { scan_listen } = config;
  if (scan_listen)
    await bff.outside?.listen(scan_listen).catch(async (error: unknown) => {
      await bff.stop();
      throw listenError(scan_listen, error);
    });

  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'bff.stopping');
    bff
      .stop()
      .then(outside.stop)
      .then(banks.stop)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'bff.stop-failed');
          process.exit(1);
        },
      );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

/** Warnings, then the verdict. */
async function checked(settings: Settings, warnings: readonly string[]): Promise<string> {
  const port = await tryPort(settings.config.listen);
  const said = [...warnings, ...(await probeStore(settings)), ...(port === undefined ? [] : [port])].map((one) => 'Warning: ' + one);
  return [...said, 'The settings are right' + (said.length > 0 ? ', with ' + said.length + ' to look at.' : '.')].join('\n');
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError || error instanceof StoreRefused ? error.message : error);
  process.exit(1);
});
