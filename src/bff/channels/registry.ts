/** Which channels are on: removing one is deleting its folder and its line here. */
import type { FastifyBaseLogger } from 'fastify';
import { makeAlipay } from '../../channels/alipay/index.ts';
import type { Channel, ChannelWorld } from '../../channels/port.ts';
import { makeSend } from '../../channels/send.ts';
import { makeUnionpay } from '../../channels/unionpay/index.ts';
import { makeWechat } from '../../channels/wechat/index.ts';
import type { World } from '../../protocol/world.ts';
import { clockWatch } from './clock-skew.ts';
import type { ClockWatch } from './clock-skew.ts';
import { ConfigError } from '../config/error.ts';
import type { BffConfig } from '../config/schema.ts';

const MAKERS = { wechat: makeWechat, alipay: makeAlipay, unionpay: makeUnionpay };

export interface Channels {
  /** In the order they are offered. */
  channels: { [id: string]: Channel };
  clocks: ClockWatch;
  stop: () => Promise<void>;
}

/** A channel whose keys cannot be read stops the start with a sentence. */
export function makeChannels(config: BffConfig, world: World, logger: FastifyBaseLogger): Channels {
  const channels: { [id: string]: Channel } = {};
  const routes: (() => Promise<void>)[] = [];
  const clocks = clockWatch(world.now, config.cards?.clock_off_ms ?? 60_000, (channel, off_ms) =>
    logger.error({ channel, off_ms }, 'channel.clock-off'),
  );
  for (const [id, make] of Object.entries(MAKERS)) {
    const own = config.channels[id as keyof typeof MAKERS];
    if (!own) continue;
    const route = makeSend(own.proxy_url);
    routes.push(route.stop);
    const log: ChannelWorld['log'] = (level, event, facts) => logger[level]({ channel: id, ...facts }, event);
    try {
      channels[id] = (make as (config: unknown, world: ChannelWorld) => Channel)(own, {
        now: world.now,
        random: world.random,
        send: clocks.watch(id, route.send),
        log,
      });
    } catch (error) {
      throw new ConfigError('The channel "' + id + '" cannot start: ' + (error as Error).message);
    }
  }
  return { channels, clocks, stop: async () => void (await Promise.all(routes.map((stop) => stop()))) };
}
