/** The APIv3 listener: authorises, runs one call in one change, records it, signs the answer. */
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerDelay, faultOutcome } from '../../server/fault-outcome.ts';
import type { FaultOutcome } from '../../server/fault-outcome.ts';
import { hangUp, httpDate, recordCall } from '../../server/reply.ts';
import { letters } from '../../server/random.ts';
import { fail } from './answer.ts';
import type { WechatAnswer } from './answer.ts';
import { buildGate } from './request-check.ts';
import { billDownload, tradeBill } from './bill.ts';
import type { WechatCall, WechatRequest } from './call.ts';
import { certificates } from './certificates.ts';
import { close } from './close.ts';
import type { Context } from './context.ts';
import { addSignIn } from './sign-in.ts';
import { prepay, prepayJsapi } from './prepay.ts';
import { query, queryById } from './query.ts';
import { refund } from './refund.ts';
import { refundAbnormal } from './refund-abnormal.ts';
import { refundQuery } from './refund-query.ts';
import { signedHeaders, spoil } from './envelope.ts';

const CALLS: readonly WechatCall[] = [
  prepay,
  prepayJsapi,
  query,
  queryById,
  close,
  refund,
  refundQuery,
  refundAbnormal,
  certificates,
  tradeBill,
  billDownload,
];

const UNTOUCHED: Partial<Record<FaultOutcome, () => WechatAnswer>> = {
  error: () => fail('SYSTEM_ERROR', '系统繁忙，请稍后再试'),
  'system-error': () => fail('SYSTEM_ERROR', '系统异常，请使用相同参数稍后重新调用'),
  'rate-limited': () => fail('FREQUENCY_LIMITED', '频率超限'),
};

function parseBody(raw: Buffer): { ok: true; body: unknown } | { ok: false } {
  if (raw.length === 0) return { ok: true, body: undefined };
  try {
    return { ok: true, body: JSON.parse(raw.toString('utf8')) as unknown };
  } catch {
    return { ok: false };
  }
}

function runCall(context: Context, call: WechatCall, request: FastifyRequest, raw: Buffer, fault: FaultOutcome): WechatAnswer {
  const untouched = UNTOUCHED[fault];
  if (untouched) return untouched();
  const parsed = parseBody(raw);
  if (!parsed.ok) return fail('PARAM_ERROR', '请求体不是合法的JSON');
  const read: WechatRequest = {
    path: request.params as Record<string, string>,
    query: new URL(request.raw.url ?? '/', 'http://sandbox').searchParams,
    origin: `http://${request.headers.host ?? ''}`,
    body: parsed.body,
  };
  const answer = context.db.change(() => call.run(context, read));
  return fault === 'system-error-after' ? { ...fail('SYSTEM_ERROR', '系统异常，请使用相同参数稍后重新调用'), about: answer.about } : answer;
}

function record(context: Context, call: string, answer: WechatAnswer, fault: FaultOutcome): void {
  const code = (answer.body as { code?: string } | undefined)?.code;
  const outcome = answer.status < 300 ? String(answer.status) : `${answer.status} ${code}`;
  recordCall(context, call, answer.about, outcome, fault);
}

function send(context: Context, request: FastifyRequest, reply: FastifyReply, answer: WechatAnswer, fault: FaultOutcome): FastifyReply {
  if (answer.file) return reply.type('application/octet-stream').send(answer.file);
  const body = answer.body ? JSON.stringify(answer.body) : '';
  const headers = signedHeaders(context, body, request.headers['wechatpay-serial']?.toString());
  if (fault === 'bad-signature') headers['Wechatpay-Signature'] = spoil(headers['Wechatpay-Signature'] ?? '');
  const id = `${letters(context.world.random, 16, '0123456789ABCDEF')}-${answer.detail}`;
  void reply.code(answer.status).headers({ ...headers, 'Request-ID': id, Date: httpDate(context.world) });
  return answer.body ? reply.type('application/json; charset=utf-8').send(body) : reply.send();
}

/** Heads that WeChat insists on beside the signature. */
function badHead(request: FastifyRequest): boolean {
  return !request.headers.accept || !request.headers['user-agent'];
}

export function buildServer(context: Context): FastifyInstance {
  const app = fastify({ bodyLimit: 1_048_576, routerOptions: { maxParamLength: 200 } });
  const gate = buildGate(context);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  function refusal(request: FastifyRequest, raw: Buffer): WechatAnswer | undefined {
    if (badHead(request)) return fail('PARAM_ERROR', 'Http头缺少Accept或User-Agent');
    const { method, url = '' } = request.raw;
    const wrong = gate.check({
      method: method ?? '',
      target: url,
      body: raw,
      authorization: request.headers.authorization,
    });
    return wrong ? fail('SIGN_ERROR', wrong) : undefined;
  }

  for (const call of CALLS) {
    app.route({
      method: call.method,
      url: call.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const refused = refusal(request, raw);
        if (refused) {
          record(context, call.name, refused, 'whole');
          return send(context, request, reply, refused, 'whole');
        }
        const fault = faultOutcome(context, call.name);
        if (fault === 'lost-before') {
          record(context, call.name, { status: 0, detail: 0, about: {} }, fault);
          return hangUp(request, reply);
        }
        const answer = runCall(context, call, request, raw, fault);
        record(context, call.name, answer, fault);
        await answerDelay(context);
        return fault === 'lost-after' ? hangUp(request, reply) : send(context, request, reply, answer, fault);
      },
    });
  }
  addSignIn(app, context);
  app.setNotFoundHandler((request, reply) => send(context, request, reply, fail('RESOURCE_NOT_EXISTS', '接口不存在'), 'whole'));
  return app;
}
