/** Builds the BFF from its parts; runs nothing global. main.ts gives it the real world, tests give it another. */
import { httpServer } from './http/common/server.ts';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Send } from '../channels/port.ts';
import { accountsOf } from './channels/configured.ts';
import type { ConfiguredChannel } from './channels/configured.ts';
import type { ChannelHealth } from './channels/health.ts';
import { watched } from './channels/watched.ts';
import type { Lang } from '../protocol/order.ts';
import type { RefusalCode } from '../protocol/refusal.ts';
import { randomText } from '../protocol/world.ts';
import type { ServerWorld } from '../protocol/world.ts';
import { openCards } from './secret-entry/wiring.ts';
import type { Settings } from './config/read.ts';
import { openCallbacks } from './http/callbacks/open.ts';
import { addressShower } from './http/common/client-address.ts';
import { summedLog } from './http/common/summed-log.ts';
import { publicListener } from './http/common/public-listener.ts';
import type { PublicListener } from './http/common/public-listener.ts';
import { openPhones } from './http/phone/open.ts';
import type { Phones } from './http/phone/open.ts';
import { cashierRoutes } from './http/viewer/cashier.ts';
import type { CashierDeps } from './http/viewer/cashier.ts';
import { handleErrors } from './http/common/errors.ts';
import { healthRoutes } from './http/operator/health.ts';
import { keysRoutes } from './http/viewer/keys.ts';
import { openMerchantSide } from './http/merchant/open.ts';
import { warnOfOneAddress } from './http/common/one-address.ts';
import { limitRates } from './http/common/rates.ts';
import { pageFiles } from './http/common/files.ts';
import { openMerchants } from './merchants/open.ts';
import type { Rules } from './payments/events.ts';
import type { Payment } from './payments/payment.ts';
import { orphanService } from './payments/engine/orphans.ts';
import type { Orphans } from './payments/engine/orphans.ts';
import { paymentService } from './payments/engine/service.ts';
import type { Payments } from './payments/engine/service.ts';
import { resume } from './payments/engine/resume.ts';
import { startWorkers, WORKER_DEFAULTS } from './payments/engine/workers.ts';
import { rulesOf } from './rules.ts';
import type { Live } from './rules.ts';
import type { SandboxClock } from './sandbox-clock.ts';
import type { Store } from './store/port.ts';
import { openAccounts } from './viewers/accounts/open.ts';
import { reissue } from './viewers/accounts/reissued.ts';
import { newsOfOrders } from './viewers/accounts/told.ts';
import type { ResetNews } from './viewers/accounts/told.ts';
import { viewerBoxes } from './viewers/boxes.ts';
import { guards } from './viewers/accounts/guards.ts';
import { openViewers } from './viewers/open.ts';
import { openOperators } from './http/operator/open.ts';
import type { Operators } from './http/operator/open.ts';
import { applyRestore } from './operators/apply-restore.ts';
import { loadPauses } from './operators/pauses.ts';
import { loadStanding } from './operators/recovering.ts';
import { pageMaker } from './render/page.ts';
import type { PageMaker } from './render/page.ts';
import type { ScanCodes } from './payments/scan-codes.ts';
import { drawer } from './render/draw.ts';
import type { DrawStep } from './render/draw.ts';
import { langOf, leftAlone } from './render/step.ts';
import { unavailableStep } from './render/unavailable-step.ts';
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
  /** Of a sandbox: its clock, and how many calls to banks are under way. */
  sandbox?: { clock: SandboxClock; calling: () => number };
  /** Instead of those of number_key; for tests. */
  scan_codes?: ScanCodes;
}

export interface Bff {
  app: FastifyInstance;
  payments: Payments;
  rules: Rules;
  health: ChannelHealth;
  /** Phones' pages and banks' callbacks alone; where scan_listen is set. */
  outside?: PublicListener;
  /** Their commands; nobody can send any before `listen`. */
  operators: Operators;
  /** Finishes requests in flight, lets waiting TVs go, stops workers at a safe point, closes the store. */
  stop(): Promise<void>;
}

