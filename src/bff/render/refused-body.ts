/** Why a try came to nothing, and what a viewer may do next. */
import { REFUSAL_NUMBERS } from '../../protocol/refusal-numbers.ts';
import type { StepBody } from '../../protocol/step.ts';
import type { Texts } from '../../protocol/texts/words.ts';
import type { Question } from '../payments/dialogue/question.ts';
import type { Payment } from '../payments/payment.ts';
import { nextOf } from './next-of.ts';

type Refused = Extract<StepBody, { kind: 'refused' }>;

export function refusedBody(payment: Payment, question: Extract<Question, { kind: 'refused' }>, { refusals }: Texts): Refused {
  const { code } = question;
  return { kind: 'refused', code, number: REFUSAL_NUMBERS[code], ...refusals[code], next: nextOf(payment, question) };
}
