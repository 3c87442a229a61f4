/** One try with a card: an SMS, then at most one consumption under the same number, then only questions. */
import type { Evidence, RefusedBy, SmsAnswer } from '../../../../channels/port.ts';
import { flag, jobOf, unschedule, stillDue } from '../../draft.ts';
import type { Draft } from '../../draft.ts';
import type { CardEvent, QuickWish } from '../../events.ts';
import { attemptJob } from '../../job-keys.ts';
import type { CardAttempt, CardOfAttempt, Job, QuickNote } from '../../payment.ts';
import { claimLadder } from '../../ladders.ts';
import { rung } from '../../schedules.ts';
import { attemptOf, begun, counts, leave, move, onceEnds, plan, refusedBy, watch } from '../attempts.ts';
import { takeMoney } from '../receipts.ts';
import { lookAgain, lookNoMore } from './looks.ts';

type SmsAsked = Extract<CardEvent, { type: 'sms-asked' }>;

type Begun = Pick<SmsAsked, 'channel' | 'card' | 'phone_tail'>;
type Marks = Pick<CardOfAttempt, 'quick' | 'sms_why' | 'sms_by' | 'opens'>;

/** The commit that makes it is the mark: whoever made it may send one SMS, nobody ever again. */
export function newCardAttempt(d: Draft, event: SmsAsked, sms_why: QuickNote | undefined): CardAttempt {
  return newAttempt(d, event, {
    ...(sms_why ? { sms_why } : {}),
    sms_by: event.by,
    ...(event.opens ? { opens: true as const } : {}),
  });
}

/** Begun and sent in one commit: whoever made it may pay with the token, once, and the viewer's word is spent. */
export function payQuick(d: Draft, channel: string, { card, phone_tail, by }: QuickWish): CardAttempt {
  const attempt = newAttempt(d, { channel, card, phone_tail }, { quick: true });
  send(d, attempt, 'quick', by);
  return attempt;
}

function newAttempt(d: Draft, event: Begun, marks: Marks): CardAttempt {
  const rules = d.rules.channels[event.channel];
  if (rules?.kind !== 'card') throw new Error('no such channel with cards: ' + event.channel);
  const attempt: CardAttempt = {
    ...begun(d, { kind: 'card', channel: event.channel, rules, ...cardIdOf(event), ...(marks.quick ? { quick: true } : {}) }, onceEnds(d)),
    card: {
      face: event.card.face,
      hash: event.card.hash,
      phone_tail: event.phone_tail,
      need: event.card.need,
      ...cardIdOf(event),
      ...marks,
      absents: 0,
    },
  };
  d.p.attempts.push(attempt);
  return attempt;
}

const cardIdOf = ({ card: { card_id } }: Begun): { card_id?: string } => (card_id ? { card_id } : {});

function cardAttempt(d: Draft, n: number): CardAttempt {
  const attempt = attemptOf(d, n);
  if (attempt.kind !== 'card') throw new Error('no card attempt ' + n);
  return attempt;
}

/** The SMS went out, or did not. Late news of a given-up attempt changes nothing. */
export function smsAnswered(d: Draft, n: number, answer: SmsAnswer): void {
  const attempt = cardAttempt(d, n);
  if (attempt.state !== 'created') return;
  if (answer.kind === 'sent') return void move(d, attempt, 'ready');
  if (answer.kind === 'silent') return leave(d, attempt, 'silent');
  refusedBy(d, attempt, answer);
}

/** Only whoever is named may ask for the token; once. */
export function openWith(attempt: CardAttempt, by: string): void {
  if (attempt.card.opens && attempt.state === 'ready') attempt.card.open_by ??= by;
}

export function openFailed(d: Draft, n: number, refused: RefusedBy | undefined): void {
  const attempt = cardAttempt(d, n);
  if (!attempt.card.opens || attempt.state !== 'ready') return;
  if (!refused) return leave(d, attempt, 'silent');
  refusedBy(d, attempt, refused);
}

/** From here on money may move: only the channel's word ends it. */
export function sendCode(d: Draft, attempt: CardAttempt, by: string): void {
  if (!attempt.card.opens) send(d, attempt, 'code', by);
}

function send(d: Draft, attempt: CardAttempt, on: 'code' | 'quick', by: string): void {
  if (!move(d, attempt, on)) return;
  attempt.card.consume_by = by;
  attempt.card.sent_ms = d.now_ms;
  attempt.last_sent_ms = d.now_ms;
  lookAgain(d, attempt, 0);
}

/** The code may have been sent after the backup was made: only questions now, and nobody sends it again. */
export function restoreCard(d: Draft, attempt: CardAttempt): void {
  if (attempt.card.opens) return leave(d, attempt, 'session');
  if (!move(d, attempt, 'restored')) return;
  attempt.card.consume_by = 'restored';
  attempt.card.sent_ms = d.now_ms;
  attempt.last_sent_ms = d.now_ms;
  lookAgain(d, attempt, 0);
}

