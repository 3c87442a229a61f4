/** What a viewer may do after a refusal. */
import { meaningOf, nextAfter } from '../payments/dialogue/refusals.ts';
import type { Payment } from '../payments/payment.ts';
import type { Question } from '../payments/dialogue/question.ts';
import type { StepBody } from '../../protocol/step.ts';

/** What the bank said decides; a silent channel may be back in a moment, and what it refused it will refuse again. */
export function nextOf(payment: Payment, question: Extract<Question, { kind: 'refused' }>): Extract<StepBody, { kind: 'refused' }>['next'] {
  const attempt = question.attempt === undefined ? undefined : payment.attempts[question.attempt - 1];
  if (attempt?.state === 'refused' && attempt.reason !== undefined && attempt.kind !== 'scan') return meaningOf(attempt.reason).next;
  return nextAfter(question.code) ?? (question.code === 'CHANNEL_SILENT' ? 'retry' : 'change');
}
