/** The calls of 2014, for merchants that have them switched on. Every answer is 200, flat and signed; no key and no value of a request is logged. */
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { isSignedV1 } from '../../../../protocol/paysign-v1.ts';
import { Refusal } from '../../../../protocol/refusal.ts';
import type { Merchant, Merchants, OldApp } from '../../../merchants/merchant.ts';
import { sha1, wireOf } from '../../../merchants/v1/answer.ts';
import type { AnswerType, V1Answer, WireAnswer } from '../../../merchants/v1/answer.ts';
import { said } from '../../../merchants/v1/codes.ts';
import type { V1Code } from '../../../merchants/v1/codes.ts';
import { knowsNames, V1_CALLS, wrongField } from '../../../merchants/v1/fields.ts';
import type { V1Call } from '../../../merchants/v1/fields.ts';
import { FORM_MAX, readForm } from '../../../merchants/v1/form.ts';
import { StoreDown } from '../../../store/errors.ts';
import { V1_ACTS } from './acts.ts';
import type { V1Deps } from './acts.ts';

const PATH = '/web-lezpay/ipay/';

type Fields = { readonly [name: string]: string };
/** With v1 switched on. */
type OldMerchant = Merchant & { v1: OldApp };

export function v1Routes(app: FastifyInstance, deps: V1Deps): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: FORM_MAX }, (_request, body, done) => done(null, body));
    // Old clients name the type as they like; what is no form is refused by its bytes.
    scope.addHook('onRequest', async (request) => void (request.headers['content-type'] = 'application/octet-stream'));
    for (const call of V1_CALLS) {
      scope.post(PATH + call, { bodyLimit: FORM_MAX }, async (request, reply) => {
        const { content_type, body } = await answered(deps, call, request);
        return reply.header('cache-control', 'no-store').type(content_type).send(body);
      });
    }
  });
}

async function answered(deps: V1Deps, call: V1Call, request: FastifyRequest): Promise<WireAnswer> {
  const fields = request.body instanceof Uint8Array ? readForm(request.body) : undefined;
  const type: AnswerType = fields?.['retType'] === 'JSON' ? 'JSON' : 'XML';
  const plain = fields && isPlain(request) && knowsNames(call, fields) ? fields : undefined;
  const merchant = fields && oldMerchant(deps.merchants, fields);
  if (!plain || !merchant || !isSignedV1(sha1, plain, merchant.v1.app_key)) {
    request.log.info({ call, code: 'check' }, 'v1.refused');
    return wireOf(type, said('check'), merchant?.v1.app_key);
  }
  return wireOf(type, await acted(deps, call, merchant, plain, request.log), merchant.v1.app_key);
}

/** Nothing may stand in the address: it is not signed. */
function isPlain(request: FastifyRequest): boolean {
  return request.raw.url?.includes('?') === false;
}

function oldMerchant(merchants: Merchants, { appId, devId }: Fields): OldMerchant | undefined {
  for (const one of merchants.values()) if (one.v1 && one.v1.app_id === appId && one.v1.dev_id === devId) return one as OldMerchant;
  return undefined;
}

async function acted(deps: V1Deps, call: V1Call, merchant: OldMerchant, fields: Fields, log: FastifyBaseLogger): Promise<V1Answer> {
  const refused = (code: V1Code, field?: string): V1Answer => {
    log.info({ call, merchant: merchant.id, code, ...(field ? { field } : {}) }, 'v1.refused');
    return said(code, field);
  };
  try {
    if (!merchant.enabled) return refused('merchant');
    deps.admit(merchant.id);
    const wrong = wrongField(call, fields);
    if (wrong) return refused('check', wrong);
    const made = await V1_ACTS[call](deps, merchant, fields);
    return 'refused' in made ? refused(made.refused, made.field) : { ...said('done'), ...made.answer };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'RATE_LIMITED') return refused('fast');
    if (error instanceof StoreDown) log.error({ code: error.code }, 'store.down');
    else log.error({ err: error }, 'v1.failed');
    return said('busy');
  }
}
