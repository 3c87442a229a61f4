/**
 * decide(payment, event) -> the payment afterwards with its due work, and the ledger entries. Pure: no clock, no random,
 * equal input gives equal bytes. The store commits all of it at once; workers act afterwards.
 */
import { absorb, prepaid } from './money/attempts.ts';
import { openFailed, smsAnswered } from './money/kinds/card.ts';
import { cardAnswer } from './dialogue/card-answers.ts';
import { advance, planClock } from './money/expiry.ts';
import { draftOf } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Event, Rules } from './events.ts';
import { judgeHeld } from './money/held.ts';
import { noticeResult } from './money/notices.ts';
import { askClose, settleOrder } from './money/order.ts';
import { absorbRefund, askRefund, markRefund } from './money/refunds.ts';
import { questionKey, questionOf } from './dialogue/question.ts';
import type { Decision, Payment } from './payment.ts';
import { answer } from './dialogue/answers.ts';

export function decide(payment: Payment, event: Event, rules: Rules): Decision {
  const d = draftOf(payment, event, rules);
  advance(d);
  apply(d, event);
  return finish(payment, d);
}

function apply(d: Draft, event: Event): void {
  switch (event.type) {
    case 'tick':
      return;
    case 'answer':
      return answer(d, event);
    case 'card-known':
    case 'card-note':
    case 'card-refused':
    case 'sms-asked':
    case 'code':
    case 'open-code':
      return cardAnswer(d, event);
    case 'sms-answered':
      return smsAnswered(d, event.attempt, event.answer);
    case 'open-failed':
      return openFailed(d, event.attempt, event.refused);
    case 'prepaid':
      return prepaid(d, event);
    case 'evidence':
      return absorb(d, event);
    case 'refund-asked':
      return askRefund(d, event);
    case 'refund-sending':
      return markRefund(d, event);
    case 'refund-evidence':
      return absorbRefund(d, event);
    case 'notice-result':
      return noticeResult(d, event);
    case 'close-asked':
      return askClose(d);
    case 'held':
      return judgeHeld(d, event.txn, event.verdict);
  }
}

/** What follows from every event alike: the order's end, the clock job, what the viewer sees, the commit's number. */
export function finish(before: Payment, d: Draft): Decision {
  settleOrder(d);
  planClock(d);
  renumberView(before, d.p);
  const changed = before.version === 0 || d.entries.length > 0 || JSON.stringify(before) !== JSON.stringify(d.p);
  if (changed) d.p.version += 1;
  return { changed, payment: changed ? d.p : before, entries: d.entries };
}

/** `version` moves only with the question, so that no background event eats a key press; `seq` with anything visible. */
function renumberView(before: Payment, after: Payment): void {
  const [was, is] = [questionOf(before), questionOf(after)];
  if (questionKey(was) !== questionKey(is)) {
    after.dialogue.version += 1;
    delete after.dialogue.note;
    after.dialogue.asking = false;
  }
  if (JSON.stringify(was) !== JSON.stringify(questionOf(after))) after.dialogue.seq += 1;
}
