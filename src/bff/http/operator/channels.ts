/** Channels: how they stand, pausing one, and offering it again. */
import type { FastifyInstance } from 'fastify';
import { OperatorRefusal } from '../../operators/refusal.ts';
import type { CommandDeps } from './deps.ts';
import { ActBody } from './schemas.ts';

export function channelCommands(app: FastifyInstance, deps: CommandDeps): void {
  const { pauses } = deps;
  const shown = (id: string) => {
    const channel = deps.channels().find((one) => one.id === id);
    if (!channel) {
      const ids = deps.channels().map((one) => one.id);
      throw new OperatorRefusal(
        'CHANNEL_NOT_FOUND',
        'There is no channel "' + id + '"; the settings have ' + (ids.join(', ') || 'none') + '.',
      );
    }
    return { ...channel, paused: pauses.isPaused(id) };
  };

  app.get('/channels', async () => ({ channels: deps.channels().map((one) => shown(one.id)) }));

  for (const [path, paused] of [
    ['/channels/pause', true],
    ['/channels/resume', false],
  ] as const)
    app.post<{ Body: ActBody }>(path, { schema: { body: ActBody } }, async ({ body: { id, actor } }) => {
      shown(id);
      await pauses.set(id, paused);
      deps.note(paused ? 'channel-pause' : 'channel-resume', actor, { channel: id });
      return { channel: shown(id) };
    });
}
