/** The payment after an answer, once what comes next can be shown. */
import { Refusal } from '../../../protocol/refusal.ts';
import { questionKey, questionOf } from '../../payments/dialogue/question.ts';
import { hasTrait } from '../../payments/dialogue/steps.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { WaitingRoom } from '../../payments/engine/waiting.ts';
import type { Payment } from '../../payments/payment.ts';

export interface SettledDeps {
  payments: Payments;
  waiting: WaitingRoom;
  /** How long an answer waits for what the viewer will see next. */
  answer_wait_ms: number;
}

/** Tells the answer, then waits a little for what the viewer will see next, so that waiting screens are rarely seen. */
export async function settled(deps: SettledDeps, before: Payment, tell: () => Promise<void>, left?: AbortSignal): Promise<Payment> {
  await tell();
  const { id } = before.order;
  const found = (payment: Payment | undefined): Payment => {
    if (!payment) throw new Refusal('ORDER_NOT_FOUND');
    return payment;
  };
  const after = found(await deps.payments.read({ id }));
  if (!isWaiting(after)) return after;
  const question = questionKey(questionOf(after));
  const moved = (payment: Payment) => questionKey(questionOf(payment)) !== question || (after.dialogue.asking && !payment.dialogue.asking);
  return found(await deps.waiting.until({ id }, moved, deps.answer_wait_ms, left));
}

/** A screen that the next word of a channel will change. */
function isWaiting(payment: Payment): boolean {
  const question = questionOf(payment);
  // An order that is closing, or held money, is not over in a moment.
  const soon = question.kind !== 'checking' || question.why === 'asking';
  return payment.dialogue.asking || (hasTrait(question.kind, 'waits') && soon);
}
