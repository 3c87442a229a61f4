/** What time alone does to a payment, and the one job that wakes it for that. */
import { leave } from './attempts.ts';
import { escrowFlagAt, flagEscrow } from './escrow.ts';
import { kindOf } from './kinds/index.ts';
import { schedule, unschedule } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { CLOCK_JOB, CLOCK_LANE } from '../job-keys.ts';
import { endOrder } from './order.ts';
import type { Attempt } from '../payment.ts';

/** Brings the payment up to now before the event itself is looked at. */
export function advance(d: Draft): void {
  const { order } = d.p;
  for (const attempt of d.p.attempts) {
    if (attempt.state === 'created' && d.now_ms >= attempt.not_after_ms) leave(d, attempt, 'silent');
    if (isShown(attempt) && d.now_ms >= attempt.channel_expires_ms) leave(d, attempt, 'expired');
    if (d.now_ms >= givenUpAt(d, attempt)) kindOf(attempt).giveUp(d, attempt);
  }
  flagEscrow(d);
  if (order.state !== 'open') return;
  if (d.now_ms >= lateAt(d)) order.late = true;
  if (d.now_ms >= order.expires_ms) endOrder(d, 'expired');
}

/** The next moment at which `advance` would change something. */
export function planClock(d: Draft): void {
  const { order } = d.p;
  const times: number[] = [];
  for (const attempt of d.p.attempts) {
    if (attempt.state === 'created') times.push(attempt.not_after_ms);
    if (isShown(attempt)) times.push(attempt.channel_expires_ms);
    if (givenUpAt(d, attempt) < Infinity) times.push(givenUpAt(d, attempt));
  }
  if (order.state === 'open') times.push(order.late ? order.expires_ms : Math.min(lateAt(d), order.expires_ms));
  const escrow_ms = escrowFlagAt(d);
  if (escrow_ms !== undefined) times.push(escrow_ms);
  if (times.length === 0) return unschedule(d, CLOCK_JOB);
  const due_ms = Math.min(...times);
  const set = d.p.jobs.find((job) => job.key === CLOCK_JOB);
  if (set?.due_ms !== due_ms) schedule(d, { key: CLOCK_JOB, call: 'tick', lane: CLOCK_LANE, due_ms, rung: 0 });
}

function isShown(attempt: Attempt): boolean {
  return attempt.state === 'created' || attempt.state === 'ready';
}

function givenUpAt(d: Draft, attempt: Attempt): number {
  return kindOf(attempt).givenUpAt(d, attempt) ?? Infinity;
}

function lateAt(d: Draft): number {
  return d.p.order.expires_ms - d.rules.times.new_code_ms;
}
