/** What a viewer's card answers do, once the secrets are taken off them. An answer to another version changes nothing. */
import { cardOf } from '../card-of.ts';
import { leave } from '../money/attempts.ts';
import { askQuick, hasWord, mayBegin } from '../money/guard.ts';
import { newCardAttempt, openWith, sendCode } from '../money/kinds/card.ts';
import { quickOf } from '../money/quick.ts';
import type { Quick } from '../money/quick.ts';
import type { Draft } from '../draft.ts';
import type { CardEvent } from '../events.ts';
import { questionOf } from './question.ts';
import type { Question } from './question.ts';
import type { HeardPage } from '../payment.ts';
import { obstacle } from './answers.ts';
import { bankAnswer } from './bank-answers.ts';
import { mayType } from './keypad.ts';
import { passwordSaid } from './pay-password.ts';
import { note, refuse, showCheck } from './card-view.ts';
import { hasTrait } from './steps.ts';

export function cardAnswer(d: Draft, event: CardEvent): void {
  if (event.version !== d.p.dialogue.version || d.p.order.state !== 'open') return;
  const question = questionOf(d.p);
  if (event.keypad && !mayType(d.p, d.rules, d.now_ms, event.keypad)) return;
  if (!cameFrom(question, event) || !isNews(d, event)) return;
  switch (event.type) {
    case 'sealed-taken':
      return;
    case 'card-known':
      if (event.card.card_id !== undefined && !mayBegin(d, { channel: event.channel, card_id: event.card.card_id })) return;
      return showCheck(d, event.channel, event.card, event.has_list);
    case 'card-note':
      return note(d, event.note, event.field);
    case 'card-refused':
      return refuse(d, event.code);
    case 'token-chosen':
      return askPassword(d, event);
    case 'sms-asked':
      return askSms(d, event);
    case 'open-code': {
      const attempt = d.p.attempts[event.attempt - 1];
      if (attempt?.kind === 'card' && question.kind === 'sms-code' && question.attempt === event.attempt) openWith(attempt, event.by);
      return;
    }
    case 'pay-password':
      return passwordSaid(d, event);
    case 'bank-known':
    case 'challenge-asked':
    case 'password':
      return bankAnswer(d, event, question);
    case 'code':
      return question.kind === 'sms-code' && !question.wrong && question.attempt === event.attempt ? takeCode(d, event) : undefined;
  }
}

/** From which screens what may be said. */
function cameFrom(question: Question, event: CardEvent): boolean {
  const { type } = event;
  const card = hasTrait(question.kind, 'types');
  if (type === 'code' || type === 'open-code') return question.kind === 'sms-code';
  if (type === 'password') return question.kind === 'bank-password';
  if (type === 'pay-password') return question.kind === 'pay-password';
  if (type === 'sealed-taken' && question.kind === 'pay-password') return true;
  // Its viewer wants the card's own code instead.
  if (type === 'sms-asked' && question.kind === 'pay-password') return event.by_sms === true && question.sms === true;
  if (type === 'card-refused' && question.kind === 'pay-password') return true;
  if (type === 'token-chosen') return question.kind === 'choose' || question.kind === 'card-list';
  if (type === 'card-note' || type === 'sealed-taken') return card;
  return card || question.kind === 'card-list' || question.kind === 'choose';
}

/** Pages that may seal to one version of the question: the TVs that show it, and what was reloaded. */
const PAGES_MAX = 64;

/** A message that is not newer than the last of its page to this version is a copy. Messages to other versions never come here. */
function isNews(d: Draft, { page, ...event }: CardEvent): boolean {
  if (!page) return true;
  const { version } = d.p.dialogue;
  const others = heard(d).filter((one) => one.key !== page.key);
  const last = heard(d).find((one) => one.key === page.key);
  if (last ? page.counter <= last.counter : others.length >= PAGES_MAX) return false;
  const by = event.type === 'sealed-taken' ? { by: event.by } : {};
  d.p.dialogue.pages = [...others, { version, key: page.key, counter: page.counter, ...by }];
  delete d.p.dialogue.page;
  return true;
}

function heard({ p: { dialogue } }: Draft): HeardPage[] {
  const { version, page, pages = page ? [{ version, ...page }] : [] } = dialogue;
  return pages.filter((one) => one.version === version);
}

/** No SMS goes out, so that its limits hold up nobody here. */
function askPassword(d: Draft, { channel, card }: Extract<CardEvent, { type: 'token-chosen' }>): void {
  const { card_id } = card;
  if (card_id === undefined || !quickOf(d, channel, card).may || hasWord(d, { channel, card_id })) return;
  const refusal = obstacle(d, channel);
  if (refusal) refuse(d, refusal);
  else askQuick(d, { channel, card_id });
}

/** A new attempt for a new SMS; the one that waited for a code closes, nothing was sent under it. */
function askSms(d: Draft, event: Extract<CardEvent, { type: 'sms-asked' }>): void {
  const before = d.p.attempts[d.p.dialogue.attempt - 1];
  const card = cardOf(before);
  const last_ms = before && card?.hash === event.card.hash ? before.created_ms : -Infinity;
  if (before?.state === 'created') return;
  // A token that was just opened gets its own code at once.
  const opened = card?.open_by !== undefined;
  if (!opened && d.now_ms - last_ms < d.rules.times.sms_again_ms && questionOf(d.p).kind === 'sms-code')
    return note(d, 'sms_soon', undefined);
  const refusal = obstacle(d, event.channel);
  if (refusal) return refuse(d, refusal);
  const resent = before && card && questionOf(d.p).kind === 'sms-code';
  if (before && card) leave(d, before, 'renewed');
  const { card_id } = event.card;
  const way = { channel: event.channel, ...(card_id === undefined ? {} : { card_id }) };
  delete d.p.dialogue.asks;
  if (!mayBegin(d, way)) return;
  showCheck(d, event.channel, event.card, event.has_list);
  const quick: Quick = resent ? { may: false, ...(card.sms_why ? { why: card.sms_why } : {}) } : quickOf(d, event.channel, event.card);
  const why = quick.may ? undefined : quick.why;
  d.p.dialogue.attempt = newCardAttempt(d, event, why).n;
}

function takeCode(d: Draft, event: Extract<CardEvent, { type: 'code' }>): void {
  const attempt = d.p.attempts[event.attempt - 1];
  if (attempt?.kind !== 'card') return;
  if (d.now_ms > d.p.order.expires_ms - d.rules.times.card_late_ms) return refuse(d, 'CARD_TOO_LATE');
  sendCode(d, attempt, event.by);
}
