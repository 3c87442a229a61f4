/** Banks call here. Verified on raw bytes, committed, then acknowledged. Nothing that a header says decides anything. */
import Type from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RawCallback } from '../../../channels/port.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import type { Accounts } from '../../channels/configured.ts';
import { alarms } from './alarms.ts';
import { take } from './take.ts';
import type { TakeDeps } from './take.ts';
import { unbooked } from './unreadable.ts';
import type { FlagNews } from './unreadable.ts';

export interface CallbackDeps extends Omit<TakeDeps, 'alarm' | 'unbooked'> {
  accounts: Accounts;
  /** Where news that the books cannot take is flagged; without it such news is never acknowledged. */
  flag?: FlagNews;
}

/** A callback is a few kilobytes. */
const BODY_MAX = 64 * 1024;

type ToChannel = FastifyRequest<{ Params: { channel: string } }>;

export function callbackRoutes(app: FastifyInstance, deps: CallbackDeps): void {
  const parts: TakeDeps = { ...deps, alarm: alarms(deps.log, deps.now), unbooked: unbooked(deps.orphan_ms, deps.now, deps.flag) };
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_MAX }, (_request, body, done) => done(null, body));
    // Banks send forms and JSON under any type, a malformed one, or none; the framework would refuse some of them.
    scope.addHook('onRequest', async (request) => void (request.headers['content-type'] = 'application/octet-stream'));
    scope.addHook('onError', async (request, _reply, error) => {
      const { channel } = (request as ToChannel).params;
      const [known] = deps.accounts.of(channel);
      const why = error instanceof Refusal ? error.code : ((error as { code?: string }).code ?? error.name);
      if (known) parts.alarm('error', channel + ' ' + why, { channel, kind: 'unread', why });
    });
    scope.post<{ Params: { channel: string } }>(
      '/callbacks/:channel',
      { schema: { params: Type.Object({ channel: Type.String({ maxLength: 20 }) }) }, bodyLimit: BODY_MAX },
      async (request, reply) => {
        const accounts = deps.accounts.of(request.params.channel);
        const [channel] = accounts;
        if (!channel) throw new Refusal('PAGE_NOT_FOUND');
        const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        const outcome = await take(parts, accounts, { headers: request.headers as RawCallback['headers'], body });
        const answer = channel.reply(outcome === 'taken');
        // What is not the bank's own is no failure of ours: 5xx only says "bring it again".
        const status = outcome === 'rejected' && answer.status >= 500 ? 400 : answer.status;
        return reply.status(status).type(answer.content_type).send(answer.body);
      },
    );
  });
}
