/** Readable answers about viewers' requests for a refund. */
import type { ListedRequest } from '../protocol/refund-request.ts';
import { money, table, time } from './text.ts';

export function printRequests({ requests }: { requests: ListedRequest[] }): string {
  const rows = requests.map((one) => [
    one.id,
    one.merchant_id,
    one.order_no,
    one.reason,
    one.state,
    time(one.asked_at_ms),
    money(one.refundable_fen),
    one.refund_no ?? one.text ?? '',
  ]);
  return table(['ID', 'MERCHANT', 'ORDER NO', 'REASON', 'STATE', 'ASKED', 'LEFT', 'ANSWER'], rows, 'There is none.');
}

export function printRequest(request: ListedRequest): string {
  return 'Asked ' + request.merchant_id + ' for a refund of ' + request.order_no + ': ' + request.id + ', ' + request.state + '.';
}

export function printDeclined({ id, order_no, text }: ListedRequest): string {
  return 'Declined ' + id + ' of ' + order_no + (text ? ': ' + text : '') + '.';
}
