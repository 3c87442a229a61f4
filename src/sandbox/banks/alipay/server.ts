/** The gateway: merges query and form, checks, runs one call in one change, records it, signs the answer. */
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerDelay, faultOutcome } from '../../server/fault-outcome.ts';
import type { FaultOutcome } from '../../server/fault-outcome.ts';
import { joinForms } from '../../server/one-reading.ts';
import { hangUp, httpDate, recordCall, serverError } from '../../server/reply.ts';
import { gatewayError, rateLimited, systemError } from './answer.ts';
import type { AlipayAnswer } from './answer.ts';
import { bill, billByTicket } from './bill.ts';
import type { AlipayCall } from './call.ts';
import { cancel } from './cancel.ts';
import { close } from './close.ts';
import type { Context } from './context.ts';
import { responseName, signedEnvelope, unsignedError } from './envelope.ts';
import { gateProblem, unknownApp } from './request-check.ts';
import { precreate } from './prepay.ts';
import { query } from './query.ts';
import { refund } from './refund.ts';
import { refundQuery } from './refund-query.ts';
import { wap, wapLocation } from './wap.ts';
import type { Params } from './sign.ts';

const CALLS: readonly AlipayCall[] = [precreate, wap, query, close, cancel, refund, refundQuery, bill];

/** The gateway takes a parameter from the address or from the form, whichever has it. */
function mergedParams(request: FastifyRequest): Params | undefined {
  const target = new URL(request.raw.url ?? '/', 'http://sandbox').search.slice(1);
  return joinForms(target, typeof request.body === 'string' ? request.body : '');
}

function readBiz(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const biz = JSON.parse(text ?? '') as unknown;
    return typeof biz === 'object' && biz !== null && !Array.isArray(biz) ? (biz as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function runCall(context: Context, call: AlipayCall, params: Params, origin: string, fault: FaultOutcome): AlipayAnswer {
  if (fault === 'system-error') return systemError();
  if (fault === 'rate-limited') return rateLimited();
  const biz = readBiz(params['biz_content']);
  if (!biz) return gatewayError('40002', 'isv.invalid-parameter', 'biz_content');
  const request = {
    biz,
    notify_url: params['notify_url'] || undefined,
    certificate_mode: params['app_cert_sn'] !== undefined,
    origin,
  };
  const answer = context.db.change(() => call.run(context, request));
  return fault === 'system-error-after' ? { ...systemError(), about: answer.about } : answer;
}

function record(context: Context, call: string, answer: AlipayAnswer | undefined, fault: FaultOutcome): void {
  const outcome = answer ? [answer.body.code, answer.body.sub_code ?? ''].join(' ').trim() : 'none';
  recordCall(context, call, answer?.about ?? {}, outcome, fault);
}

async function serve(
  context: Context,
  call: AlipayCall,
  params: Params,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fault = faultOutcome(context, call.name);
  const untouched = fault === 'lost-before' || fault === 'error' || fault === 'unsigned-error';
  const answer = untouched ? undefined : runCall(context, call, params, `http://${request.headers.host ?? ''}`, fault);
  record(context, call.name, answer, fault);
  if (fault === 'lost-before') return hangUp(request, reply);
  if (fault === 'error') return serverError(reply);
  await answerDelay(context);
  if (!answer) return sendText(context, reply, unsignedError(systemError()));
  if (fault === 'lost-after') return hangUp(request, reply);
  if (call === wap) return sendPage(context, reply, answer, params['return_url']);
  const certificate_mode = params['app_cert_sn'] !== undefined;
  return sendText(context, reply, signedEnvelope(context, responseName(call.method), answer, certificate_mode, fault === 'bad-signature'));
}

/** For a payer's browser. */
function sendPage(context: Context, reply: FastifyReply, answer: AlipayAnswer, return_url: string | undefined): FastifyReply {
  const to = wapLocation(context.phoneUrl(), answer, return_url);
  if (to !== undefined) return reply.redirect(to, 302);
  return reply
    .type('text/html; charset=utf-8')
    .send(`<meta charset="utf-8"><p>${answer.body.sub_code ?? ''} ${answer.body.sub_msg ?? ''}</p>`);
}

function sendText(context: Context, reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html;charset=utf-8').header('Date', httpDate(context.world)).send(text);
}

/** A call the gateway refused is recorded by its own name all the same. */
function refuse(context: Context, reply: FastifyReply, call: AlipayCall | undefined, params: Params, answer: AlipayAnswer): FastifyReply {
  record(context, call?.name ?? params['method'] ?? '', answer, 'whole');
  if (!call) return sendText(context, reply, unsignedError(answer));
  return sendText(context, reply, signedEnvelope(context, responseName(call.method), answer, params['app_cert_sn'] !== undefined));
}

export function buildServer(context: Context): FastifyInstance {
  const app = fastify({ bodyLimit: 1_048_576 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.route({
    method: ['GET', 'POST'],
    url: '/gateway.do',
    handler: async (request, reply) => {
      const params = mergedParams(request);
      if (!params) return sendText(context, reply, unsignedError(gatewayError('40002', 'isv.invalid-parameter', '参数重复')));
      const call = CALLS.find((one) => one.method === params['method']);
      if (params['app_id'] && unknownApp(context, params)) {
        return sendText(context, reply, unsignedError(gatewayError('40002', 'isv.invalid-app-id', '无效的AppID参数')));
      }
      const problem = gateProblem(context, params);
      if (problem) return refuse(context, reply, call, params, problem);
      if (!call) return refuse(context, reply, call, params, gatewayError('40002', 'isv.invalid-method', '不存在的方法名'));
      return serve(context, call, params, request, reply);
    },
  });
  app.get('/bill', (request, reply) => {
    const file = billByTicket(context, (request.query as { ticket?: string }).ticket ?? '');
    return file ? reply.type('application/octet-stream').send(file) : reply.code(403).type('text/plain').send('expired');
  });
  return app;
}
