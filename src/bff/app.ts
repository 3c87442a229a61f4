/** Builds the BFF from its parts; runs nothing global. main.ts gives it the real world, tests give it another. */
import { createHmac } from 'node:crypto';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Send } from '../channels/port.ts';
import { accountsOf, withAll, withCurrent } from './channels/configured.ts';
import type { ConfiguredCard, ConfiguredChannel } from './channels/configured.ts';
import { channelHealth } from './channels/health.ts';
import type { ChannelHealth } from './channels/health.ts';
import { stamped } from './channels/stamped.ts';
import { randomText } from '../protocol/world.ts';
import type { ServerWorld } from '../protocol/world.ts';
import { openCards } from './secret-entry/wiring.ts';
import type { Settings } from './config/read.ts';
import { callbackRoutes } from './http/callbacks/callbacks.ts';
import { cashierRoutes } from './http/viewer/cashier.ts';
import { handleErrors } from './http/common/errors.ts';
import { healthRoutes } from './http/operator/health.ts';
import { headersFor, secureHeaders } from './http/common/headers.ts';
import { keysRoutes } from './http/viewer/keys.ts';
import { orderRoutes } from './http/merchant/orders.ts';
import { serverOptions } from './http/common/client-timeouts.ts';
import { limitRates } from './http/common/rates.ts';
import { pageFiles } from './http/common/files.ts';
import { unreadable } from './http/common/unreadable.ts';
import { noticePoster } from './merchants/post-notice.ts';
import type { Rules } from './payments/events.ts';
import type { Payment } from './payments/payment.ts';
import { channelRules } from './payments/channel-rules.ts';
import { paymentService } from './payments/engine/service.ts';
import type { Payments } from './payments/engine/service.ts';
import { TIMES } from './payments/schedules.ts';
import type { Times } from './payments/schedules.ts';
import { resume } from './payments/engine/resume.ts';
import { startWorkers, WORKER_DEFAULTS } from './payments/engine/workers.ts';
import type { Store } from './store/port.ts';
import { pageMaker } from './render/page.ts';
import { drawer } from './render/draw.ts';
import { langOf, unavailableStep } from './render/step.ts';
import type { StepDeps } from './render/step.ts';
import { waitingRoom } from './payments/engine/waiting.ts';

export interface BffDeps {
  settings: Settings;
  store: Store;
  channels: readonly ConfiguredChannel[];
  world: ServerWorld;
  /** For notices to merchants. */
  send: Send;
  logger: FastifyBaseLogger;
  /** A channel whose clock is too far from ours is not offered. */
  clock_off?: (channel: string) => 'card_clock_off' | undefined;
}

export interface Bff {
  app: FastifyInstance;
  payments: Payments;
  rules: Rules;
  health: ChannelHealth;
  /** Finishes requests in flight, lets waiting TVs go, stops workers at a safe point, closes the store. */
  stop(): Promise<void>;
}

/** Requests are small; a signed order is the largest. */
const BODY_MAX = 16 * 1024;

export function rulesOf({ config, number_key }: Settings, channels: BffDeps['channels']): Rules {
  return {
    times: { ...TIMES, ...config.times } as Times,
    prefix: config.prefix,
    channels: Object.fromEntries(channels.map((one) => [one.id, channelRules(one)])),
    derive: (text) => createHmac('sha256', number_key).update(text).digest('hex').slice(0, 29),
    attempts_max: config.attempts_max,
    attempts_hour_max: config.attempts_hour_max,
    recovering: false,
  };
}

