/** Makes the configured banks: each with its accounts and outbound routes. */
import type { FastifyBaseLogger } from 'fastify';
import { CHANNELS } from '../../channels/index.ts';
import type { BankModule, CardModule, ChannelModule, ScanModule } from '../../channels/module.ts';
import { productOf } from '../../channels/module.ts';
import type { BankChannel, CardChannel, Channel, ChannelWorld, ScanChannel, Send } from '../../channels/port.ts';
import { makeSend } from '../../channels/shared/send.ts';
import type { CommonConfig } from '../../channels/shared/config.ts';
import type { ServerWorld } from '../../protocol/world.ts';
import { ConfigError } from '../config/error.ts';
import type { BffConfig, ChannelSettings } from '../config/schema.ts';
import { endings, endingSentence, watchEndings } from './certificates.ts';
import { clockWatch } from './clock-skew.ts';
import type { ClockWatch } from './clock-skew.ts';
import { configuredBank, configuredCard, configuredScan } from './configured.ts';
import type { ConfiguredChannel } from './configured.ts';

export interface Channels {
  /** Every configured bank, in the order of the list; not all are offered. */
  channels: readonly ConfiguredChannel[];
  clocks: ClockWatch;
  /** Sentences for the operator; none stops the start. */
  warnings: readonly string[];
  /** Looks once a day at what will end, until `stop`. */
  watch: () => void;
  stop: () => Promise<void>;
  /** Calls under way, to all banks. */
  calling: () => number;
}

export interface ChannelsOptions {
  modules?: readonly ChannelModule[];
  /** How far a sandbox's clock is ahead of real time; banks' Date headers are real time's. */
  moved_ms?: () => number;
}

/** An account whose keys cannot be read, or that stands there twice, stops the start with a sentence. */
export function makeChannels(
  config: BffConfig,
  world: Pick<ServerWorld, 'now' | 'wall' | 'random' | 'after'>,
  logger: FastifyBaseLogger,
  { modules = CHANNELS, moved_ms = () => 0 }: ChannelsOptions = {},
): Channels {
  const routes: (() => Promise<void>)[] = [];
  let calling = 0;
  const counted =
    (send: Send): Send =>
    (request) => {
      calling += 1;
      return send(request).finally(() => (calling -= 1));
    };
  const clocks = clockWatch(
    () => world.now() - moved_ms(),
    config.cards?.clock_off_ms ?? 60_000,
    (channel, off_ms) => logger.error({ channel, off_ms }, 'channel.clock-off'),
  );

  function account(module: ChannelModule, settings: CommonConfig): Channel {
    const route = makeSend(settings.proxy_url);
    routes.push(route.stop);
    const log: ChannelWorld['log'] = (level, event, facts) => logger[level]({ channel: module.id, ...facts }, event);
    try {
      return module.make(settings, {
        now: world.wall,
        stamp: () => world.wall() + moved_ms(),
        random: world.random,
        send: clocks.watch(module.id, counted(route.send)),
        log,
      });
    } catch (error) {
      throw new ConfigError('The channel "' + module.id + '" cannot start: ' + (error as Error).message);
    }
  }

  const channels = modules.flatMap((module): ConfiguredChannel[] => {
    const settings = config.channels[module.id];
    if (!settings) return [];
    const { older, ...current } = settings;
    const accounts = [account(module, current), ...older.map((one) => account(module, one))] as const;
    refuseTwice(module.id, accounts);
    return [configured(module, settings, accounts)];
  });
  let unwatch = (): void => undefined;
  return {
    channels,
    clocks,
    calling: () => calling,
    warnings: [...channels.flatMap(ownWarnings), ...endings(channels, world.now()).map(endingSentence)],
    watch: () => void (unwatch = watchEndings(channels, world, (level, event, facts) => logger[level](facts, event))),
    stop: async () => {
      unwatch();
      await Promise.all(routes.map((stop) => stop()));
    },
  };
}

function ownWarnings({ id, accounts }: ConfiguredChannel): string[] {
  return accounts.flatMap((account) => account.warnings.map((one) => `The channel "${id}" (account ${account.acquirer_id}): ${one}`));
}

/** A module makes channels of the kind of its product: ChannelModule says so. */
function configured(listed: ChannelModule, settings: ChannelSettings, accounts: readonly Channel[]): ConfiguredChannel {
  const { enabled, schedules } = settings;
  const module: ChannelModule = { ...listed, texts: listed.textsOf?.(settings as never) ?? listed.texts };
  const own = { enabled, schedules };
  switch (productOf(module).kind) {
    case 'scan':
      return configuredScan(module as ScanModule, { ...own, accounts: accounts as readonly [ScanChannel] });
    case 'card':
      return configuredCard(module as CardModule, { ...own, accounts: accounts as readonly [CardChannel] });
    case 'bank':
      return configuredBank(module as BankModule, { ...own, accounts: accounts as readonly [BankChannel] });
  }
}

function refuseTwice(id: string, accounts: readonly Channel[]): void {
  const ids = accounts.map((one) => one.acquirer_id);
  const twice = ids.find((one, i) => ids.indexOf(one) !== i);
  if (twice === undefined) return;
  throw new ConfigError('The channel "' + id + '" names the account ' + twice + ' twice: keep it once, beside or under "older".');
}
