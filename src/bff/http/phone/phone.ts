/** Phones that scanned the order's one code: all of it lies below /s/. Opening makes nothing and calls no bank; a press does. */
import Type from 'typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { yuan } from '../../../protocol/money.ts';
import type { Lang } from '../../../protocol/order.ts';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import type { CameBack, PhoneAnswer, PhoneBoot, PhoneState } from '../../../protocol/phone.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { PHONE_TEXTS } from '../../../protocol/texts/phone/index.ts';
import { TEXTS } from '../../../protocol/texts/index.ts';
import type { Accounts, ConfiguredChannel } from '../../channels/configured.ts';
import type { Merchants } from '../../merchants/merchant.ts';
import { isOf, liveOf, phoneObstacle } from '../../payments/dialogue/phone.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { WaitingRoom } from '../../payments/engine/waiting.ts';
import type { Rules } from '../../payments/events.ts';
import { boxTail, shortNo } from '../../payments/ids.ts';
import type { Payment } from '../../payments/payment.ts';
import { CODE_PATTERN } from '../../payments/scan-codes.ts';
import type { ScanCodes } from '../../payments/scan-codes.ts';
import type { Store } from '../../store/port.ts';
import { drawPhone } from '../../render/phone/draw.ts';
import type { PhoneDrawing } from '../../render/phone/draw.ts';
import type { PhonePageMaker } from '../../render/phone/page.ts';
import { saidOf } from '../../render/said.ts';
import { phoneView } from '../../render/phone/view.ts';
import type { PhoneStrip, PhoneView } from '../../render/phone/view.ts';
import type { Bucket } from '../common/rates.ts';
import { markOf } from './mark.ts';
import { SIGN_IN_PATH } from './sign-in.ts';
import type { SignIns } from './sign-in.ts';
import { VISIT_PATTERN } from './visits.ts';
import type { Visits } from './visits.ts';
import { phoneChannels, productFor, waysOn } from './ways.ts';
import type { PhoneChannel } from './ways.ts';

export interface PhoneDeps {
  payments: Payments;
  store: Store;
  waiting: WaitingRoom;
  codes: ScanCodes;
  visits: Visits;
  signIns: SignIns;
  page: PhonePageMaker;
  rules: Rules;
  merchants: Merchants;
  channels: readonly ConfiguredChannel[];
  accounts: Accounts;
  isOffered: (channel: ConfiguredChannel) => boolean;
  isDown: (channel: string) => boolean;
  langOf: (payment: Payment) => Lang;
  lang: Lang;
  scan_url: string;
  hotline: string;
  answer_wait_ms: number;
  now: () => number;
  /** Of an order's phones together; unknown codes by address. */
  rates: { phone: Bucket; unknown: Bucket };
}

const Code = Type.Object({ code: Type.String({ pattern: CODE_PATTERN }) });
const Visit = Type.Optional(Type.String({ pattern: VISIT_PATTERN }));
const Back = Type.Optional(Type.Union([Type.Literal('ok'), Type.Literal('no')]));
const PayBody = Type.Object({ way: Type.String({ maxLength: 20 }), visit: Visit }, { additionalProperties: false });
const AskBody = Type.Object({ visit: Visit }, { additionalProperties: false });

/** How often a page asks how it stands: while it may pay, while an end is near, and once it is over. */
const AGAIN_MS = 2_000;
const AGAIN_SLOWLY_MS = 5_000;
/** A press looks again by itself while the bank is asked. */
const WAIT_AGAIN_MS = 1_000;

type InCode = { Params: { code: string } };

