/** A phone as the keypad of what a step asks for. */
import type { StepKeypad } from '../../protocol/step.ts';
import type { Question } from '../payments/dialogue/question.ts';
import type { Payment } from '../payments/payment.ts';
import { qrBits } from './qr.ts';

export interface KeypadSteps {
  code(payment: Payment, question: Question): string | undefined;
  left_ms(phone: { since_ms: number }): number;
}

type Typed = Extract<Question, { kind: 'card-number' | 'card-check' | 'sms-code' }>;

/** One that has been here too long is shown with nothing left: the TV then goes on by itself. */
export function keypadOf({ keypad }: { keypad?: KeypadSteps }, payment: Payment, question: Typed): { keypad?: StepKeypad } {
  const { phone } = question;
  if (!keypad) return {};
  if (phone) return { keypad: { phone: phone.admitted ? 'types' : 'asks', left_ms: keypad.left_ms(phone) } };
  const text = keypad.code(payment, question);
  return text === undefined ? {} : { keypad: { qr: qrBits(text) } };
}
