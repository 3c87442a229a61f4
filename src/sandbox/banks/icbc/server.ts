/** The gateway: checks, runs one call in one change, records it, signs the answer. */
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerDelay, faultOutcome } from '../../server/fault-outcome.ts';
import type { FaultOutcome } from '../../server/fault-outcome.ts';
import { hangUp, httpDate, recordCall, serverError } from '../../server/reply.ts';
import { refuse } from './answer.ts';
import type { IcbcAnswer } from './answer.ts';
import type { IcbcCall } from './call.ts';
import type { Context } from './context.ts';
import { signedAnswer, unsignedAnswer } from './envelope.ts';
import { confirm } from './direct/confirm.ts';
import { methods } from './direct/methods.ts';
import { prepare } from './direct/prepare.ts';
import { readBiz } from './fields.ts';
import type { Biz } from './fields.ts';
import { prepay } from './prepay.ts';
import { queryOrClose } from './query.ts';
import { refundQuery } from './refund-query.ts';
import { refund } from './refund.ts';
import { buildRequestCheck, readForm } from './request-check.ts';
import type { Params } from './sign.ts';

const CALLS: readonly IcbcCall[] = [prepay, queryOrClose, refund, refundQuery, methods, prepare, confirm];

function record(context: Context, name: string, answer: IcbcAnswer | undefined, fault: FaultOutcome): void {
  recordCall(context, name, answer?.about ?? {}, answer ? String(answer.return_code) : 'none', fault);
}

function sendText(context: Context, reply: FastifyReply, text: string): FastifyReply {
  return reply.type('application/json;charset=UTF-8').header('Date', httpDate(context.world)).send(text);
}

function runCall(context: Context, call: IcbcCall, biz: Biz, fault: FaultOutcome): IcbcAnswer {
  if (fault === 'system-error') return refuse('unknown_result');
  if (fault === 'rate-limited') return refuse('access_refused');
  const answer = context.db.change(() => call.run(context, biz));
  return fault === 'system-error-after' ? refuse('unknown_result', answer.about) : answer;
}

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
  msg_id: string;
}

async function serve(context: Context, call: IcbcCall, biz: Biz, { request, reply, msg_id }: Exchange): Promise<FastifyReply> {
  const name = call.name(biz);
  const fault = faultOutcome(context, name);
  const untouched = fault === 'lost-before' || fault === 'error' || fault === 'unsigned-error';
  const answer = untouched ? undefined : runCall(context, call, biz, fault);
  record(context, name, answer, fault);
  if (fault === 'lost-before') return hangUp(request, reply);
  if (fault === 'error') return serverError(reply);
  await answerDelay(context);
  const late_ms = answer?.delay_ms ?? 0;
  if (late_ms > 0) await new Promise<void>((resolve) => void context.world.after(late_ms, resolve));
  if (!answer) return sendText(context, reply, unsignedAnswer(refuse('unknown_result'), msg_id));
  if (fault === 'lost-after') return hangUp(request, reply);
  return sendText(context, reply, signedAnswer(context, answer, msg_id, fault === 'bad-signature'));
}

export function buildServer(context: Context): FastifyInstance {
  const app = fastify({ bodyLimit: 1_048_576 });
  const requests = buildRequestCheck(context);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  async function handle(call: IcbcCall, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const params: Params | undefined = readForm(typeof request.body === 'string' ? request.body : '');
    const msg_id = params?.['msg_id'] ?? '';
    const checked = params ? requests.check(call, params) : refuse('not_encoded');
    if ('biz' in checked) return serve(context, call, checked.biz, { request, reply, msg_id });
    record(context, call.name(readBiz(params?.['biz_content'] ?? '') ?? {}), checked, 'whole');
    return sendText(context, reply, signedAnswer(context, checked, msg_id));
  }

  for (const call of CALLS) app.post(call.path, (request, reply) => handle(call, request, reply));
  app.setNotFoundHandler((_request, reply) => sendText(context, reply, signedAnswer(context, refuse('access_refused', {}, 'api'), '')));
  return app;
}
