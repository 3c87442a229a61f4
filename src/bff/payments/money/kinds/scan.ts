/** A code to scan: prepaid, shown, asked about, closed until it is shut or lapsed. All its calls may be repeated. */
import type { Evidence, PrepayAnswer } from '../../../../channels/port.ts';
import { answers, flag, unschedule, stillDue } from '../../draft.ts';
import type { Draft } from '../../draft.ts';
import type { Event } from '../../events.ts';
import { attemptJob } from '../../job-keys.ts';
import type { AttemptBy, Job, ScanAttempt } from '../../payment.ts';
import { closeLadder, shownLadder } from '../../ladders.ts';
import { rung } from '../../schedules.ts';
import { attemptOf, begun, counts, leave, move, plan, refusedBy, watch } from '../attempts.ts';
import { takeMoney } from '../receipts.ts';

/** Whose attempt it is, and of which of the channel's products: the TV's and its first where it is not said. */
export interface ScanFor {
  product: string;
  by: AttemptBy;
  payer?: string | undefined;
  return_url?: string;
}

/** Number, body and expiry are fixed here, before anything is sent. */
export function newScanAttempt(d: Draft, channel: string, asked?: ScanFor): ScanAttempt {
  const rules = d.rules.channels[channel];
  if (rules?.kind !== 'scan') throw new Error('no such channel with codes: ' + channel);
  const { times } = d.rules;
  const channel_expires_ms = Math.min(d.now_ms + times.attempt_life_ms, d.p.order.expires_ms - times.order_margin_ms);
  const not_after_ms = Math.min(d.now_ms + times.prepay_not_after_ms, channel_expires_ms);
  const base = begun(d, { kind: 'scan', channel, rules, ...asked }, { channel_expires_ms, not_after_ms });
  const attempt: ScanAttempt = {
    ...base,
    body: rules.prepayBody(
      {
        channel_no: base.channel_no,
        amount_fen: d.p.order.amount_fen,
        subject: d.p.order.subject,
        channel_expires_at_ms: channel_expires_ms,
        created_at_ms: d.now_ms,
        not_after_ms,
        ...(d.p.order.box_id ? { box_id: d.p.order.box_id } : {}),
        ...(asked?.payer === undefined ? {} : { payer: asked.payer }),
        ...(asked?.return_url === undefined ? {} : { return_url: asked.return_url }),
      },
      asked?.product,
    ),
  };
  d.p.attempts.push(attempt);
  plan(d, attempt, 'prepay', d.now_ms, 0);
  return attempt;
}

/** Prepay came back, or did not. A code that arrives when the attempt is no longer `created` is never shown. */
export function prepaid(d: Draft, event: Extract<Event, { type: 'prepaid' }>): void {
  const attempt = attemptOf(d, event.attempt);
  if (attempt.kind !== 'scan') throw new Error('no attempt with a code: ' + event.attempt);
  const { answer } = event;
  attempt.last_sent_ms = Math.max(attempt.last_sent_ms, answer.asked_at_ms);
  const job = answers(d, event.call);
  if (attempt.state !== 'created') return absorbScan(d, attempt, answer, job);
  if (answer.kind === 'ready' || answer.kind === 'handed') {
    attempt.handover = answer.kind === 'handed' ? answer.handover : { kind: 'qr', text: answer.qr_text };
    move(d, attempt, 'ready');
    plan(d, attempt, 'query', d.now_ms + rung(shownLadder(d.rules, attempt.channel), 0), 0);
  } else if (answer.kind === 'refused') {
    refusedBy(d, attempt, answer);
  } else if (answer.kind === 'silent') {
    if (job) prepayAgain(d, attempt, job);
  } else absorbScan(d, attempt, answer, job);
}

function prepayAgain(d: Draft, attempt: ScanAttempt, job: Job): void {
  const wait_ms = d.rules.times.prepay_again_ms[job.rung];
  if (wait_ms === undefined || d.now_ms + wait_ms >= attempt.not_after_ms) leave(d, attempt, 'silent');
  else plan(d, attempt, 'prepay', d.now_ms + wait_ms, job.rung + 1);
}

export function absorbScan(d: Draft, attempt: ScanAttempt, e: Evidence | PrepayAnswer, job: Job | undefined): void {
  if ('source' in e && e.source === 'close') {
    attempt.close_asked = true;
    attempt.last_sent_ms = Math.max(attempt.last_sent_ms, e.asked_at_ms);
  }
  if (e.kind === 'paid' || e.kind === 'defect') {
    takeMoney(d, attempt, e);
    if (move(d, attempt, 'money')) return;
  } else if (counts(attempt, e)) absorbNegative(d, attempt, e);
  // It moves on along its ladder.
  if (stillDue(d, job)) next(d, attempt, e, job);
}

function absorbNegative(d: Draft, attempt: ScanAttempt, e: Evidence | PrepayAnswer): void {
  if (e.kind === 'shut') {
    if (attempt.state === 'created' || attempt.state === 'ready') attempt.why = 'shut';
    move(d, attempt, 'shut');
  } else if (e.kind === 'unpaid' || e.kind === 'absent') {
    if (e.kind === 'absent' && e.source === 'close') attempt.close_absent = true;
    if (e.asked_at_ms >= attempt.channel_expires_ms + d.rules.times.lapse_ms) move(d, attempt, 'lapsed');
  }
}

/** Looks at once on one rung. Source: docs/money.md 10. */
const HURRIES_MAX = 2;

/** The next call under this number after one came back. */
function next(d: Draft, attempt: ScanAttempt, e: Evidence | PrepayAnswer, job: Job): void {
  const { times } = d.rules;
  // "pending" means look again at once; a channel that keeps saying so is asked along the ladder, which grows all the same.
  const hurried = job.hurried ?? 0;
  const at_once = e.kind === 'pending' && job.call !== 'query' && hurried < HURRIES_MAX;
  switch (attempt.state) {
    case 'created':
      return plan(d, attempt, 'query', d.now_ms + (at_once ? 0 : rung(times.prepay_again_ms, job.rung)), job.rung + 1, hurried + 1);
    case 'ready':
      return plan(d, attempt, 'query', d.now_ms + rung(shownLadder(d.rules, attempt.channel), job.rung + 1), job.rung + 1);
    case 'closing':
      if (job.call === 'query') return plan(d, attempt, 'close', d.now_ms, job.rung, hurried);
      if (at_once) return plan(d, attempt, 'query', d.now_ms, job.rung, hurried + 1);
      return plan(d, attempt, 'query', d.now_ms + rung(closeLadder(d.rules, attempt.channel), job.rung), job.rung + 1);
    case 'closed':
    case 'refused':
      return watch(d, attempt, job.rung + 1);
    case 'sent':
    case 'paid':
      return unschedule(d, attemptJob(attempt.n));
  }
}

export function closingEnds(d: Draft, attempt: ScanAttempt): number | undefined {
  return attempt.state === 'closing' ? attempt.channel_expires_ms + d.rules.times.sent_flag_ms : undefined;
}

/** Its channel has not said for so long whether it is shut: its order may end without it; it is still watched. */
export function giveUpClosing(d: Draft, attempt: ScanAttempt): void {
  flag(d, 'attempt-unanswered', attempt.channel_no);
  attempt.why = 'unknown';
  move(d, attempt, 'unknown');
}
