/** The viewer's side: the page with its first step inside, answers, the long poll, and the code as a picture. */
import Type from 'typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, AnswerBody, SealedBody } from '../../../protocol/answer.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import type { Desk } from '../../secret-entry/entry.ts';
import type { Said } from '../../secret-entry/tools.ts';
import type { Step } from '../../../protocol/step.ts';
import { TOKEN_PATTERN } from '../../payments/ids.ts';
import { qrTextOf, questionOf } from '../../payments/dialogue/question.ts';
import type { Question } from '../../payments/dialogue/question.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { Order, Payment } from '../../payments/payment.ts';
import { qrPng } from '../../render/qr.ts';
import { StoreDown } from '../../store/errors.ts';
import type { DrawStep } from '../../render/draw.ts';
import { langOf, leftStep } from '../../render/step.ts';
import { unavailableStep } from '../../render/unavailable-step.ts';
import type { StepDeps } from '../../render/step.ts';
import type { WaitingRoom } from '../../payments/engine/waiting.ts';
import { settled } from '../common/settled.ts';
import { AnswerBodySchema, BankBodySchema, isSealed } from './answer-schema.ts';
import type { SealedRoutes } from './sealed.ts';

export interface CashierDeps {
  payments: Payments;
  waiting: WaitingRoom;
  step: StepDeps;
  draw: DrawStep;
  /** HTML with the step inside. */
  page: (step: Step, payment: Payment, request: { user_agent: string; query: { [name: string]: unknown } }) => string;
  /** How long a poll is held. */
  hold_ms: number;
  /** How long an answer waits for what the viewer will see next. */
  answer_wait_ms: number;
  /** Cards, where a card channel is. */
  cards?: { desk: Desk; sealed: SealedRoutes; has_cards: (order: Order) => Promise<boolean> };
}

const Token = Type.Object({ token: Type.String({ pattern: TOKEN_PATTERN }) });

type InToken = { Params: { token: string } };

export function cashierRoutes(app: FastifyInstance, deps: CashierDeps): void {
  const find = async (token: string): Promise<Payment> => {
    const payment = await deps.payments.read({ token });
    if (!payment) throw new Refusal('ORDER_NOT_FOUND');
    return payment;
  };

  app.get<InToken & { Querystring: { [name: string]: unknown } }>(
    '/c/:token',
    { schema: { params: Token }, config: { page: true } },
    async (request, reply) => {
      const payment = await find(request.params.token);
      const asked = { user_agent: request.headers['user-agent'] ?? '', query: request.query };
      const step = await deps.draw(payment);
      return reply
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(deps.page(step, payment, asked));
    },
  );

  app.post<InToken & { Body: AnswerBody | SealedBody }>(
    '/c/:token/answer',
    { schema: { params: Token, body: AnswerBodySchema } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const before = await find(request.params.token);
      const left = leaving(reply);
      if (isSealed(request.body)) {
        const { cards } = deps;
        if (!cards) throw new Refusal('CHANNEL_DOWN');
        const said = request.body;
        return cards.sealed.answer(reply, said, before, ({ answer, page }) =>
          shown(deps, request, before, true, left, () =>
            cards.desk.secret({ payment: before, version: said.version, page, address: request.ip }, answer),
          ),
        );
      }
      const { version, answer } = request.body;
      // Whoever presses a key has the screen before him.
      if (questionOf(before).kind === 'choose') await deps.step.news?.seen(before.order);
      if (answer.kind === 'leave') return leftStep(deps.step, before);
      return shown(deps, request, before, BEGINS.has(answer.kind), left, () =>
        plain(deps, { payment: before, version, address: request.ip }, answer),
      );
    },
  );

  app.post<InToken & { Body: SealedBody }>(
    '/c/:token/bank',
    { schema: { params: Token, body: BankBodySchema } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      if (!deps.cards) throw new Refusal('CHANNEL_DOWN');
      return deps.cards.sealed.bank(reply, request.body, await find(request.params.token));
    },
  );

  app.get<InToken & { Querystring: { after?: number } }>(
    '/c/:token/step',
    { schema: { params: Token, querystring: Type.Object({ after: Type.Optional(Type.Integer()) }) } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const { after } = request.query;
      const { token } = request.params;
      if (after === undefined) return deps.draw(await find(token));
      const isNews = (payment: Payment): boolean => payment.dialogue.seq !== after;
      const payment = await deps.waiting.until({ token }, isNews, deps.hold_ms, leaving(reply));
      if (!payment) throw new Refusal('ORDER_NOT_FOUND');
      if (deps.waiting.closed && !isNews(payment)) throw new Refusal('STOPPING');
      return deps.draw(payment);
    },
  );

  app.get<InToken & { Querystring: { attempt?: number } }>('/c/:token/qr.png', { schema: { params: Token } }, async (request, reply) => {
    const payment = await find(request.params.token);
    const question = questionOf(payment);
    const text =
      question.kind === 'scan'
        ? qrTextOf(payment, question.attempt)
        : ((await phoneCode(deps.step, payment, question)) ?? deps.step.keypad?.code(payment, question));
    if (!text) throw new Refusal('PAGE_NOT_FOUND');
    return reply
      .header('cache-control', 'no-store')
      .type('image/png')
      .send(await qrPng(text));
  });
}

/** The order's one code, where `choose` shows it. */
async function phoneCode(step: StepDeps, payment: Payment, question: Question): Promise<string | undefined> {
  if (question.kind === 'choose' && (await step.hidesCode?.(payment.order))) return undefined;
  return question.kind === 'choose' && !question.late ? step.phone_code?.(payment, langOf(step, payment))?.text : undefined;
}

/** Plain answers that begin an attempt, as all sealed ones do. Others leave what is shown as it is when they cannot be stored. */
const BEGINS: ReadonlySet<Answer['kind']> = new Set<Answer['kind']>(['choose', 'new-code']);

/** The step after an answer; one that begins something and cannot be stored is refused on the screen. */
async function shown(
  deps: CashierDeps,
  { log }: FastifyRequest,
  before: Payment,
  begins: boolean,
  left: AbortSignal,
  tell: () => Promise<void>,
): Promise<Step> {
  try {
    return await deps.draw(await settled(deps, before, tell, left));
  } catch (error) {
    if (!(error instanceof StoreDown) || !begins) throw error;
    log.error({ code: error.code }, 'store.down');
    // Of this order's age: an older step would be dropped by the page.
    const { version, seq } = before.dialogue;
    return { ...unavailableStep(deps.step, 'STORE_DOWN', langOf(deps.step, before)), version, seq };
  }
}

/** Aborts when the TV hangs up. */
function leaving(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  return left.signal;
}

async function plain(deps: CashierDeps, said: Said, answer: Answer): Promise<void> {
  const { payment: before, version } = said;
  // Greyed on the screen; whoever asks all the same gets the screen again.
  if (answer.kind === 'choose' && deps.step.channels.some((one) => one.id === answer.channel && one.down?.())) return;
  if (await deps.cards?.desk.plain(said, answer)) return;
  const has_cards = (await deps.cards?.has_cards(before.order)) ?? false;
  await deps.payments.commit({ id: before.order.id }, { type: 'answer', version, answer, has_cards });
}
