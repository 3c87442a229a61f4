/** A parent who was sent a link, below /s/. Opening it says nothing: link previews open addresses too. */
import Type from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PhoneState } from '../../../protocol/phone.ts';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { TEXTS } from '../../../protocol/texts/index.ts';
import { CODE_PATTERN } from '../../payments/scan-codes.ts';
import type { Payment } from '../../payments/payment.ts';
import { drawConsent } from '../../render/phone/consent.ts';
import type { ConsentView } from '../../render/phone/consent.ts';
import type { PhoneDrawing } from '../../render/phone/draw.ts';
import { orderHead, saidOf } from '../../render/said.ts';
import type { ConsentDeps } from './consent-deps.ts';
import type { InCode, PhoneDeps } from './deps.ts';
import { markOf } from './mark.ts';

const Code = Type.Object({ code: Type.String({ pattern: CODE_PATTERN }) });
const Body = Type.Object({ yes: Type.Boolean() }, { additionalProperties: false });

export interface Consents {
  /** Undefined: not a code of a question to a parent. */
  open(request: FastifyRequest<InCode>): Promise<{ payment: Payment; state: PhoneState } | undefined>;
}

export function consentRoutes(app: FastifyInstance, deps: PhoneDeps, { codes, said }: ConsentDeps): Consents {
  async function asked(request: FastifyRequest<InCode>): Promise<{ payment: Payment; n: number } | undefined> {
    const read = codes.read(request.params.code);
    const payment = read && (await deps.payments.read({ id: read.order_id }));
    if (!read || !payment) return undefined;
    if (!deps.rates.phone.take(payment.order.id)) throw new Refusal('RATE_LIMITED');
    return { payment, n: read.n };
  }

  app.post<InCode & { Body: { yes: boolean } }>(
    PHONE_PATH + ':code/consent',
    { schema: { params: Code, body: Body } },
    async (request, reply): Promise<PhoneState> => {
      void reply.header('cache-control', 'no-store');
      const at = await asked(request);
      if (!at) {
        if (!deps.rates.unknown.take(request.ip)) throw new Refusal('RATE_LIMITED');
        throw new Refusal('PAGE_NOT_FOUND');
      }
      return stateOf(deps, (await said(at.payment, at.n, request.body.yes)) ?? at.payment, at.n);
    },
  );

  return {
    async open(request) {
      const at = await asked(request);
      return at && { payment: at.payment, state: stateOf(deps, at.payment, at.n) };
    },
  };
}

function viewOf({ order, dialogue }: Payment, n: number, now_ms: number): { view: ConsentView; left_ms?: number } {
  const { asks, consented } = dialogue;
  if (consented?.n === n) return { view: { kind: consented.yes ? 'yes' : 'no' } };
  const waits = asks?.consent;
  const left_ms = waits?.n === n && waits.state === 'asked' && order.state === 'open' ? waits.until_ms - now_ms : 0;
  return left_ms > 0 ? { view: { kind: 'ask', at_ms: order.created_ms }, left_ms } : { view: { kind: 'late' } };
}

function stateOf(deps: PhoneDeps, payment: Payment, n: number): PhoneState {
  const { order } = payment;
  const lang = deps.langOf(payment);
  const { view, left_ms } = viewOf(payment, n, deps.now());
  const about: PhoneDrawing = {
    lang,
    hotline: deps.hotline,
    order: {
      ...orderHead(order),
      merchant: deps.merchants.get(order.merchant_id)?.name ?? '',
      said: saidOf(order, TEXTS[lang].server),
    },
    steps: () => [],
    mark: () => ({ letter: '', color: '' }),
    closes: false,
  };
  const timeless = drawConsent(view, about);
  const left = left_ms === undefined ? {} : { left_ms };
  return { html: drawConsent(view, { ...about, ...left }), mark: markOf(timeless), ...left };
}