export async function buildBff({ settings, store, channels: given, world, send, logger, clock_off }: BffDeps): Promise<Bff> {
  const { config, merchants } = settings;
  const now = () => world.now();
  const log: (level: 'info' | 'warn' | 'error', event: string, facts: object) => void = (level, event, facts) =>
    logger[level](facts, event);
  const health = channelHealth(world, config.health, (channel, down) =>
    logger[down ? 'error' : 'info']({ channel }, down ? 'channel.down' : 'channel.up'),
  );
  const channels = given.map((one) =>
    withCurrent(
      withAll(one, (account) => stamped(account, world.now)),
      (account) => health.watch(account),
    ),
  );
  const accounts = accountsOf(channels);
  const rules = rulesOf(settings, channels);
  const payments = paymentService(store, rules, world);
  const waiting = waitingRoom(store, world);
  const page = pageMaker(config);
  const onError = (error: unknown): void => logger.error({ err: error }, 'cards.failed');
  const card_channels = channels.filter((one): one is ConfiguredCard => one.kind === 'card');
  const langHere = (payment: Payment) => langOf({ merchants, lang: config.lang }, payment);
  const cards = openCards({ settings, store, payments, world, channels: card_channels, times: rules.times, langOf: langHere, onError });
  const step: StepDeps = {
    ...(cards ? { cards: cards.step } : {}),
    now,
    wall: world.wall,
    nonce: () => randomText(world.random, 16),
    merchants,
    channels: channels.map((one) => ({
      ...one,
      down: () => (health.isDown(one.id) ? 'channel_down' : one.kind === 'card' ? clock_off?.(one.id) : undefined),
    })),
    build: page.build,
    hotline: config.hotline,
    lang: config.lang,
    return_after_ms: config.return_after_ms,
  };

  const draw = drawer(step, cards?.tiles);

  const headers = headersFor(config.public_url);
  const { checkExpectation, ...refuseUnreadable } = unreadable(headers, config.lang);
  const app = Fastify({
    loggerInstance: logger,
    bodyLimit: BODY_MAX,
    trustProxy: config.trusted_proxies.length ? config.trusted_proxies : false,
    // Addresses hold order tokens: requests are logged by route, in the error handler, not by URL.
    logController: new LogController({ disableRequestLogging: true }),
    return503OnClosing: true,
    ...serverOptions(config.client_timeouts),
    ...refuseUnreadable,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, useDefaults: true } },
  }) as unknown as FastifyInstance;
  app.server.on('checkExpectation', checkExpectation);
  app.server.maxConnections = config.client_timeouts.connections_max;
  secureHeaders(app, headers);
  handleErrors(app, { lang: config.lang, page: (code, lang) => page.render(unavailableStep(step, code, lang)) });
  const rates = limitRates(app, config.rates, now);
  const common = { payments, merchants, waiting, now: world.wall };
  orderRoutes(app, {
    ...common,
    admit: rates.merchant,
    public_url: config.public_url,
    min_life_ms: rules.times.new_code_ms,
    answer_wait_ms: config.answer_wait_ms,
  });
  cashierRoutes(app, {
    payments,
    waiting,
    step,
    draw,
    hold_ms: config.hold_ms,
    answer_wait_ms: config.answer_wait_ms,
    ...(cards ? { cards: cards.routes(draw) } : {}),
    page: (one, payment, request) => page.render(one, { base: '/c/' + payment.order.token, elder: payment.order.elder, ...request }),
  });
  callbackRoutes(app, { payments, store, accounts, prefix: config.prefix, now, orphan_ms: config.orphan_ms, log });
  healthRoutes(app, store, () => waiting.closed);
  keysRoutes(app, { page, reports_dir: config.reports_dir, now: world.wall });
  await pageFiles(app, config);

  await resume({ store, payments, world, log });
  const workers = startWorkers(
    {
      store,
      world,
      payments,
      now,
      accounts,
      name: () => randomText(world.random, 16),
      lease_ms: rules.times.lease_ms,
      postNotice: noticePoster({ send, merchants, now: world.wall, timeout_ms: config.notice_timeout_ms, log }),
    },
    { ...WORKER_DEFAULTS, ...config.workers, onError: (error, job) => logger.error({ err: error, ...job }, 'worker.failed') },
  );

  return {
    app,
    payments,
    rules,
    health,
    async stop() {
      waiting.close();
      await app.close();
      await workers.stop();
      cards?.stop();
      health.stop();
      await Promise.all(channels.flatMap((one) => one.accounts.map((account) => account.stop())));
      await store.close();
    },
  };
}
