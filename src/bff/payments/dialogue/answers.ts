/** The viewer's answers. An answer to another version of the question changes nothing. */
import { leave } from '../money/attempts.ts';
import { mayBegin } from '../money/guard.ts';
import { overLimit } from '../money/hold.ts';
import { newScanAttempt } from '../money/kinds/scan.ts';
import { nextAfter } from './refusals.ts';
import { answers, jobOf, schedule } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { Event } from '../events.ts';
import { attemptJob } from '../job-keys.ts';
import { useRemote, admitPhone } from './keypad.ts';
import { isInDoubt, questionOf } from './question.ts';
import { hasTrait } from './steps.ts';
import { giveUp, remembers, toCard } from './to-card.ts';
import type { Question } from './question.ts';
import type { RefusalCode } from '../../../protocol/refusal.ts';

const HOUR_MS = 3_600_000;

export function answer(d: Draft, event: Extract<Event, { type: 'answer' }>): void {
  if (event.version !== d.p.dialogue.version || d.p.order.state !== 'open') return;
  const question = questionOf(d.p);
  const said = event.answer;
  const has_cards = event.has_cards === true;
  switch (said.kind) {
    case 'choose':
      return question.kind === 'choose' ? start(d, said.channel, has_cards) : undefined;
    case 'change':
      return change(d, question);
    case 'new-code':
      return renew(d, question, has_cards);
    case 'retry':
      return renew(d, question, has_cards);
    case 'ask-paid':
      return question.kind === 'scan' ? askPaid(d, question.attempt) : undefined;
    case 'cards':
      return toCard(d, question, has_cards ? 'list' : 'number', 'changed', has_cards);
    case 'other-card':
      return toCard(d, question, 'number', 'changed', has_cards);
    case 'recheck':
      return toCard(d, question, 'check', 'changed', has_cards);
    case 'card-lost':
      return question.kind === 'card-list' ? undefined : toCard(d, question, has_cards ? 'list' : 'number', 'session', has_cards);
    case 'forget-card':
      return question.kind === 'card-list' ? listChanged(d, has_cards) : undefined;
    case 'admit-phone':
      return admitPhone(d);
    case 'use-remote':
      return useRemote(d, question, has_cards);
    // The desk asks the phone, and the card's bank.
    case 'ask-consent':
    case 'by-sms':
    case 'leave':
      return;
  }
}

/** Why no new attempt may be made now, if so. No new number while money may have moved under an old one. */
export function obstacle(d: Draft, channel: string): RefusalCode | undefined {
  // The name comes from outside: "__proto__" is no channel.
  const rules = Object.hasOwn(d.rules.channels, channel) ? d.rules.channels[channel] : undefined;
  const own = d.p.attempts.filter((a) => a.by === 'tv');
  const hour = own.filter((a) => a.created_ms > d.now_ms - HOUR_MS).length;
  if (!rules?.offered) return 'CHANNEL_DOWN';
  if (rules.kind === 'scan' && d.p.order.late) return 'TOO_LATE_FOR_CODE';
  if (rules.kind !== 'scan' && d.now_ms > d.p.order.expires_ms - d.rules.times.card_late_ms) return 'CARD_TOO_LATE';
  if (own.length >= d.rules.attempts_max || hour >= d.rules.attempts_hour_max) return 'TOO_MANY_ATTEMPTS';
  if (isInDoubt(d.p)) return 'CHANNEL_REFUSED';
  return overLimit(d);
}

export function start(d: Draft, channel: string, has_cards: boolean): void {
  const refusal = obstacle(d, channel);
  if (refusal) d.p.dialogue.refusal = refusal;
  else if (!mayBegin(d, { channel })) return;
  else if (d.rules.channels[channel]?.kind !== 'scan') enterCards(d, channel, has_cards && remembers(d, channel));
  else d.p.dialogue.attempt = newScanAttempt(d, channel).n;
}

function enterCards(d: Draft, channel: string, has_list: boolean): void {
  d.p.dialogue.attempt = 0;
  d.p.dialogue.card = { at: has_list ? 'list' : 'number', channel, has_list, list_rev: 0, note_rev: 0 };
}

function change(d: Draft, question: Question): void {
  if (!hasTrait(question.kind, 'leaves')) return;
  giveUp(d, 'changed');
  delete d.p.dialogue.card;
}

/** Another code of the same channel; the old one goes to closing. */
function renew(d: Draft, question: Question, has_cards: boolean): void {
  if (question.kind !== 'scan' && question.kind !== 'ended' && question.kind !== 'refused') return;
  if (question.kind === 'refused' && nextAfter(question.code) && d.p.dialogue.card)
    return toCard(d, question, 'check', 'changed', has_cards);
  const attempt = d.p.attempts[d.p.dialogue.attempt - 1];
  if (attempt?.kind !== 'scan') return change(d, question);
  const refusal = obstacle(d, attempt.channel);
  if (!refusal) leave(d, attempt, 'renewed');
  delete d.p.dialogue.refusal;
  start(d, attempt.channel, has_cards);
}

function listChanged(d: Draft, has_cards: boolean): void {
  const { card } = d.p.dialogue;
  if (!card) return;
  card.list_rev += 1;
  card.has_list = has_cards;
  if (has_cards) return;
  card.at = 'number';
  card.note = 'card_removed';
}

/** 已完成支付: the channel is asked now, at most once in 3 s. */
function askPaid(d: Draft, n: number): void {
  const { dialogue } = d.p;
  const job = jobOf(d, attemptJob(n));
  if (!job || (dialogue.asked_ms !== undefined && d.now_ms - dialogue.asked_ms < d.rules.times.ask_paid_ms)) return;
  dialogue.asked_ms = d.now_ms;
  dialogue.asking = true;
  schedule(d, { ...job, call: 'query', due_ms: d.now_ms });
}

/** The answer to 已完成支付: never a failure. `absorb` takes the evidence in. */
export function queryAnswered(d: Draft, event: Extract<Event, { type: 'evidence' }>, absorb: () => void): void {
  const { dialogue } = d.p;
  const asked = dialogue.asking && dialogue.attempt === event.attempt && answers(d, event.call)?.call === 'query';
  absorb();
  if (!asked) return;
  dialogue.asking = false;
  dialogue.note = event.evidence.kind === 'unpaid' || event.evidence.kind === 'absent' ? 'not_received' : 'ask_later';
}