export function absorbCard(d: Draft, attempt: CardAttempt, e: Evidence, job: Job | undefined): void {
  const { card } = attempt;
  if (e.kind === 'paid' || e.kind === 'defect') {
    delete card.claim;
    takeMoney(d, attempt, e);
    if (move(d, attempt, 'money')) return;
  } else if (e.kind === 'claimed') return claimed(d, attempt, e);
  else if (e.kind === 'silent') believeClaim(d, attempt, e);
  else if (counts(attempt, e)) judge(d, attempt, e);
  if (card.claim && d.now_ms - card.claim.at_ms >= d.rules.times.claim_flag_ms) flag(d, 'claim-unconfirmed', attempt.channel_no);
  // A notification that decides nothing is a reason to ask now.
  if (e.source === 'callback' && !isDue(d, attempt)) askNow(d, attempt);
  if (stillDue(d, job)) next(d, attempt, job);
}

/** A signed "success": a query has to confirm it. */
function claimed(d: Draft, attempt: CardAttempt, e: Extract<Evidence, { kind: 'claimed' }>): void {
  if (attempt.state === 'paid') return takeMoney(d, attempt, { ...e, kind: 'paid' });
  if (attempt.card.claim && isDue(d, attempt)) return;
  attempt.card.claim ??= { txn: e.txn, amount_fen: e.amount_fen, currency: e.currency, at_ms: d.now_ms };
  // Anew even when a look is under way: that one may have been answered before the money moved.
  askNow(d, attempt);
}

/** The query has been silent for so long that the notification alone counts. */
function believeClaim(d: Draft, attempt: CardAttempt, e: Evidence): void {
  const { claim } = attempt.card;
  if (!claim || claim.contradicted || attempt.state === 'paid' || d.now_ms < claim.at_ms + d.rules.times.claim_alone_ms) return;
  delete attempt.card.claim;
  flag(d, 'notification-alone', attempt.channel_no);
  takeMoney(d, attempt, { source: e.source, asked_at_ms: claim.at_ms, kind: 'paid', ...claim });
  move(d, attempt, 'money');
}

/** What a channel says that is not money. */
function judge(d: Draft, attempt: CardAttempt, e: Evidence): void {
  const { card } = attempt;
  const { claim } = card;
  // A query of after the claim speaks and does not say "paid": the claim never pays alone. Source: docs/money.md 1.
  if (claim && e.source === 'query' && e.asked_at_ms >= claim.at_ms) {
    claim.contradicted = true;
    if (e.kind === 'refused') {
      flag(d, 'refused-but-notified', attempt.channel_no);
      delete card.claim;
    }
  }
  if (e.kind === 'absent') return absent(d, attempt, e);
  card.absents = 0;
  if (e.kind !== 'refused') return;
  if (card.claim) return;
  if (attempt.why === 'unknown') attempt.why = 'refused';
  if (attempt.state !== 'sent') return;
  refusedBy(d, attempt, e);
}

/** Shortly after a call "no such transaction" only means that it has not arrived yet. */
function absent(d: Draft, attempt: CardAttempt, e: Evidence): void {
  const { card } = attempt;
  if (attempt.state !== 'sent' || card.claim || card.sent_ms === undefined) return;
  if (card.absent_asked_ms !== undefined && e.asked_at_ms <= card.absent_asked_ms) return;
  card.absent_asked_ms = e.asked_at_ms;
  card.absents += 1;
  const late = e.asked_at_ms >= card.sent_ms + d.rules.times.lost_ms;
  if (e.source !== 'bill' && !(card.absents >= 2 && late)) return;
  attempt.why = 'lost';
  move(d, attempt, 'lost');
}

function isDue(d: Draft, attempt: CardAttempt): boolean {
  return (jobOf(d, attemptJob(attempt.n))?.due_ms ?? Infinity) <= d.now_ms;
}

function askNow(d: Draft, attempt: CardAttempt): void {
  if (attempt.state !== 'paid') plan(d, attempt, 'query', d.now_ms, jobOf(d, attemptJob(attempt.n))?.rung ?? 0);
}

/** The next look after one came back. */
function next(d: Draft, attempt: CardAttempt, job: Job): void {
  if (attempt.state === 'sent' || attempt.why === 'unknown') return lookAgain(d, attempt, job.rung + 1);
  if (attempt.state === 'paid') return unschedule(d, attemptJob(attempt.n));
  if (!attempt.card.claim) return watch(d, attempt, job.rung + 1);
  lookForClaim(d, attempt, attempt.card.claim.at_ms, job);
}

/** Until a query confirms or denies the claim; after a day once a day, and flagged; at last no more. */
function lookForClaim(d: Draft, attempt: CardAttempt, since_ms: number, job: Job): void {
  const { claim_flag_ms, daily_ms, look_end_ms } = d.rules.times;
  const age_ms = d.now_ms - since_ms;
  if (age_ms >= look_end_ms) return lookNoMore(d, attempt);
  const wait_ms = age_ms >= claim_flag_ms ? daily_ms : rung(claimLadder(d.rules, attempt.channel), job.rung);
  plan(d, attempt, 'query', d.now_ms + wait_ms, job.rung + 1);
}
