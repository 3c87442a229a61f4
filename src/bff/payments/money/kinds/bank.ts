/** One try with an account at a bank: a challenge, then passwords one at a time; after one that was not found wrong only questions. Source: docs/money.md 15. */
import type { ConfirmAnswer, Evidence, PrepareAnswer } from '../../../../channels/port.ts';
import { jobOf, stillDue, unschedule } from '../../draft.ts';
import type { Draft } from '../../draft.ts';
import type { CardEvent } from '../../events.ts';
import { attemptJob } from '../../job-keys.ts';
import { closeLadder } from '../../ladders.ts';
import type { BankAttempt, Job } from '../../payment.ts';
import { attemptOf, begun, counts, leave, move, onceEnds, plan, refusedBy, watch } from '../attempts.ts';
import { takeMoney } from '../receipts.ts';
import { lookAgain } from './looks.ts';

type Asked = Extract<CardEvent, { type: 'challenge-asked' }>;

/** The commit that makes it is the mark: whoever made it may ask for one challenge, nobody ever again. */
export function newBankAttempt(d: Draft, event: Asked, limit_fen: number | undefined): BankAttempt {
  const rules = d.rules.channels[event.channel];
  if (rules?.kind !== 'bank') throw new Error('no such channel with accounts: ' + event.channel);
  const attempt: BankAttempt = {
    ...begun(d, { kind: 'bank', channel: event.channel, rules }, onceEnds(d)),
    bank: {
      face: event.card.face,
      hash: event.card.hash,
      method: event.method,
      ...(limit_fen === undefined ? {} : { limit_fen }),
      prepare_by: event.by,
      tries: [],
      unpaid: 0,
    },
  };
  d.p.attempts.push(attempt);
  return attempt;
}

function bankAttempt(d: Draft, n: number): BankAttempt {
  const attempt = attemptOf(d, n);
  if (attempt.kind !== 'bank') throw new Error('no attempt with an account: ' + n);
  return attempt;
}

/** The challenge came, or did not. One that comes when the attempt is no longer `created` is never shown. */
export function prepared(d: Draft, n: number, answer: PrepareAnswer): void {
  const attempt = bankAttempt(d, n);
  if (attempt.state !== 'created') return;
  if (answer.kind === 'silent') return leave(d, attempt, 'silent');
  if (answer.kind === 'refused') return refusedBy(d, attempt, answer);
  attempt.bank.challenge_id = answer.challenge_id;
  attempt.bank.challenge = answer.challenge;
  attempt.channel_expires_ms = Math.min(attempt.channel_expires_ms, answer.asked_at_ms + answer.life_ms);
  move(d, attempt, 'ready');
}

/** From here on money may move: only the bank's word ends it. */
export function sendPassword(d: Draft, attempt: BankAttempt, by: string): void {
  if (!move(d, attempt, 'code')) return;
  mark(d, attempt, by);
}

/** A password may have been sent after the backup was made: only questions now, and nobody sends another. */
export function restoreBank(d: Draft, attempt: BankAttempt): void {
  if (!move(d, attempt, 'restored')) return;
  mark(d, attempt, 'restored');
}

function mark(d: Draft, attempt: BankAttempt, by: string): void {
  attempt.bank.tries.push({ by, sent_ms: d.now_ms });
  attempt.bank.unpaid = 0;
  delete attempt.bank.unpaid_asked_ms;
  attempt.last_sent_ms = d.now_ms;
  lookAgain(d, attempt, 0);
}

/** The bank's word about the n-th password. Anything but "wrong" is evidence like any other. */
export function confirmed(d: Draft, n: number, tried: number, answer: ConfirmAnswer): void {
  const attempt = bankAttempt(d, n);
  if (answer.kind !== 'wrong') return absorbBank(d, attempt, answer, undefined);
  const { tries } = attempt.bank;
  const last = tries[tried - 1];
  if (attempt.state !== 'sent' || !last || tried !== tries.length) return;
  last.wrong = true;
  attempt.bank.tries_left = answer.tries_left;
  attempt.code = answer.code;
  move(d, attempt, 'wrong');
  unschedule(d, attemptJob(attempt.n));
  // Its order may have begun to close while the bank thought.
  if (d.p.order.state !== 'open') leave(d, attempt, 'order');
}

export function absorbBank(d: Draft, attempt: BankAttempt, e: Evidence, job: Job | undefined): void {
  if (e.kind === 'paid' || e.kind === 'defect') {
    takeMoney(d, attempt, e);
    if (move(d, attempt, 'money')) return;
  } else if (counts(attempt, e)) judge(d, attempt, e);
  // A notification that decides nothing is a reason to ask now.
  if (e.source === 'callback' && attempt.state === 'sent') plan(d, attempt, 'query', d.now_ms, jobOf(d, attemptJob(attempt.n))?.rung ?? 0);
  if (stillDue(d, job)) next(d, attempt, e, job);
}

/** What a bank says that is not money. */
function judge(d: Draft, attempt: BankAttempt, e: Evidence): void {
  if (attempt.state !== 'sent') return;
  if (e.kind === 'refused') return refusedBy(d, attempt, e);
  if (e.kind === 'unpaid' || e.kind === 'absent') return unpaid(d, attempt, e);
  if (e.kind !== 'silent') attempt.bank.unpaid = 0;
}

/** Shortly after a call "not paid" only means: not yet. */
function unpaid(d: Draft, attempt: BankAttempt, e: Evidence): void {
  const { bank } = attempt;
  const { lost_ms, lost_again_ms } = d.rules.times;
  const sent_ms = bank.tries.at(-1)?.sent_ms ?? d.now_ms;
  if (e.asked_at_ms < sent_ms + lost_ms || e.asked_at_ms < (bank.unpaid_asked_ms ?? -Infinity) + lost_again_ms) return;
  bank.unpaid_asked_ms = e.asked_at_ms;
  bank.unpaid += 1;
  if (bank.unpaid < 2) return;
  attempt.why = 'lost';
  move(d, attempt, 'lost');
}

/** The next call after one came back. */
function next(d: Draft, attempt: BankAttempt, e: Evidence, job: Job): void {
  if (attempt.state === 'sent' && attempt.bank.unpaid === 1)
    return plan(d, attempt, 'query', d.now_ms + d.rules.times.lost_again_ms, job.rung);
  if (attempt.state === 'sent' || attempt.why === 'unknown') return lookAgain(d, attempt, job.rung + 1);
  if (attempt.state !== 'closed' && attempt.state !== 'refused') return unschedule(d, attemptJob(attempt.n));
  if (job.call !== 'close') return watch(d, attempt, job.rung + 1);
  const again_ms = closeLadder(d.rules, attempt.channel)[job.rung];
  if (e.kind === 'silent' && again_ms !== undefined) return plan(d, attempt, 'close', d.now_ms + again_ms, job.rung + 1);
  unschedule(d, attemptJob(attempt.n));
  watch(d, attempt, 0);
}
