/** What a viewer's answers about an account at a bank do, once the secrets are taken off them. */
import type { Draft } from '../draft.ts';
import type { CardEvent } from '../events.ts';
import { leave } from '../money/attempts.ts';
import { mayBegin } from '../money/guard.ts';
import { newBankAttempt, sendPassword } from '../money/kinds/bank.ts';
import { obstacle } from './answers.ts';
import { cardView, forget, note, refuse } from './card-view.ts';
import type { Question } from './question.ts';

export type BankEvent = Extract<CardEvent, { type: 'bank-known' | 'challenge-asked' | 'password' }>;

export function bankAnswer(d: Draft, event: BankEvent, question: Question): void {
  switch (event.type) {
    case 'bank-known':
      return showMethods(d, event);
    case 'challenge-asked':
      return askChallenge(d, event, question);
    case 'password':
      return question.kind === 'bank-password' && question.attempt === event.attempt ? takePassword(d, event) : undefined;
  }
}

function showMethods(d: Draft, { channel, card: known, methods }: Extract<BankEvent, { type: 'bank-known' }>): void {
  const card = cardView(d, channel, false);
  forget(card);
  Object.assign(card, { at: 'method', face: known.face, hash: known.hash, methods });
  d.p.dialogue.attempt = 0;
}

/** A new attempt for a new challenge; the one that waited for a password closes, nothing was taken under it. */
function askChallenge(d: Draft, event: Extract<BankEvent, { type: 'challenge-asked' }>, question: Question): void {
  const before = d.p.attempts[d.p.dialogue.attempt - 1];
  const offer = d.p.dialogue.card?.methods?.find((one) => one.method === event.method);
  if (before?.state === 'created' || !offer) return;
  const last_ms = before?.kind === 'bank' && before.bank.method === 'sms' && event.method === 'sms' ? before.created_ms : -Infinity;
  if (question.kind === 'bank-password' && d.now_ms - last_ms < d.rules.times.sms_again_ms) return note(d, 'sms_soon', undefined);
  const refusal = offer.limit_fen !== undefined && offer.limit_fen < d.p.order.amount_fen ? 'CARD_LIMIT' : obstacle(d, event.channel);
  if (refusal) return refuse(d, refusal);
  if (before) leave(d, before, 'renewed');
  if (!mayBegin(d, { channel: event.channel })) return;
  if (d.p.dialogue.card) forget(d.p.dialogue.card);
  d.p.dialogue.attempt = newBankAttempt(d, event, offer.limit_fen).n;
}

function takePassword(d: Draft, event: Extract<BankEvent, { type: 'password' }>): void {
  const attempt = d.p.attempts[event.attempt - 1];
  if (attempt?.kind !== 'bank') return;
  if (d.now_ms > d.p.order.expires_ms - d.rules.times.card_late_ms) return refuse(d, 'CARD_TOO_LATE');
  if (d.p.dialogue.card) forget(d.p.dialogue.card);
  sendPassword(d, attempt, event.by);
}
