/**
 * POST .../refunds/{refund_id}/apply-abnormal-refund: an ABNORMAL refund goes to the merchant's own bank account instead.
 * Source: docs/channels.md 1.7. WeChat's own refund id is not stored here: the query tells it first.
 */
import type { RefundAsk, RefundEvidence } from '../port.ts';
import { refundEvidence, silence } from './refund.ts';
import { text } from './wire.ts';
import type { Wire } from './wire.ts';

export async function sendOn(wire: Wire, ask: RefundAsk): Promise<RefundEvidence> {
  const known = await wire.call('GET', '/v3/refund/domestic/refunds/' + encodeURIComponent(ask.refund_channel_no));
  const asked = { source: 'query', asked_at_ms: known.asked_at_ms } as const;
  if (known.kind === 'silent') return silence(asked, known);
  const refund_id = known.status === 200 ? text(known.fields, 'refund_id') : '';
  if (!refund_id) return { ...asked, kind: 'silent', why: 'no-refund-id' };
  const answer = await wire.call(
    'POST',
    '/v3/refund/domestic/refunds/' + encodeURIComponent(refund_id) + '/apply-abnormal-refund',
    JSON.stringify({ out_refund_no: ask.refund_channel_no, type: 'MERCHANT_BANK_CARD' }),
  );
  const origin = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return silence(origin, answer);
  if (answer.status === 200) return refundEvidence(origin, answer.fields, ask);
  return { ...origin, kind: 'silent', why: answer.code || 'status-' + answer.status };
}