export function phoneRoutes(app: FastifyInstance, deps: PhoneDeps): void {
  const offered = (): PhoneChannel[] => phoneChannels(deps.channels, deps.isOffered);

  async function find(request: FastifyRequest<InCode>): Promise<Payment> {
    const id = deps.codes.idOf(request.params.code);
    const payment = id === undefined ? undefined : await deps.payments.read({ id });
    // Phones share addresses behind their carriers: only who guesses is limited by it.
    if (!payment && !deps.rates.unknown.take(request.ip)) throw new Refusal('RATE_LIMITED');
    if (!payment) throw new Refusal('PAGE_NOT_FOUND');
    if (!deps.rates.phone.take(payment.order.id)) throw new Refusal('RATE_LIMITED');
    return payment;
  }

  const html = (reply: FastifyReply, status: number, text: string): FastifyReply =>
    reply
      .status(status)
      .headers({ 'content-security-policy': deps.page.policy, 'cache-control': 'no-store' })
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
    return html(reply, status, deps.page.render(deps.lang, drawPhone({ kind: 'unknown' }, drawing), undefined));
  }

  async function open(request: FastifyRequest<InCode>, reply: FastifyReply): Promise<FastifyReply> {
    const code = request.params.code.toUpperCase();
    // One clean address a code, whatever wallets and capitals put into it: some wallets compare it with what is registered.
    const path = request.raw.url ?? '';
    if (path !== PHONE_PATH + code) return reply.redirect(PHONE_PATH + code, 302);
    const payment = await find(request);
    const visit = deps.visits.of(request, reply);
    const here = offered().find((one) => one.side.browser(request.headers['user-agent'] ?? '') === 'phone');
    if (here?.pay.signIn && !deps.signIns.payerOf(request, here) && !deps.signIns.wasRefused(request, here) && canPay(payment, visit)) {
      const away = deps.signIns.begin(reply, here, code);
      if (away !== undefined) return reply.redirect(away, 302);
    }
    const strip = here && deps.signIns.wasRefused(request, here) ? ('not_signed_in' as const) : undefined;
    const lang = deps.langOf(payment);
    const state = await stateOf(request, payment, visit, undefined, strip);
    const words = PHONE_TEXTS[lang];
    const { left, opening, offline, offline_opened, busy, no_bridge } = words;
    const boot: PhoneBoot = {
      base: PHONE_PATH + code,
      // Its HTML stands in the page already.
      state: { ...state, html: '' },
      visit,
      words: { left, opening, offline, offline_opened, busy, no_bridge },
      ...(here?.side.close ? { close: here.side.close } : {}),
    };
    return html(reply, 200, deps.page.render(lang, state.html, boot));
  }

  /** A payer need not be known to read how it stands. */
  function canPay(payment: Payment, visit: string): boolean {
    return payment.order.state === 'open' || payment.attempts.some((one) => isOf(one, deps.visits.hash(visit)));
  }

  async function stateOf(
    request: FastifyRequest,
    payment: Payment,
    visit: string,
    came_back: CameBack | undefined,
    strip?: PhoneStrip,
  ): Promise<PhoneState> {
    const lang = deps.langOf(payment);
    const user_agent = request.headers['user-agent'] ?? '';
    const all = offered();
    const shown_ms = await deps.store.lastShown(payment.order.id);
    const view = phoneView(payment, {
      visit: deps.visits.hash(visit),
      obstacle: phoneObstacle(payment, deps.rules, deps.now(), shown_ms),
      ...waysOn(all, user_agent, lang),
      walletOf: (channel) => walletOf(deps.channels, channel, lang),
      ...(came_back ? { came_back } : {}),
      ...(strip ? { strip } : {}),
    });
    return drawn(
      deps,
      payment,
      view,
      lang,
      all.some((one) => one.side.close && one.side.browser(user_agent) === 'phone'),
    );
  }

  const state = async (request: FastifyRequest, reply: FastifyReply, payment: Payment, told: string | undefined, strip?: PhoneStrip) =>
    ({ kind: 'state', state: await stateOf(request, payment, deps.visits.of(request, reply, told), undefined, strip) }) as const;

  async function press(
    request: FastifyRequest<InCode & { Body: { way: string; visit?: string } }>,
    reply: FastifyReply,
  ): Promise<PhoneAnswer> {
    const before = await find(request);
    const { way, visit: told } = request.body;
    const visit = deps.visits.of(request, reply, told);
    const by = deps.visits.hash(visit);
    const one = offered().find(({ channel }) => channel.id === way);
    const user_agent = request.headers['user-agent'] ?? '';
    const chosen = one && productFor(one, user_agent, before, by);
    if (!one || !chosen) return state(request, reply, before, visit);
    const { product, place } = chosen;
    const payer = deps.signIns.payerOf(request, one);
    const is_new = !liveOf(before, by, way, product);
    if (is_new && deps.isDown(way)) return state(request, reply, before, visit, 'down');
    const code = request.params.code.toUpperCase();
    if (is_new && one.pay.signIn && place === 'inside' && payer === undefined)
      return { kind: 'go', url: deps.signIns.begin(reply, one, code) ?? PHONE_PATH + code };
    const shown_ms = await deps.store.lastShown(before.order.id);
    await deps.payments.commit(
      { id: before.order.id },
      {
        type: 'phone-pays',
        visit: by,
        channel: way,
        product,
        return_url: deps.scan_url + PHONE_PATH + code,
        ...(payer === undefined ? {} : { payer }),
        ...(shown_ms === undefined ? {} : { shown_ms }),
      },
    );
    const isReady = (p: Payment): boolean => liveOf(p, by, way, product)?.state !== 'created';
    const after = (await deps.waiting.until({ id: before.order.id }, isReady, deps.answer_wait_ms)) ?? before;
    const attempt = liveOf(after, by, way, product);
    if (!attempt) return state(request, reply, after, visit);
    if (attempt.state === 'created' || !attempt.handover) return { kind: 'wait', again_ms: WAIT_AGAIN_MS };
    // Of the account that made it, whichever takes new payments by now.
    const account = deps.accounts.one(attempt.channel, attempt.acquirer_id);
    if (account?.kind !== 'scan' || !account.phone) return state(request, reply, after, visit);
    return account.phone.open(attempt.handover, attempt.body, place);
  }

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
        const payment = await find(request);
        const { visit, back } = request.query;
        return stateOf(request, payment, deps.visits.of(request, reply, visit), back);
      },
    );
    scope.post<InCode & { Body: { way: string; visit?: string } }>(
      PHONE_PATH + ':code/pay',
      { schema: { params: Code, body: PayBody } },
      (request, reply) => press(request, reply),
    );
    scope.post<InCode & { Body: { visit?: string } }>(
      PHONE_PATH + ':code/ask',
      { schema: { params: Code, body: AskBody } },
      async (request, reply) => {
        const payment = await find(request);
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
        const one = offered().find(({ channel }) => channel.id === request.params.channel);
        if (!one) throw new Refusal('PAGE_NOT_FOUND');
        // Where state and cookie do not fit, nothing is asked: it was not this browser that went, or it comes a second time.
        const code = await deps.signIns.end(request, reply, one, request.query);
        return code === undefined ? unknownPage(reply, 400) : reply.redirect(PHONE_PATH + code, 302);
      },
    );
  });
}

