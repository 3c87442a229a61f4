/** Queries about what was sent once: a card's consumption, a password. Source: docs/money.md 10. */
import { flag, unschedule } from '../../draft.ts';
import type { Draft } from '../../draft.ts';
import { attemptJob } from '../../job-keys.ts';
import { sentLadder } from '../../ladders.ts';
import type { BankAttempt, CardAttempt } from '../../payment.ts';
import { rung } from '../../schedules.ts';
import { move, plan } from '../attempts.ts';

export type SentOnce = CardAttempt | BankAttempt;

export function sentAt(attempt: SentOnce): number | undefined {
  return attempt.kind === 'card' ? attempt.card.sent_ms : attempt.bank.tries.at(-1)?.sent_ms;
}

/** The n-th look. Times count from the commit, so a restart neither hurries nor delays them. */
export function lookAgain(d: Draft, attempt: SentOnce, at: number): void {
  const query_ms = sentLadder(d.rules, attempt.channel);
  const { sent_query_every_ms } = d.rules.times;
  const after_ms = query_ms[at] ?? rung(query_ms, at) + (at - query_ms.length + 1) * sent_query_every_ms;
  // Rungs that have passed meanwhile (a restart) are left out: the overdue look itself has been made.
  const due_ms = (sentAt(attempt) ?? d.now_ms) + after_ms;
  if (after_ms > d.rules.times.look_end_ms) return lookNoMore(d, attempt);
  if (due_ms < d.now_ms) return lookAgain(d, attempt, at + 1);
  plan(d, attempt, 'query', due_ms, at);
}

/** It was flagged long ago; a callback or a bill still finds it. */
export function lookNoMore(d: Draft, attempt: SentOnce): void {
  flag(d, 'card-never-known', attempt.channel_no);
  unschedule(d, attemptJob(attempt.n));
}

/** Only an order that wants to end needs to give up on one. */
export function waitingEnds(d: Draft, attempt: SentOnce): number | undefined {
  const { state, closing_ms } = d.p.order;
  return attempt.state === 'sent' && state === 'closing' ? (closing_ms ?? d.now_ms) + d.rules.times.sent_flag_ms : undefined;
}

/** Sent, and unknown for so long that its order may end without it; it is still looked after. */
export function giveUpWaiting(d: Draft, attempt: SentOnce): void {
  flag(d, 'card-unknown', attempt.channel_no);
  attempt.why = 'unknown';
  move(d, attempt, 'unknown');
  lookAgain(d, attempt, sentLadder(d.rules, attempt.channel).length);
}
