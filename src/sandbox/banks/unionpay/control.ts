/** Control routes for cards, texts, tokens and certificates. */
import type { FastifyInstance } from 'fastify';
import type { Context } from './context.ts';
import { findCard } from './cards.ts';
import type { CardData } from './cards.ts';
import { isCode } from './codes.ts';
import { describeKeys, resetKeys, retireKeys, rotateKeys } from './encrypt-keys.ts';
import { allCards, cardNow, changeCard, resetCard, setScenario } from './card-state.ts';
import { isScenario, SCENARIO_NAMES, scenarioOf } from './scenarios.ts';
import { smsLately, smsOfOrder } from './sms.ts';
import type { Sms } from './sms.ts';
import { allTokens, endToken } from './tokens.ts';
import { endTxn } from './txn.ts';
import { requestsByOrder } from './request-counter.ts';

const MANY = 100_000;

/** A text on the phone; "expired" is what time made of a fresh one. */
export interface Message extends Omit<Sms, 'state' | 'lost' | 'masked_pan'> {
  number: string;
  masked_pan: string;
  state: Sms['state'] | 'expired';
}

export function message(context: Context, sms: Sms): Message {
  const { lost: _lost, ...shown } = sms;
  const expired = sms.state === 'fresh' && context.world.now() >= sms.expires_ms;
  return { ...shown, number: sms.order_id, state: expired ? 'expired' : sms.state };
}

/** Newest first; texts that never arrive are not among them. */
export function messages(context: Context, limit: number, number?: string): Message[] {
  const all = number === undefined ? smsLately(context, limit) : smsOfOrder(context, number).reverse().slice(0, limit);
  return all.filter((sms) => !sms.lost).map((sms) => message(context, sms));
}

interface CardChange {
  script?: unknown;
  once?: unknown;
  balance_fen?: unknown;
  open?: unknown;
}

/** Says what is wrong, or does all of it. */
function applyChange(context: Context, card: CardData, { script, once, balance_fen, open }: CardChange): string | undefined {
  if (script !== undefined && !isScenario(script)) return 'no such script';
  if (balance_fen !== undefined && !(Number.isSafeInteger(balance_fen) && Number(balance_fen) >= 0)) return 'balance_fen is a whole number';
  if (open !== undefined && typeof open !== 'boolean') return 'open is true or false';
  if (script !== undefined) setScenario(context, card, script, once === true);
  if (balance_fen !== undefined) changeCard(context, card, { balance_fen: Number(balance_fen) });
  if (open !== undefined) changeCard(context, card, { open });
  return undefined;
}

function cardRoutes(app: FastifyInstance, context: Context): void {
  app.get('/control/unionpay/cards', () => allCards(context));
  app.get('/control/unionpay/scripts', () =>
    SCENARIO_NAMES.map((name) => ({ name, at: scenarioOf(name).at, title: scenarioOf(name).title })),
  );
  app.post('/control/unionpay/cards/:name', (request, reply) => {
    const card = findCard((request.params as { name: string }).name);
    if (!card) return reply.code(404).send({ error: 'no such card' });
    const wrong = context.db.change(() => applyChange(context, card, (request.body ?? {}) as CardChange));
    return wrong ? reply.code(400).send({ error: wrong }) : cardNow(context, card);
  });
  app.delete('/control/unionpay/cards/:name', (request, reply) => {
    const card = findCard((request.params as { name: string }).name);
    if (!card) return reply.code(404).send({ error: 'no such card' });
    resetCard(context, card);
    return cardNow(context, card);
  });
  app.delete('/control/unionpay/cards', () => {
    context.db.change(() => allCards(context).forEach((card) => resetCard(context, card)));
    return allCards(context);
  });
}

/** Ends a consumption, void or refund that is under way. False when there is none. */
export function endCardTxn(context: Context, order_id: string, code: unknown): boolean {
  return context.db.change(() => {
    const txn = context.txns.of(order_id).at(-1);
    return txn !== undefined && endTxn(context, txn, isCode(code) ? code : '00');
  });
}

export function addRoutes(app: FastifyInstance, context: Context): void {
  cardRoutes(app, context);
  app.get('/control/messages', (request) => {
    const { number, limit } = request.query as { number?: string; limit?: string };
    return messages(context, Math.min(Number(limit) || 50, MANY), number);
  });
  app.get('/control/unionpay/received', () => Object.fromEntries(requestsByOrder(context.db.calls.lately(MANY))));
  app.post('/control/unionpay/txns/:order_id', (request, reply) => {
    const { code } = (request.body ?? {}) as { code?: unknown };
    if (code !== undefined && !isCode(code)) return reply.code(400).send({ error: 'no such code' });
    const ended = endCardTxn(context, (request.params as { order_id: string }).order_id, code);
    return ended ? { ok: true } : reply.code(409).send({ error: 'nothing under way' });
  });
  app.get('/control/unionpay/tokens', () => allTokens(context));
  app.post('/control/unionpay/tokens/:token', (request, reply) => {
    const { state } = (request.body ?? {}) as { state?: unknown };
    if (state !== 'invalid' && state !== 'expired') return reply.code(400).send({ error: 'state is invalid or expired' });
    const known = endToken(context, (request.params as { token: string }).token, state);
    return known ? { ok: true } : reply.code(404).send({ error: 'no such token' });
  });
  app.get('/control/unionpay/encrypt-keys', () => describeKeys(context));
  app.post('/control/unionpay/encrypt-keys', (request, reply) => {
    const { rotate, retire } = (request.body ?? {}) as { rotate?: unknown; retire?: unknown };
    if (rotate === true && !rotateKeys(context)) return reply.code(409).send({ error: 'no successor left' });
    if (retire === true) retireKeys(context);
    return describeKeys(context);
  });
  app.delete('/control/unionpay/encrypt-keys', () => {
    resetKeys(context);
    return describeKeys(context);
  });
}
