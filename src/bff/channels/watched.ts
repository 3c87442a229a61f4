/** The configured channels as the core calls them: answers are dated by our clock, and silent ones are counted. */
import type { FastifyBaseLogger } from 'fastify';
import type { World } from '../../protocol/world.ts';
import { withAll, withCurrent } from './configured.ts';
import type { ConfiguredChannel } from './configured.ts';
import { channelHealth } from './health.ts';
import type { ChannelHealth, HealthRules } from './health.ts';
import { stamped } from './stamped.ts';

export function watched(
  given: readonly ConfiguredChannel[],
  world: World,
  rules: HealthRules,
  logger: FastifyBaseLogger,
): { channels: ConfiguredChannel[]; health: ChannelHealth } {
  const health = channelHealth(world, rules, (channel, down) =>
    logger[down ? 'error' : 'info']({ channel }, down ? 'channel.down' : 'channel.up'),
  );
  const dated = given.map((one) => withAll(one, (account) => stamped(account, world.now)));
  return { health, channels: dated.map((one) => withCurrent(one, (account) => health.watch(account))) };
}
