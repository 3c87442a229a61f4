/** Viewers' requests for a refund as a merchant, or an operator for all of them, reads them. */
import type { ListedRequest, RefundRequestJson, RequestState } from '../../protocol/refund-request.ts';
import { refundable } from '../payments/money/refunds/refundable.ts';
import type { Payment, RefundRequest } from '../payments/payment.ts';
import type { Store } from '../store/port.ts';

export function requestJson(payment: Payment, request: RefundRequest): RefundRequestJson {
  const { id, reason, state, created_ms, ended_ms, refund_no, text } = request;
  return {
    id,
    order_no: payment.order.order_no,
    reason,
    state,
    asked_at_ms: created_ms,
    ...(ended_ms === undefined ? {} : { ended_at_ms: ended_ms }),
    ...(refund_no === undefined ? {} : { refund_no }),
    ...(text === undefined ? {} : { text }),
    refundable_fen: refundable(payment),
  };
}

/** The newest first; at most `max`. */
export async function requestsIn(
  store: Pick<Store, 'idsWith' | 'read'>,
  of: { state: RequestState; merchant_id?: string; max: number },
): Promise<ListedRequest[]> {
  const found: ListedRequest[] = [];
  for (const id of (await store.idsWith(of.state === 'open' ? 'request' : 'ended-request')).toReversed()) {
    const payment = await store.read({ id });
    if (!payment || (of.merchant_id !== undefined && payment.order.merchant_id !== of.merchant_id)) continue;
    const mine = (payment.requests ?? []).filter((one) => one.state === of.state).toReversed();
    found.push(...mine.map((one) => ({ merchant_id: payment.order.merchant_id, ...requestJson(payment, one) })));
    if (found.length >= of.max) break;
  }
  return found.slice(0, of.max);
}
