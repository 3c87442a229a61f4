/** One try at one channel: how events move it, and what is asked of the channel next. */
import type { Evidence, PrepayAnswer, RefusedBy } from '../../../channels/port.ts';
import { answers, jobOf, newNumber, rulesOf, scanSchedules, schedule, unschedule } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { Event } from '../events.ts';
import { absorbCard } from './kinds/card.ts';
import { takeMoney } from './receipts.ts';
import { rung } from '../schedules.ts';
import { CARD_ATTEMPT, QR_ATTEMPT } from './transitions.ts';
import type { AttemptEvent } from './transitions.ts';
import type { Attempt, AttemptEnd, Job } from '../payment.ts';

type EvidenceEvent = Extract<Event, { type: 'evidence' }>;
type PrepaidEvent = Extract<Event, { type: 'prepaid' }>;

export function keyOf(attempt: Attempt): string {
  return 'attempt:' + attempt.n;
}

/** Number, body and expiry are fixed here, before anything is sent. */
export function newAttempt(d: Draft, channel: string): Attempt {
  const rules = d.rules.channels[channel];
  if (rules?.kind !== 'scan') throw new Error('no such channel with codes: ' + channel);
  const { times } = d.rules;
  const channel_expires_ms = Math.min(d.now_ms + times.attempt_life_ms, d.p.order.expires_ms - times.order_margin_ms);
  const channel_no = newNumber(d);
  const attempt: Attempt = {
    n: d.p.attempts.length + 1,
    channel,
    acquirer_id: rules.acquirer_id,
    channel_no,
    state: 'created',
    created_ms: d.now_ms,
    channel_expires_ms,
    not_after_ms: Math.min(d.now_ms + times.prepay_not_after_ms, channel_expires_ms),
    body: rules.prepayBody({
      channel_no: channel_no,
      amount_fen: d.p.order.amount_fen,
      subject: d.p.order.subject,
      channel_expires_at_ms: channel_expires_ms,
      created_at_ms: d.now_ms,
      ...(d.p.order.box_id ? { box_id: d.p.order.box_id } : {}),
    }),
    last_sent_ms: 0,
    close_asked: false,
    close_absent: false,
  };
  d.p.attempts.push(attempt);
  plan(d, attempt, 'prepay', d.now_ms, 0);
  return attempt;
}

export function plan(d: Draft, attempt: Attempt, call: Job['call'], due_ms: number, at: number): void {
  schedule(d, {
    key: keyOf(attempt),
    call,
    lane: attempt.channel,
    due_ms,
    rung: at,
    ...(call === 'prepay' ? { not_after_ms: attempt.not_after_ms } : {}),
  });
}

export function move(d: Draft, attempt: Attempt, on: AttemptEvent): boolean {
  const to = (attempt.card ? CARD_ATTEMPT : QR_ATTEMPT)[attempt.state][on];
  if (!to || to === attempt.state) return false;
  attempt.state = to;
  if (to === 'closed' || to === 'refused') {
    attempt.ended_ms = d.now_ms;
    watch(d, attempt, 0);
  }
  if (to === 'paid') unschedule(d, keyOf(attempt));
  return true;
}

/** Takes an attempt off the screen; the channel is asked and closed until it is shut or lapsed. */
export function leave(d: Draft, attempt: Attempt, why: AttemptEnd): void {
  if (!move(d, attempt, 'leave')) return;
  attempt.why = why;
  // Before its code was sent nothing of a card can have moved: there is nobody to ask.
  if (attempt.card) return;
  plan(d, attempt, 'query', d.now_ms, 0);
}

/** Until bills are read, these looks are all that finds money under a dead number. */
export function watch(d: Draft, attempt: Attempt, at: number): void {
  if (attempt.card && attempt.card.sent_ms === undefined) return;
  const wait_ms = rulesOf(d, attempt.channel).schedules.watch_ms[at];
  if (wait_ms === undefined) return unschedule(d, keyOf(attempt));
  plan(d, attempt, 'query', Math.max((attempt.ended_ms ?? d.now_ms) + wait_ms, d.now_ms), at);
}

/** Prepay came back, or did not. A code that arrives when the attempt is no longer `created` is never shown. */
export function prepaid(d: Draft, event: PrepaidEvent): void {
  const attempt = d.p.attempts[event.attempt - 1];
  if (!attempt) throw new Error('no attempt ' + event.attempt);
  const { answer } = event;
  attempt.last_sent_ms = Math.max(attempt.last_sent_ms, answer.asked_at_ms);
  const job = answers(d, event);
  if (attempt.state !== 'created') return absorbInto(d, attempt, answer, job);
  if (answer.kind === 'ready') {
    attempt.qr_text = answer.qr_text;
    move(d, attempt, 'ready');
    plan(d, attempt, 'query', d.now_ms + rung(scanSchedules(d, attempt.channel).query_ms, 0), 0);
  } else if (answer.kind === 'refused') {
    refusedBy(d, attempt, answer);
  } else if (answer.kind === 'silent') {
    if (job) prepayAgain(d, attempt, job);
  } else absorbInto(d, attempt, answer, job);
}

