/** The APIv3 listener: authorises, runs one call in one change, records it, signs the answer. */
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../server/context.ts';
import { fateOf, sleep } from '../../server/fault-outcome.ts';
import type { Fate } from '../../server/fault-outcome.ts';
import { letters } from '../../server/random.ts';
import { fail } from './answer.ts';
import type { WechatAnswer } from './answer.ts';
import { buildGate } from './request-check.ts';
import { billDownload, tradeBill } from './bill.ts';
import type { WechatCall, WechatRequest } from './call.ts';
import { certificates } from './certificates.ts';
import { close } from './close.ts';
import { prepay } from './prepay.ts';
import { query, queryById } from './query.ts';
import { refund } from './refund.ts';
import { refundQuery } from './refund-query.ts';
import { signedHeaders, spoil } from './envelope.ts';

const CALLS: readonly WechatCall[] = [prepay, query, queryById, close, refund, refundQuery, certificates, tradeBill, billDownload];

const UNTOUCHED: Partial<Record<Fate, () => WechatAnswer>> = {
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

function runCall(context: Context, call: WechatCall, request: FastifyRequest, raw: Buffer, fate: Fate): WechatAnswer {
  const untouched = UNTOUCHED[fate];
  if (untouched) return untouched();
  const parsed = parseBody(raw);
  if (!parsed.ok) return fail('PARAM_ERROR', '请求体不是合法的JSON');
  const read: WechatRequest = {
    path: request.params as Record<string, string>,
    query: new URL(request.raw.url ?? '/', 'http://sandbox').searchParams,
    origin: `http://${request.headers.host ?? ''}`,
    body: parsed.body,
  };
  const answer = context.truth.change(() => call.run(context, read));
  return fate === 'system-error-after' ? { ...fail('SYSTEM_ERROR', '系统异常，请使用相同参数稍后重新调用'), about: answer.about } : answer;
}

function record(context: Context, call: string, answer: WechatAnswer, fate: Fate): void {
  const code = (answer.body as { code?: string } | undefined)?.code;
  const { number = '', ...about } = answer.about;
  const outcome = answer.status < 300 ? String(answer.status) : `${answer.status} ${code}`;
  context.truth.calls.add({
    at_ms: context.world.now(),
    channel: 'wechat',
    call,
    number,
    ...about,
    outcome,
    ...(fate === 'whole' ? {} : { fault: fate }),
  });
}

function send(context: Context, request: FastifyRequest, reply: FastifyReply, answer: WechatAnswer, fate: Fate): FastifyReply {
  if (answer.file) return reply.type('application/octet-stream').send(answer.file);
  const body = answer.body ? JSON.stringify(answer.body) : '';
  const headers = signedHeaders(context, body, request.headers['wechatpay-serial']?.toString());
  if (fate === 'bad-signature') headers['Wechatpay-Signature'] = spoil(headers['Wechatpay-Signature'] ?? '');
  const id = `${letters(context.world.random, 16, '0123456789ABCDEF')}-${answer.detail}`;
  void reply.code(answer.status).headers({ ...headers, 'Request-ID': id, Date: new Date(context.world.now()).toUTCString() });
  return answer.body ? reply.type('application/json; charset=utf-8').send(body) : reply.send();
}

/** The connection breaks; the caller never learns what became of the call. */
function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** Heads that WeChat insists on beside the signature. */
function badHead(request: FastifyRequest): boolean {
  return !request.headers.accept || !request.headers['user-agent'];
}

export function buildWechat(context: Context): FastifyInstance {
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
        const fate = fateOf(context, 'wechat', call.name);
        if (fate === 'lost-before') {
          record(context, call.name, { status: 0, detail: 0, about: {} }, fate);
          return hangUp(request, reply);
        }
        const answer = runCall(context, call, request, raw, fate);
        record(context, call.name, answer, fate);
        await sleep(context, context.faults.of('wechat').answer.delay_ms);
        return fate === 'lost-after' ? hangUp(request, reply) : send(context, request, reply, answer, fate);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => send(context, request, reply, fail('RESOURCE_NOT_EXISTS', '接口不存在'), 'whole'));
  return app;
}
