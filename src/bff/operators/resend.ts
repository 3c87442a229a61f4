/** Posts a notice once more, now. Merchants take each (order_no, n) once, so a copy does no harm. Source: docs/money.md 8. */
import type { Operator } from '../payments/events.ts';
import type { Payments } from '../payments/engine/service.ts';
import { waitingNotice } from '../payments/money/notices.ts';
import type { Notice, Order, Payment } from '../payments/payment.ts';
import { OperatorRefusal } from './refusal.ts';

export interface ResendDeps {
  payments: Payments;
  postNotice: (order: Order, notice: Notice) => Promise<boolean>;
}

/** Throws OperatorRefusal when the merchant's server did not take it, or an earlier one comes first. */
export async function resendNotice({ payments, postNotice }: ResendDeps, payment: Payment, id: string, by: Operator): Promise<void> {
  const notice = payment.notices.find((one) => one.id === id);
  if (!notice) throw new OperatorRefusal('ITEM_NOT_FOUND', 'This order has no notice ' + id + '.');
  const waiting = waitingNotice(payment.notices);
  if (waiting && waiting.n < notice.n)
    throw new OperatorRefusal('ACT_NOT_POSSIBLE', 'The notice ' + waiting.id + ' comes first: merchants get them in order.');
  const taken = await postNotice(payment.order, notice);
  // A copy of one that was delivered changes nothing.
  if (taken && notice.delivered_ms === undefined)
    await payments.commit({ id: payment.order.id }, { type: 'notice-resent', n: notice.n, by });
  if (!taken)
    throw new OperatorRefusal(
      'NOTICE_NOT_TAKEN',
      "The merchant's server did not take it: it must answer 200 with the body SUCCESS at " + payment.order.notify_url + '.',
    );
}
