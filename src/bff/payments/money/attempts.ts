/** Attempts of every kind: their moves, their one job, and leaving the screen. */
import type { RefusedBy } from '../../../channels/port.ts';
import { newNumber, schedule, unschedule } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { attemptJob } from '../job-keys.ts';
import type { ChannelRules } from '../events.ts';
import type { Attempt, AttemptBy, AttemptEnd, Job } from '../payment.ts';
import { watchLadder } from '../ladders.ts';
import { ATTEMPT_TABLES } from './transitions.ts';
import type { AttemptEvent } from './transitions.ts';
import { returnPass, spendPass } from './guard.ts';
import { takeHold } from './hold.ts';

/** Could money have moved under its number? A shown code may be paid; a card pays only once its code was sent, an account once a password was. */
function mayHaveMoved(attempt: Attempt): boolean {
  switch (attempt.kind) {
    case 'scan':
      return true;
    case 'card':
      return attempt.card.sent_ms !== undefined;
    case 'bank':
      return attempt.bank.tries.length > 0;
  }
}

/** What an attempt of any kind has before anything was sent; its number is fixed here. */
export function begun<K extends Attempt['kind']>(
  d: Draft,
  of: { kind: K; channel: string; rules: ChannelRules; product?: string; by?: AttemptBy; card_id?: string; quick?: true },
  ends: { channel_expires_ms: number; not_after_ms: number },
) {
  takeHold(d);
  return {
    n: d.p.attempts.length + 1,
    kind: of.kind,
    channel: of.channel,
    product: of.product ?? of.rules.product,
    by: of.by ?? ('tv' as const),
    ...spendPass(d, of),
    acquirer_id: of.rules.acquirer_id,
    channel_no: newNumber(d),
    state: 'created' as const,
    created_ms: d.now_ms,
    ...ends,
    last_sent_ms: 0,
    close_asked: false,
    close_absent: false,
  };
}

/** The life of an attempt whose secrets are sent once: while the process that may send them has its lease. */
export function onceEnds({ now_ms, p, rules: { times } }: Draft): { channel_expires_ms: number; not_after_ms: number } {
  const channel_expires_ms = Math.min(now_ms + times.attempt_life_ms, p.order.expires_ms - times.card_late_ms);
  return { channel_expires_ms, not_after_ms: Math.min(now_ms + times.lease_ms, channel_expires_ms) };
}

export function attemptOf(d: Draft, n: number): Attempt {
  const attempt = d.p.attempts[n - 1];
  if (!attempt) throw new Error('no attempt ' + n);
  return attempt;
}

/** `hurried`: the look is made at once instead of on the next rung, for the so-manieth time. */
export function plan(d: Draft, attempt: Attempt, call: Job['call'], due_ms: number, at: number, hurried = 0): void {
  schedule(d, {
    key: attemptJob(attempt.n),
    call,
    lane: attempt.channel,
    due_ms,
    rung: at,
    ...(hurried ? { hurried } : {}),
    ...(call === 'prepay' ? { not_after_ms: attempt.not_after_ms } : {}),
  });
}

/** True when its state is another now. An end starts the watch, money ends its job. */
export function move(d: Draft, attempt: Attempt, on: AttemptEvent): boolean {
  const to = ATTEMPT_TABLES[attempt.kind][attempt.state][on];
  if (!to || to === attempt.state) return false;
  attempt.state = to;
  if (to === 'closed' || to === 'refused') {
    attempt.ended_ms = d.now_ms;
    watch(d, attempt, 0);
  }
  if (to === 'paid') unschedule(d, attemptJob(attempt.n));
  return true;
}

/** Takes an attempt off the screen; where money may have moved, the channel is asked and closed until it is shut or lapsed. */
export function leave(d: Draft, attempt: Attempt, why: AttemptEnd): void {
  if (!move(d, attempt, 'leave')) return;
  attempt.why = why;
  if (!mayHaveMoved(attempt)) returnPass(d, attempt);
  // The bank drops the challenge, and says if it was paid after all.
  if (attempt.kind === 'bank') plan(d, attempt, 'close', d.now_ms, 0);
  else if (mayHaveMoved(attempt)) plan(d, attempt, 'query', d.now_ms, 0);
}

/** `reason` decides; `code` is stored for the hotline. */
export function refusedBy(d: Draft, attempt: Attempt, { reason, code }: RefusedBy): void {
  attempt.reason = reason;
  attempt.code = code;
  attempt.why = 'refused';
  move(d, attempt, 'refused');
}

/** Until bills are read, these looks are all that finds money under a dead number. */
export function watch(d: Draft, attempt: Attempt, at: number): void {
  if (!mayHaveMoved(attempt)) return;
  const wait_ms = watchLadder(d.rules, attempt.channel)[at];
  if (wait_ms === undefined) return unschedule(d, attemptJob(attempt.n));
  plan(d, attempt, 'query', Math.max((attempt.ended_ms ?? d.now_ms) + wait_ms, d.now_ms), at);
}

/** A negative asked before our last request that could charge or close says nothing about now. */
export function counts(attempt: Attempt, e: { asked_at_ms: number }): boolean {
  return e.asked_at_ms >= attempt.last_sent_ms;
}
