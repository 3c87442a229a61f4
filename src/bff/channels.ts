/** Which channels are on: removing one is deleting its folder and its line here. */
import type { FastifyBaseLogger } from 'fastify';
import { makeAlipay } from '../channels/alipay/index.ts';
import type { ChannelWorld, QrChannel } from '../channels/port.ts';
import { makeSend } from '../channels/send.ts';
import { makeWechat } from '../channels/wechat/index.ts';
import type { World } from '../protocol/world.ts';
import { ConfigError } from './config/error.ts';
import type { BffConfig } from './config/schema.ts';

const MAKERS = { wechat: makeWechat, alipay: makeAlipay };

/** Offered in this order. A channel whose keys cannot be read stops the start with a sentence. */
export function makeChannels(
  config: BffConfig,
  world: World,
  logger: FastifyBaseLogger,
): { channels: { [id: string]: QrChannel }; stop: () => Promise<void> } {
  const channels: { [id: string]: QrChannel } = {};
  const routes: (() => Promise<void>)[] = [];
  for (const [id, make] of Object.entries(MAKERS)) {
    const own = config.channels[id as keyof typeof MAKERS];
    if (!own) continue;
    const route = makeSend(own.proxy_url);
    routes.push(route.stop);
    const log: ChannelWorld['log'] = (level, event, facts) => logger[level]({ channel: id, ...facts }, event);
    try {
      channels[id] = (make as (config: unknown, world: ChannelWorld) => QrChannel)(own, {
        now: world.now,
        random: world.random,
        send: route.send,
        log,
      });
    } catch (error) {
      throw new ConfigError('The channel "' + id + '" cannot start: ' + (error as Error).message);
    }
  }
  return { channels, stop: async () => void (await Promise.all(routes.map((stop) => stop()))) };
}
