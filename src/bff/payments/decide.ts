/**
 * decide(payment, event) -> the payment afterwards with its due work, and the ledger entries. Pure: no clock, no random,
 * equal input gives equal bytes. The store commits all of it at once; workers act afterwards.
 */
import { answer, queryAnswered } from './dialogue/answers.ts';
import { cardAnswer } from './dialogue/card-answers.ts';
import { consent } from './dialogue/consent.ts';
import { followEntry, keypadEvent } from './dialogue/keypad.ts';
import { phoneAsks, phonePays } from './dialogue/phone.ts';
import { questionKey, questionOf } from './dialogue/question.ts';
import type { Question } from './dialogue/question.ts';
import { draftOf, flag } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Event, Rules } from './events.ts';
import { journalRow } from './journal.ts';
import type { Cause } from './journal.ts';
import { instruct } from './money/escrow.ts';
import { absorb } from './money/evidence.ts';
import { advance, planClock } from './money/expiry.ts';
import { judgeHeld } from './money/held.ts';
import { followHold } from './money/hold.ts';
import { confirmed, prepared } from './money/kinds/bank.ts';
import { openFailed, smsAnswered } from './money/kinds/card.ts';
import { prepaid } from './money/kinds/scan.ts';
import { noticeDue, noticeResent, noticeResult } from './money/notices.ts';
import { askClose, delivered, settleOrder } from './money/order.ts';
import { refundEvent } from './money/refunds/events.ts';
import { fundRefund } from './money/refunds/funding.ts';
import { declineRequest, requestRefund } from './money/refunds/requests.ts';
import { askRefund } from './money/refunds/refunds.ts';
import { restored } from './money/restore.ts';
import { setAside } from './money/set-aside.ts';
import { setBack } from './money/set-back.ts';
import type { Decision, Payment } from './payment.ts';
import { marked } from './urgency.ts';

export function decide(payment: Payment, event: Event, rules: Rules): Decision {
  const d = draftOf(payment.order.id, payment, event, rules);
  advance(d);
  apply(d, event);
  return finish(payment, d, event);
}

function apply(d: Draft, event: Event): void {
  switch (event.type) {
    case 'tick':
      return;
    case 'answer':
      return answer(d, event);
    case 'sealed-taken':
    case 'card-known':
    case 'card-note':
    case 'token-chosen':
    case 'card-refused':
    case 'sms-asked':
    case 'code':
    case 'open-code':
    case 'bank-known':
    case 'challenge-asked':
    case 'password':
    case 'pay-password':
      return cardAnswer(d, event);
    case 'phone-pays':
      return phonePays(d, event);
    case 'phone-asks':
      return phoneAsks(d, event.visit);
    case 'consent-asked':
    case 'consent-failed':
    case 'consent-said':
      return consent(d, event);
    case 'keypad-begins':
    case 'keypad-ends':
      return keypadEvent(d, event);
    case 'prepared':
      return prepared(d, event.attempt, event.answer);
    case 'confirmed':
      return confirmed(d, event.attempt, event.tried, event.answer);
    case 'sms-answered':
      return smsAnswered(d, event.attempt, event.answer);
    case 'open-failed':
      return openFailed(d, event.attempt, event.refused);
    case 'prepaid':
      return prepaid(d, event);
    case 'evidence':
      return queryAnswered(d, event, () => absorb(d, event));
    case 'refund-asked':
      return askRefund(d, event);
    case 'refund-requested':
      return requestRefund(d, event);
    case 'request-declined':
      return declineRequest(d, event);
    case 'refund-funded':
      return fundRefund(d, event);
    case 'instructed':
      return instruct(d, event);
    case 'refund-sending':
    case 'refund-evidence':
    case 'refund-by-hand':
    case 'refund-sending-on':
      return refundEvent(d, event);
    case 'notice-result':
      return noticeResult(d, event);
    case 'notice-due':
      return noticeDue(d, event.due_ms);
    case 'notice-resent':
      return noticeResent(d, event.n);
    case 'news-unbooked':
      return flag(d, event.what, event.detail);
    case 'close-asked':
      return askClose(d);
    case 'delivered':
      return delivered(d);
    case 'job-set-aside':
      return setAside(d, event.key);
    case 'clock-set-back':
      return setBack(d, event.by_ms);
    case 'restored':
      return restored(d);
    case 'held':
      return judgeHeld(d, event.txn, event.verdict);
  }
}

/** Follows from every event alike: the order's end, the clock job, the question's version, the commit's number and its journal row. */
export function finish(before: Payment, d: Draft, cause: Cause): Decision {
  settleOrder(d);
  followHold(d);
  planClock(d);
  followEntry(d);
  const question = renumber(before, d.p);
  d.p.jobs = d.p.jobs.map((job) => marked(d.p, job));
  const changed = before.version === 0 || d.entries.length > 0 || JSON.stringify(before) !== JSON.stringify(d.p);
  if (!changed) return { changed, payment: before, entries: d.entries };
  d.p.version += 1;
  return { changed, payment: d.p, entries: d.entries, journal: journalRow(d, cause, question) };
}

/** `version` moves only with the question, so that no background event eats a key press; `seq` with anything visible. */
function renumber(before: Payment, after: Payment): Question {
  const was = questionOf(before);
  let is = questionOf(after);
  if (questionKey(was) !== questionKey(is)) {
    after.dialogue.version += 1;
    after.dialogue.asking = false;
    if (after.dialogue.note) {
      delete after.dialogue.note;
      is = questionOf(after);
    }
  }
  if (JSON.stringify(was) !== JSON.stringify(is)) after.dialogue.seq += 1;
  return is;
}
