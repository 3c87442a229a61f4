/** Phones that scanned the order's one code: all of it lies below /s/. Opening makes nothing and calls no bank; a press does. */
import Type from 'typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import type { CameBack } from '../../../protocol/phone.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { isOf } from '../../payments/dialogue/phone.ts';
import type { Payment } from '../../payments/payment.ts';
import { CODE_PATTERN } from '../../payments/scan-codes.ts';
import { drawPhone } from '../../render/phone/draw.ts';
import type { PhoneDrawing } from '../../render/phone/draw.ts';
import { findPayment, offeredTo } from './deps.ts';
import type { InCode, PhoneDeps } from './deps.ts';
import { consentRoutes } from './consent.ts';
import { keypadRoutes } from './keypad.ts';
import { press } from './press.ts';
import { SIGN_IN_PATH } from './sign-in.ts';
import { bootOf, stateOf } from './state.ts';
import { VISIT_PATTERN } from './visits.ts';

const Code = Type.Object({ code: Type.String({ pattern: CODE_PATTERN }) });
const Visit = Type.Optional(Type.String({ pattern: VISIT_PATTERN }));
const Back = Type.Optional(Type.Union([Type.Literal('ok'), Type.Literal('no')]));
const PayBody = Type.Object({ way: Type.String({ maxLength: 20 }), visit: Visit }, { additionalProperties: false });
const AskBody = Type.Object({ visit: Visit }, { additionalProperties: false });

export function phoneRoutes(app: FastifyInstance, deps: PhoneDeps): void {
  const html = (reply: FastifyReply, status: number, text: string, policy = deps.page.policy): FastifyReply =>
    reply
      .status(status)
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(text);

  function unknownPage(reply: FastifyReply, status: number): FastifyReply {
    const drawing: PhoneDrawing = {
      lang: deps.lang,
      hotline: deps.hotline,
      steps: () => [],
      mark: () => ({ letter: '', color: '' }),
      closes: false,
    };
    return html(
      reply,
      status,
      deps.page.render(
        deps.lang,
        drawPhone({ kind: 'unknown' }, drawing),
        bootOf(deps.lang, { base: '', state: { html: '', mark: '' }, visit: '' }),
      ),
    );
  }

  async function open(request: FastifyRequest<InCode>, reply: FastifyReply): Promise<FastifyReply> {
    const code = request.params.code.toUpperCase();
    // One clean address a code, whatever wallets and capitals put into it: some wallets compare it with what is registered.
    const path = request.raw.url ?? '';
    if (path !== PHONE_PATH + code) return reply.redirect(PHONE_PATH + code, 302);
    const keypad = deps.codes.idOf(code) === undefined ? await keypads?.open(request, reply) : undefined;
    if (keypads && keypad !== undefined) return html(reply, 200, keypad, keypads.policy);
    const parent = deps.codes.idOf(code) === undefined ? await consents?.open(request) : undefined;
    if (parent) {
      const lang = deps.langOf(parent.payment);
      const boot = bootOf(lang, { base: PHONE_PATH + code, state: { ...parent.state, html: '' }, visit: '' });
      return html(reply, 200, deps.page.render(lang, parent.state.html, boot));
    }
    const payment = await findPayment(deps, request);
    const visit = deps.visits.of(request, reply);
    const here = offeredTo(deps).find((one) => one.side.browser(request.headers['user-agent'] ?? '') === 'phone');
    if (here?.pay.signIn && !deps.signIns.payerOf(request, here) && !deps.signIns.wasRefused(request, here) && canPay(payment, visit)) {
      const away = deps.signIns.begin(reply, here, code);
      if (away !== undefined) return reply.redirect(away, 302);
    }
    const strip = here && deps.signIns.wasRefused(request, here) ? ('not_signed_in' as const) : undefined;
    const lang = deps.langOf(payment);
    const state = await stateOf(deps, request, payment, visit, undefined, strip);
    const boot = bootOf(lang, {
      base: PHONE_PATH + code,
      // Its HTML stands in the page already.
      state: { ...state, html: '' },
      visit,
      ...(here?.side.close ? { close: here.side.close } : {}),
    });
    return html(reply, 200, deps.page.render(lang, state.html, boot));
  }

  /** A payer need not be known to read how it stands. */
  function canPay(payment: Payment, visit: string): boolean {
    return payment.order.state === 'open' || payment.attempts.some((one) => isOf(one, deps.visits.hash(visit)));
  }

  const consents = deps.consents && consentRoutes(app, deps, deps.consents);
  const keypads = deps.keypad && keypadRoutes(app, deps.keypad);
  void app.register(async (scope) => {
    scope.setErrorHandler(async (error: Error, request, reply) => {
      // Unknown and unreadable codes are one: nobody learns which letters were right.
      const unknown = (error instanceof Refusal && error.code === 'PAGE_NOT_FOUND') || 'validation' in error;
      if (request.method !== 'GET' || !unknown || (request.routeOptions.config as { page?: boolean }).page !== true) throw error;
      return unknownPage(reply, 404);
    });
    const page = { config: { page: true } };
    for (const path of [PHONE_PATH, PHONE_PATH.toUpperCase()])
      scope.get<InCode>(path + ':code', { schema: { params: Code }, ...page }, (request, reply) => open(request, reply));

    scope.get<InCode & { Querystring: { visit?: string; back?: CameBack } }>(
      PHONE_PATH + ':code/state',
      { schema: { params: Code, querystring: Type.Object({ visit: Visit, back: Back }, { additionalProperties: false }) } },
      async (request, reply) => {
        const payment = await findPayment(deps, request);
        const { visit, back } = request.query;
        return stateOf(deps, request, payment, deps.visits.of(request, reply, visit), back);
      },
    );
    scope.post<InCode & { Body: { way: string; visit?: string } }>(
      PHONE_PATH + ':code/pay',
      { schema: { params: Code, body: PayBody } },
      (request, reply) => press(deps, request, reply),
    );
    scope.post<InCode & { Body: { visit?: string } }>(
      PHONE_PATH + ':code/ask',
      { schema: { params: Code, body: AskBody } },
      async (request, reply) => {
        const payment = await findPayment(deps, request);
        const visit = deps.visits.hash(deps.visits.of(request, reply, request.body.visit));
        await deps.payments.commit({ id: payment.order.id }, { type: 'phone-asks', visit });
        return { ok: true };
      },
    );
    scope.get<{ Params: { channel: string }; Querystring: { code?: string; state?: string } }>(
      SIGN_IN_PATH + ':channel',
      {
        schema: {
          params: Type.Object({ channel: Type.String({ maxLength: 20 }) }),
          querystring: Type.Object({
            code: Type.Optional(Type.String({ maxLength: 512 })),
            state: Type.Optional(Type.String({ maxLength: 128 })),
          }),
        },
        ...page,
      },
      async (request, reply) => {
        const one = offeredTo(deps).find(({ channel }) => channel.id === request.params.channel);
        if (!one) throw new Refusal('PAGE_NOT_FOUND');
        // Where state and cookie do not fit, nothing is asked: it was not this browser that went, or it comes a second time.
        const code = await deps.signIns.end(request, reply, one, request.query);
        return code === undefined ? unknownPage(reply, 400) : reply.redirect(PHONE_PATH + code, 302);
      },
    );
  });
}