/** What drawing a step needs; whether a channel is offered or down is asked anew each time. */
function stepDeps(of: {
  settings: Settings;
  world: ServerWorld;
  channels: readonly ConfiguredChannel[];
  health: ChannelHealth;
  clock_off: BffDeps['clock_off'];
  isOffered: Live['isOffered'];
  cards: StepDeps['cards'];
  build: string;
  phones: Phones | undefined;
  hidesCode: NonNullable<StepDeps['hidesCode']>;
  canAsk: StepDeps['canAsk'];
  news: ResetNews | undefined;
  onError: (error: unknown) => void;
}): StepDeps {
  const { config, merchants } = of.settings;
  return {
    ...(of.cards ? { cards: of.cards } : {}),
    ...(of.phones ? { phone_code: of.phones.code, keypad: of.phones.keypad } : {}),
    hidesCode: of.hidesCode,
    ...(of.canAsk ? { canAsk: of.canAsk } : {}),
    ...(of.news ? { news: newsOfOrders(of.news, of.onError) } : {}),
    now: () => of.world.now(),
    wall: of.world.wall,
    nonce: () => randomText(of.world.random, 16),
    merchants,
    channels: of.channels.map((one) => ({
      ...one,
      get enabled() {
        return of.isOffered(one);
      },
      down: () => (of.health.isDown(one.id) ? 'channel_down' : one.kind === 'card' ? of.clock_off?.(one.id) : undefined),
    })),
    build: of.build,
    hotline: config.hotline,
    lang: config.lang,
    return_after_ms: config.return_after_ms,
  };
}

/** A TV that gets a step with the order's code shows it; a phone that gets it does not. */
function drawers(drawn: DrawStep, store: Pick<Store, 'shown'>, now: () => number): { drawn: DrawStep; draw: DrawStep } {
  const draw: DrawStep = async (payment) => {
    const step = await drawn(payment);
    // Its phones wait for the next poll where it cannot be told.
    if (step.kind === 'choose' && step.qr) void store.shown(payment.order.id, now()).catch(() => undefined);
    return step;
  };
  return { drawn, draw };
}

function cashierPage(page: PageMaker, step: StepDeps): CashierDeps['page'] {
  return (one, payment, request) => {
    const { token, elder, modes } = payment.order;
    return page.render(one, { base: '/c/' + token, left: leftAlone(step, payment), elder, ...(modes ? { modes } : {}), ...request });
  };
}

/** What is due is done by them, as this process. */
function workersOf(of: {
  settings: Settings;
  store: Store;
  world: ServerWorld;
  payments: Payments;
  rules: Rules;
  orphans: Orphans;
  accounts: Parameters<typeof startWorkers>[0]['accounts'];
  postNotice: Parameters<typeof startWorkers>[0]['postNotice'];
  logger: FastifyBaseLogger;
}): ReturnType<typeof startWorkers> {
  const { settings, store, world, payments, rules, orphans, accounts, postNotice, logger } = of;
  const { lease_ms } = rules.times;
  const onError = (error: unknown, job: { order_id: string; key: string }): void => logger.error({ err: error, ...job }, 'worker.failed');
  const now = (): number => world.now();
  const name = (): string => randomText(world.random, 16);
  return startWorkers(
    { store, world, payments, orphans, now, accounts, name, lease_ms, postNotice },
    { ...WORKER_DEFAULTS, ...settings.config.workers, lease_ms, onError },
  );
}

