/** Control routes of accounts: cards with their scenarios, and the right answers. */
import type { FastifyInstance } from 'fastify';
import type { Call } from '../../../db/records.ts';
import type { Context } from '../context.ts';
import { allCards, reset, setScenario } from './accounts.ts';
import { CARDS, cardById, isScenario, SCENARIOS } from './cards.ts';
import type { DirectCard, Method } from './cards.ts';
import { lately } from './challenge.ts';
import type { Challenge } from './challenge.ts';
import { cellOf, SMS_CODE, STATIC_PASSWORD, tokenCode } from './passwords.ts';

/** More than any test makes. */
const MANY = 1_000_000;

export interface Answer {
  method: Method;
  number: string;
  pan: string;
  amount_fen: number;
  made_ms: number;
  /** Cells or digits, as the television shows them. */
  asked: string;
  answer: string;
  /** It can still be answered. */
  fresh: boolean;
}

function rightAnswer(card: DirectCard, { method, cells, digits = '' }: Challenge, now_ms: number): string {
  switch (method) {
    case 'STATIC':
      return STATIC_PASSWORD;
    case 'COORD_CARD':
      return (cells ?? []).map((cell) => cellOf(card.pan, cell)).join('');
    case 'E_TOKEN':
      return tokenCode(card.pan, digits, now_ms);
    case 'SMS':
      return SMS_CODE;
    case 'USB_KEY':
      return '';
  }
}

/** Newest first. */
export function answers(context: Context, limit: number): Answer[] {
  const now_ms = context.world.now();
  return lately(context, limit).flatMap((challenge) => {
    const card = cardById(challenge.card);
    const order = context.db.orders.get(challenge.number);
    if (!card || !order) return [];
    return [
      {
        method: challenge.method,
        number: challenge.number,
        pan: card.pan,
        amount_fen: order.amount_fen,
        made_ms: challenge.made_ms,
        asked: challenge.cells?.join(' ') ?? challenge.digits ?? '',
        answer: rightAnswer(card, challenge, now_ms),
        fresh: order.state === 'waiting' && now_ms < challenge.expires_ms && challenge.tries_left > 0,
      },
    ];
  });
}

/** How often each number was prepared and confirmed, whatever became of it; a call that broke before it was read has no number. */
function received(calls: readonly Call[]): { [number: string]: { prepare: number; confirm: number } } {
  const all: { [number: string]: { prepare: number; confirm: number } } = {};
  for (const { number, call } of calls) {
    if (!number || (call !== 'prepare' && call !== 'confirm')) continue;
    const one = (all[number] ??= { prepare: 0, confirm: 0 });
    one[call] += 1;
  }
  return all;
}

export function addRoutes(app: FastifyInstance, context: Context): void {
  app.get('/control/icbc/cards', () => allCards(context));
  app.get('/control/icbc/scripts', () => SCENARIOS);
  app.get('/control/icbc/answers', (request) =>
    answers(context, Math.min(Number((request.query as { limit?: string }).limit) || 20, MANY)),
  );
  app.get('/control/icbc/received', () => received(context.db.calls.lately(MANY)));
  app.post('/control/icbc/cards/:name', (request, reply) => {
    const card = cardById((request.params as { name: string }).name);
    const { script, once } = (request.body ?? {}) as { script?: unknown; once?: unknown };
    if (!card) return reply.code(404).send({ error: 'no such card' });
    if (!isScenario(script)) return reply.code(400).send({ error: 'no such script' });
    context.db.change(() => setScenario(context, card, script, once === true));
    return allCards(context).find((one) => one.id === card.id);
  });
  app.delete('/control/icbc/cards/:name', (request, reply) => {
    const card = cardById((request.params as { name: string }).name);
    if (!card) return reply.code(404).send({ error: 'no such card' });
    reset(context, card);
    return allCards(context).find((one) => one.id === card.id);
  });
  app.delete('/control/icbc/cards', () => {
    context.db.change(() => CARDS.forEach((card) => reset(context, card)));
    return allCards(context);
  });
}

export const GUIDE_CALLS: { readonly [route: string]: string } = {
  'GET /control/icbc/cards': 'test cards of accounts: {id, pan, methods, phone, scenario, cells?}',
  'POST /control/icbc/cards/:card {script, once?}': 'the card by id or last four digits; "ok" takes the scenario away',
  'DELETE /control/icbc/cards, DELETE /control/icbc/cards/:card': 'as they were at first',
  'GET /control/icbc/scripts': 'every scenario: name -> title',
  'GET /control/icbc/answers?limit=20':
    'the right answers to the newest challenges, newest first: {method, number, pan, amount_fen, asked, answer, fresh}',
  'GET /control/icbc/received': 'number -> how often it was prepared and confirmed, whatever became of it: {prepare, confirm}',
};
