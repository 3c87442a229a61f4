/** The gateway: checks, runs one call in one change, records it, signs the answer. */
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerDelay, faultOutcome } from '../../server/fault-outcome.ts';
import type { FaultOutcome } from '../../server/fault-outcome.ts';
import { hangUp, httpDate, recordCall, serverError } from '../../server/reply.ts';
import { refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { joinPairs } from './braces.ts';
import type { AcpCall, Endpoint } from './call.ts';
import { consume } from './consume.ts';
import type { Context } from './context.ts';
import { encryptCert } from './encrypt-cert.ts';
import { signMessage } from './envelope.ts';
import { readForm } from './fields.ts';
import type { Fields } from './fields.ts';
import { file } from './bill.ts';
import { formProblem, senderProblem } from './request-check.ts';
import { refund, voiding } from './refund.ts';
import { openQuery, open } from './open.ts';
import { query } from './query.ts';
import { consumeSms, openSms } from './sms.ts';
import { deleteToken } from './tokens.ts';

const CALLS: readonly AcpCall[] = [consumeSms, openSms, openQuery, open, consume, refund, voiding, query, encryptCert, deleteToken, file];

/** Fields an answer repeats of its request. */
const REPEATED = [
  'bizType',
  'accessType',
  'merId',
  'orderId',
  'txnTime',
  'txnType',
  'txnSubType',
  'txnAmt',
  'currencyCode',
  'reqReserved',
] as const;

/** The black list speaks no key-value pairs. */
const BLACK_LIST = 'Sorry, your request is refused because it was sent too frequently, please try again later.';

function findCall(fields: Fields, endpoint: Endpoint): AcpCall | undefined {
  const types = `${fields['txnType']}/${fields['txnSubType']}`;
  return CALLS.find((call) => call.endpoint === endpoint && call.types.includes(types));
}

/** Times of the last second's requests, when there is a limit. */
function blackList(context: Context): () => boolean {
  let lately: number[] = [];
  return () => {
    const { max_tps } = context.settings();
    if (max_tps === 0) return false;
    const now = context.world.now();
    lately = lately.filter((at_ms) => at_ms > now - Math.max(1000, 1000 / max_tps));
    lately.push(now);
    return lately.length > Math.max(1, max_tps);
  };
}

/** Whom a request that was not carried out would have been about. */
function guess(context: Context, fields: Fields): AcpAnswer['about'] {
  const own = fields['orderId'] ?? '';
  const original = context.txns.byQueryId(fields['origQryId'] ?? '');
  return original ? { number: original.order_id, refund_no: own } : { number: own };
}

function record(context: Context, name: string, fields: Fields, result: AcpAnswer | undefined, fault: FaultOutcome, word?: string): void {
  const outcome = word ?? (result ? (result.silent ? 'silent' : result.code) : 'none');
  recordCall(context, name, { ...guess(context, fields), ...result?.about }, outcome, fault);
}

function sendText(context: Context, reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html;charset=UTF-8').header('Date', httpDate(context.world)).send(text);
}

function sendAnswer(context: Context, reply: FastifyReply, fields: Fields, result: AcpAnswer, spoilt = false): FastifyReply {
  const repeated = Object.fromEntries(REPEATED.flatMap((name) => (fields[name] ? [[name, fields[name] ?? '']] : [])));
  const signed = signMessage(context, { ...repeated, ...result.fields, respCode: result.code, respMsg: result.words });
  if (spoilt) signed['respMsg'] += ' ';
  return sendText(context, reply, joinPairs(signed));
}

function runCall(context: Context, call: AcpCall, fields: Fields, fault: FaultOutcome): AcpAnswer {
  if (fault === 'system-error') return refuse('06');
  if (fault === 'rate-limited') return refuse('37');
  const result = context.db.change(() => call.run(context, fields));
  return fault === 'system-error-after' ? { ...refuse('03'), about: result.about } : result;
}

async function serve(context: Context, call: AcpCall, fields: Fields, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const fault = faultOutcome(context, call.name);
  const untouched = fault === 'lost-before' || fault === 'error' || fault === 'unsigned-error';
  const result = untouched ? undefined : runCall(context, call, fields, fault);
  record(context, call.name, fields, result, fault);
  if (fault === 'lost-before') return hangUp(request, reply);
  if (fault === 'error') return serverError(reply);
  await answerDelay(context);
  if (!result) return sendText(context, reply, BLACK_LIST);
  if (fault === 'lost-after' || result.silent) return hangUp(request, reply);
  return sendAnswer(context, reply, fields, result, fault === 'bad-signature');
}

export function buildServer(context: Context): FastifyInstance {
  const app = fastify({ bodyLimit: 1_048_576 });
  const isBlackListed = blackList(context);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  async function handle(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const fields = readForm(typeof request.body === 'string' ? request.body : '') ?? {};
    const call = findCall(fields, endpoint);
    const name = call?.name ?? `${fields['txnType'] ?? ''}/${fields['txnSubType'] ?? ''}`;
    if (isBlackListed()) {
      record(context, name, fields, undefined, 'whole', 'black list');
      return sendText(context, reply, BLACK_LIST);
    }
    const problem = senderProblem(context, fields) ?? (call ? formProblem(context, call, fields) : refuse('10', 'txnType'));
    if (call && !problem) return serve(context, call, fields, request, reply);
    record(context, name, fields, problem, 'whole');
    return sendAnswer(context, reply, fields, problem ?? refuse('10'));
  }

  app.post('/gateway/api/backTransReq.do', (request, reply) => handle('back', request, reply));
  app.post('/gateway/api/queryTrans.do', (request, reply) => handle('query', request, reply));
  app.post('/', (request, reply) => handle('file', request, reply));
  app.post('/gateway/api/frontTransReq.do', (_request, reply) =>
    sendText(context, reply, 'Sorry, this gateway has no pages, please use backTransReq.do.'),
  );
  return app;
}