export async function buildBff(deps: BffDeps): Promise<Bff> {
  const { settings, store, world, send, logger, clock_off, sandbox, scan_codes } = deps;
  const { config, merchants } = settings;
  const now = () => world.now();
  const business = sandbox?.clock.business ?? world;
  const log: (level: 'info' | 'warn' | 'error', event: string, facts: object) => void = (level, event, facts) =>
    logger[level](facts, event);
  const { channels, health } = watched(deps.channels, world, config.health, logger);
  const acquirers = accountsOf(channels);
  const onError = (error: unknown): void => logger.error({ err: error }, 'background.failed');
  const opened = await openMerchants(settings, store, world, onError);
  const standing = await loadStanding(store);
  const pauses = await loadPauses(store);
  const isOffered: Live['isOffered'] = ({ id, enabled }) => enabled && !pauses.isPaused(id);
  const rules = rulesOf(settings, channels, { standing, isOffered });
  const payments = paymentService(store, rules, business);
  const orphans = orphanService(store, rules, world);
  const waiting = waitingRoom(store, world);
  const page = pageMaker(config);
  const langHere = (payment: Payment) => langOf({ merchants, lang: config.lang }, payment);
  const guard = guards(store, rules);
  const { accounts, news, phones: viewer_phones, consents, canAsk } = settings.cards ? openAccounts(settings, store, world, send) : {};
  const boxes = viewerBoxes({ store, viewerKey: rules.viewerKey, now });
  const base = { settings, store, payments, world, channels };
  const typed = { ...base, times: rules.times, accounts, consents, isRemoved: boxes.isRemoved, langOf: langHere };
  const cards = openCards({ ...typed, onError: (error) => logger.error({ err: error }, 'cards.failed') });
  const phones = openPhones(settings, world, { channels, isOffered, rules }, cards, scan_codes);
  const step = stepDeps({
    ...base,
    health,
    clock_off,
    isOffered,
    cards: cards?.step,
    build: page.build,
    phones,
    hidesCode: guard.hides,
    canAsk,
    news,
    onError,
  });
  const { drawn, draw } = drawers(drawer(step, cards?.tiles), store, now);

  const refused = (code: RefusalCode, lang: Lang): string => page.render(unavailableStep(step, code, lang));
  const newId = (): string => randomText(world.random, 16);
  const app = httpServer(config, logger, { newId, page: () => refused('BODY_BAD', config.lang) });
  const summed = summedLog(log, world.after);
  const shown = addressShower(config.log_addresses);
  handleErrors(app, { lang: config.lang, page: refused, summed, shown });
  warnOfOneAddress(app, config.trusted_proxies, log);
  const admit = limitRates(app, config.rates, now).merchant;
  const core = { settings, store, payments, rules, world, standing };
  const forgotten = reissue({ store, world, viewerKey: rules.viewerKey, cards: cards?.remembered });
  const side = { ...core, business, waiting, send, log, onError, admit, reissue: forgotten };
  const { postNotice, lanes } = await openMerchantSide(app, side);
  cashierRoutes(app, {
    payments,
    waiting,
    step,
    draw,
    hold_ms: config.hold_ms,
    answer_wait_ms: config.answer_wait_ms,
    ...(cards ? { cards: cards.routes(draw) } : {}),
    page: cashierPage(page, step),
  });
  const viewers = { ...base, cards, accounts, boxes, news, phones: viewer_phones, viewerKey: rules.viewerKey };
  openViewers(app, viewers);
  const told = { payments, store, waiting, rules, guards: guard, merchants, channels, accounts: acquirers, now };
  await phones?.routes(app, { ...told, draw: drawn, isOffered, isDown: health.isDown, langOf: langHere });
  openCallbacks(app, { settings, store, payments, orphans, acquirers, now, log, summed, shown });
  healthRoutes(app, store, () => waiting.closed);
  keysRoutes(app, { page, reports_dir: config.reports_dir, now: world.wall });
  await pageFiles(app, config);

  await resume({ store, payments, world, log });
  await applyRestore(store, payments, standing);
  await lanes.resume();
  const workers = workersOf({ ...core, orphans, accounts: acquirers, postNotice, logger });
  sandbox?.clock.onMove(workers.look);
  const outside = config.scan_listen ? publicListener(app, config.client_timeouts) : undefined;
  const operators = openOperators({
    ...core,
    accounts,
    merchants: opened,
    pauses,
    postNotice,
    logger,
    health,
    clock_off,
    channels,
    clock: sandbox && { ...sandbox, workers },
  });

  const parts = { app, payments, rules, health, operators };
  return {
    ...parts,
    ...(outside ? { outside } : {}),
    async stop() {
      waiting.close();
      lanes.stop();
      opened.directory.stop();
      await operators.close();
      await outside?.close();
      await app.close();
      summed.stop();
      await workers.stop();
      cards?.stop();
      health.stop();
      await Promise.all(channels.flatMap((one) => one.accounts.map((account) => account.stop())));
      await store.close();
    },
  };
}