function walletOf(channels: readonly ConfiguredChannel[], id: string, lang: Lang): string {
  const channel = channels.find((one) => one.id === id);
  return channel?.phone?.wallet[lang] ?? channel?.texts[lang].name ?? id;
}

function drawn(deps: PhoneDeps, payment: Payment, view: PhoneView, lang: Lang, closes: boolean): PhoneState {
  const { order } = payment;
  const tail = boxTail(order.box_id);
  const drawing: PhoneDrawing = {
    lang,
    hotline: deps.hotline,
    order: {
      short_no: shortNo(order.id),
      amount_text: yuan(order.amount_fen),
      subject: order.subject,
      merchant: deps.merchants.get(order.merchant_id)?.name ?? '',
      ...(tail === undefined ? {} : { box_tail: tail }),
      said: saidOf(order, TEXTS[lang].server),
    },
    steps: (channel) => (deps.channels.find((one) => one.id === channel)?.texts[lang].help ?? '').split('\n').filter(Boolean),
    mark: (channel) => deps.channels.find((one) => one.id === channel)?.mark ?? { letter: '', color: '#24405a' },
    closes,
  };
  const left_ms = order.state === 'open' ? Math.max(0, order.expires_ms - deps.now()) : undefined;
  // The time left stands in the page but is no news of it.
  const mark = markOf(drawPhone(view, drawing) + (left_ms === undefined ? '' : 't'));
  const again_ms = againOf(view);
  return {
    html: drawPhone(view, left_ms === undefined ? drawing : { ...drawing, left_ms }),
    mark,
    ...(left_ms === undefined ? {} : { left_ms }),
    ...(again_ms === undefined ? {} : { again_ms }),
  };
}

/** Undefined: nothing changes any more. */
function againOf(view: PhoneView): number | undefined {
  if (view.kind === 'paid') return view.told ? undefined : AGAIN_SLOWLY_MS;
  if (view.kind === 'goes-back') return view.done ? undefined : 3 * AGAIN_SLOWLY_MS;
  if (view.kind === 'paid-other' || view.kind === 'over' || view.kind === 'stop') return AGAIN_SLOWLY_MS;
  return AGAIN_MS;
}
