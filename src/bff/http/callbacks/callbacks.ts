/** Banks call here. Verified on raw bytes, committed, then acknowledged. Nothing that a header says decides anything. */
import Type from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RawCallback } from '../../../channels/port.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import type { Accounts } from '../../channels/configured.ts';
import type { CallbackGuard } from './callback-guard.ts';
import { take } from './take.ts';
import type { TakeDeps } from './take.ts';
import { unbooked } from './unreadable.ts';
import type { FlagNews } from './unreadable.ts';

export interface CallbackDeps extends Omit<TakeDeps, 'unbooked'> {
  accounts: Accounts;
  /** Where news that the books cannot take is flagged. */
  flag: FlagNews;
}

/** A callback is a few kilobytes. */
const BODY_MAX = 64 * 1024;

type ToChannel = FastifyRequest<{ Params: { channel: string } }>;

export function callbackRoutes(app: FastifyInstance, deps: CallbackDeps, guard: CallbackGuard): void {
  const parts: TakeDeps = { ...deps, unbooked: unbooked(deps.orphan_ms, deps.now, deps.flag) };
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_MAX }, (_request, body, done) => done(null, body));
    // Banks send forms and JSON under any type, a malformed one, or none; the framework would refuse some of them.
    scope.addHook('onRequest', async (request) => void (request.headers['content-type'] = 'application/octet-stream'));
    scope.addHook('onError', async (request, _reply, error) => {
      const { channel } = (request as ToChannel).params;
      // Ours (too fast, too many) are counted where they are made.
      if (error instanceof Refusal) return;
      const why = (error as { code?: string }).code ?? error.name;
      if (deps.accounts.of(channel).length > 0) guard.note(request.ip, { channel, kind: 'unread', why });
    });
    scope.post<{ Params: { channel: string } }>(
      '/callbacks/:channel',
      { schema: { params: Type.Object({ channel: Type.String({ maxLength: 20 }) }) }, bodyLimit: BODY_MAX },
      async (request, reply) => {
        const accounts = deps.accounts.of(request.params.channel);
        if (accounts.length === 0) throw new Refusal('PAGE_NOT_FOUND');
        const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        const raw = { headers: request.headers as RawCallback['headers'], body };
        const from = { address: request.ip, channel: request.params.channel };
        const { outcome, channel } = await guard.run(from, (log) => take({ ...parts, log }, accounts, raw));
        const answer = channel.reply(outcome === 'taken', raw);
        // What is not the bank's own is no failure of ours: 5xx only says "bring it again".
        const status = outcome === 'rejected' && answer.status >= 500 ? 400 : answer.status;
        return reply.status(status).type(answer.content_type).send(answer.body);
      },
    );
  });
}