/** `reason` decides; `code` is stored for the hotline. */
export function refusedBy(d: Draft, attempt: Attempt, { reason, code }: RefusedBy): void {
  attempt.reason = reason;
  attempt.code = code;
  attempt.why = 'refused';
  move(d, attempt, 'refused');
}

function prepayAgain(d: Draft, attempt: Attempt, job: Job): void {
  const wait_ms = d.rules.times.prepay_again_ms[job.rung];
  if (wait_ms === undefined || d.now_ms + wait_ms >= attempt.not_after_ms) leave(d, attempt, 'silent');
  else plan(d, attempt, 'prepay', d.now_ms + wait_ms, job.rung + 1);
}

/** Any piece of evidence about an attempt, from whatever source. */
export function absorb(d: Draft, event: EvidenceEvent): void {
  const attempt = d.p.attempts[event.attempt - 1];
  if (!attempt) throw new Error('no attempt ' + event.attempt);
  const job = answers(d, event);
  if (attempt.card) return absorbCard(d, attempt, event.evidence, job);
  if (event.evidence.source === 'close') {
    attempt.close_asked = true;
    attempt.last_sent_ms = Math.max(attempt.last_sent_ms, event.evidence.asked_at_ms);
  }
  absorbInto(d, attempt, event.evidence, job);
}

function absorbInto(d: Draft, attempt: Attempt, e: Evidence | PrepayAnswer, job: Job | undefined): void {
  if (e.kind === 'paid' || e.kind === 'defect') {
    takeMoney(d, attempt, e);
    if (move(d, attempt, 'money')) return;
  } else if (counts(attempt, e)) absorbNegative(d, attempt, e);
  if (job) noteForViewer(d, attempt, e, job);
  // Still the same call that is due: nothing above replaced it, so it moves on along its ladder.
  if (job && jobOf(d, job.key)?.serial === job.serial) next(d, attempt, e, job);
}

/** A negative asked before our last request that could charge or close says nothing about now. */
export function counts(attempt: Attempt, e: { asked_at_ms: number }): boolean {
  return e.asked_at_ms >= attempt.last_sent_ms;
}

function absorbNegative(d: Draft, attempt: Attempt, e: Evidence | PrepayAnswer): void {
  if (e.kind === 'shut') {
    if (attempt.state === 'created' || attempt.state === 'ready') attempt.why = 'shut';
    move(d, attempt, 'shut');
  } else if (e.kind === 'unpaid' || e.kind === 'absent') {
    if (e.kind === 'absent' && e.source === 'close') attempt.close_absent = true;
    if (e.asked_at_ms >= attempt.channel_expires_ms + d.rules.times.lapse_ms) move(d, attempt, 'lapsed');
  }
}

/** What 已完成支付 gets to hear: never a failure. */
function noteForViewer(d: Draft, attempt: Attempt, e: Evidence | PrepayAnswer, job: Job): void {
  const { dialogue } = d.p;
  if (!dialogue.asking || dialogue.attempt !== attempt.n || job.call !== 'query') return;
  dialogue.asking = false;
  dialogue.note = e.kind === 'unpaid' || e.kind === 'absent' ? 'not_received' : 'ask_later';
}

/** The next call under this number after one came back. */
function next(d: Draft, attempt: Attempt, e: Evidence | PrepayAnswer, job: Job): void {
  const { times } = d.rules;
  // "pending" means look again at once; a channel that keeps saying so is asked along the ladder.
  const at_once = e.kind === 'pending' && job.call !== 'query';
  switch (attempt.state) {
    case 'created':
      return plan(d, attempt, 'query', d.now_ms + (at_once ? 0 : rung(times.prepay_again_ms, job.rung)), job.rung + 1);
    case 'ready':
      return plan(d, attempt, 'query', d.now_ms + rung(scanSchedules(d, attempt.channel).query_ms, job.rung + 1), job.rung + 1);
    case 'closing':
      if (job.call === 'query') return plan(d, attempt, 'close', d.now_ms, job.rung);
      if (at_once) return plan(d, attempt, 'query', d.now_ms, job.rung);
      return plan(d, attempt, 'query', d.now_ms + rung(scanSchedules(d, attempt.channel).close_ms, job.rung), job.rung + 1);
    case 'closed':
    case 'refused':
      return watch(d, attempt, job.rung + 1);
    case 'sent':
    case 'paid':
      return unschedule(d, keyOf(attempt));
  }
}
