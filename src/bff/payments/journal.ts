/** The journal row of one commit: who did it, from which evidence, and the question that the viewer saw then. */
import { questionKey } from './dialogue/question.ts';
import type { Question } from './dialogue/question.ts';
import type { Draft } from './draft.ts';
import type { Event } from './events.ts';
import { actorText, cut, evidenceFacts } from './journal-facts.ts';
import type { JournalRow } from './journal-row.ts';
import type { Payment } from './payment.ts';

/** An order's first commit has no event of its own. */
export type Cause = Event | { type: 'created'; merchant_id: string };

export function journalRow(d: Draft, cause: Cause, question: Question): JournalRow {
  return {
    order_id: d.id,
    version: d.p.version,
    at_ms: d.now_ms,
    event: cause.type,
    actor: actorOf(d.p, cause),
    ...evidenceOf(cause),
    ...aboutOf(cause),
    question: cut(questionKey(question)),
  };
}

function actorOf(p: Payment, cause: Cause): string {
  switch (cause.type) {
    case 'tick':
    case 'clock-set-back':
    case 'notice-due':
    case 'refund-funded':
      return 'clock';
    case 'job-set-aside':
      return 'worker';
    case 'created':
      return 'merchant:' + cause.merchant_id;
    case 'refund-requested':
      return cause.by ? actorText(cause.by) : 'viewer';
    case 'request-declined':
    case 'refund-asked':
    case 'close-asked':
    case 'instructed':
    case 'delivered':
    case 'notice-result':
      return 'merchant:' + p.order.merchant_id;
    case 'answer':
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
    case 'consent-asked':
      return 'viewer';
    case 'consent-said':
      return 'phone:parent';
    case 'consent-failed':
      return 'worker';
    case 'phone-pays':
    case 'phone-asks':
    case 'keypad-begins':
    case 'keypad-ends':
      return 'phone:' + cause.visit.slice(0, 8);
    case 'news-unbooked':
      return 'bank:' + cause.channel;
    case 'sms-answered':
    case 'open-failed':
    case 'prepaid':
    case 'prepared':
    case 'confirmed':
    case 'evidence':
      return 'bank:' + (p.attempts[cause.attempt - 1]?.channel ?? '');
    case 'refund-sending':
    case 'refund-sending-on':
    case 'refund-evidence':
      return 'bank:' + (p.refunds.find((r) => r.id === cause.refund)?.channel ?? '');
    case 'held':
    case 'refund-by-hand':
    case 'restored':
    case 'notice-resent':
      return actorText(cause.by);
  }
}

function evidenceOf(cause: Cause): Pick<JournalRow, 'source' | 'kind' | 'code'> {
  const e = cause.type === 'evidence' || cause.type === 'refund-evidence' ? cause.evidence : answerOf(cause);
  if (cause.type === 'job-set-aside') return { code: cut(cause.why) };
  if (cause.type === 'instructed') return { kind: cause.instruction.type };
  if (cause.type === 'pay-password') return { kind: cause.checked.kind };
  if (cause.type === 'consent-said') return { kind: cause.yes ? 'yes' : 'no' };
  if (!e) return cause.type === 'answer' ? { kind: cause.answer.kind } : {};
  return evidenceFacts(e);
}

const ANSWERED = ['prepaid', 'sms-answered', 'prepared', 'confirmed'] as const;

function answerOf(cause: Cause) {
  const type = ANSWERED.find((one) => one === cause.type);
  return type && (cause as Extract<Cause, { type: typeof type }>).answer;
}

function aboutOf(cause: Cause): { about?: string } {
  if ('attempt' in cause) return { about: 'attempt ' + cause.attempt };
  if ('refund' in cause) return { about: cut('refund ' + cause.refund) };
  if (cause.type === 'consent-said' || cause.type === 'consent-failed') return { about: 'consent ' + cause.n };
  if ('n' in cause) return { about: 'notice ' + cause.n };
  if ('key' in cause) return { about: cut('job ' + cause.key) };
  if ('txn' in cause) return { about: cut('receipt ' + cause.txn) };
  if (cause.type === 'refund-requested') return { about: cause.reason };
  if (cause.type === 'request-declined') return { about: cut('request ' + cause.request) };
  return 'refund_no' in cause ? { about: cut('refund ' + cause.refund_no) } : {};
}
