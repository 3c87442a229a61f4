/** Giving money back: POST /v3/refund/domestic/refunds, and the query that proves it. The same number is the same refund. */
import type { RefundAsk, RefundEvidence } from '../port.ts';
import { cutTo, oneLine, utf8Bytes } from '../shared/lengths.ts';
import { NOT_THERE, REFUND_FINAL, REFUND_SHORT, saysFinal, saysReturned } from './codes.ts';
import { text } from './wire.ts';
import type { Answer, Fields, Wire } from './wire.ts';

/** Bytes of UTF-8. Source: docs/channels.md 6. */
const REASON_BYTES = 80;

type Origin = Pick<RefundEvidence, 'source' | 'asked_at_ms'>;

export async function refund(wire: Wire, ask: RefundAsk): Promise<RefundEvidence> {
  const reason = cutTo(oneLine(ask.reason), REASON_BYTES, utf8Bytes);
  const answer = await wire.call(
    'POST',
    '/v3/refund/domestic/refunds',
    JSON.stringify({
      transaction_id: ask.txn,
      out_refund_no: ask.refund_channel_no,
      ...(reason ? { reason } : {}),
      amount: { refund: ask.amount_fen, total: ask.total_fen, currency: 'CNY' },
    }),
  );
  const origin = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return silence(origin, answer);
  if (answer.status === 200) return refundEvidence(origin, answer.fields, ask);
  if (REFUND_SHORT.has(answer.code)) return { ...origin, kind: 'short' };
  const refused = { ...origin, kind: 'refused', code: answer.code || 'status-' + answer.status } as const;
  if (answer.code === REFUND_FINAL) return { ...refused, final: true };
  if (saysReturned(answer.code, text(answer.fields, 'message'))) return { ...refused, final: false, returned: true };
  return saysFinal(answer.code, text(answer.fields, 'message')) ? confirmed(wire, ask, refused) : { ...refused, final: false };
}

type Refused = Extract<RefundEvidence, { kind: 'refused' }>;

/** The query knows of no live refund under this number: the words were meant. It knows one: that counts instead. */
async function confirmed(wire: Wire, ask: RefundAsk, refused: Omit<Refused, 'final'>): Promise<RefundEvidence> {
  const known = await queryRefund(wire, ask);
  if (known.kind === 'done' || known.kind === 'moving' || known.kind === 'stuck') return known;
  return { ...refused, final: known.kind === 'absent' || known.kind === 'dead' };
}

export async function queryRefund(wire: Wire, ask: RefundAsk): Promise<RefundEvidence> {
  const answer = await wire.call('GET', '/v3/refund/domestic/refunds/' + encodeURIComponent(ask.refund_channel_no));
  const origin = { source: 'query', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return silence(origin, answer);
  if (answer.status === 404 && NOT_THERE.has(answer.code)) return { ...origin, kind: 'absent' };
  // A refused question says nothing of the refund.
  if (answer.status !== 200) return { ...origin, kind: 'silent', why: answer.code || 'status-' + answer.status };
  return refundEvidence(origin, answer.fields, ask);
}

/** `status` in answers and queries; callbacks call it refund_status. */
export function refundEvidence(origin: Origin, fields: Fields, ask?: RefundAsk): RefundEvidence {
  if (ask && text(fields, 'out_refund_no') !== ask.refund_channel_no) return { ...origin, kind: 'silent', why: 'not-our-refund' };
  switch (text(fields, 'status') || text(fields, 'refund_status')) {
    case 'SUCCESS':
      return { ...origin, kind: 'done' };
    case 'PROCESSING':
      return { ...origin, kind: 'moving' };
    case 'CLOSED':
    case 'CLOSE':
      return { ...origin, kind: 'dead' };
    case 'ABNORMAL':
      return { ...origin, kind: 'stuck' };
    default:
      return { ...origin, kind: 'silent', why: 'unknown-state' };
  }
}

/** Nothing said; busy: later under the same number. */
export function silence(origin: Origin, answer: Extract<Answer, { kind: 'silent' }>): RefundEvidence {
  return answer.busy ? { ...origin, kind: 'short' } : { ...origin, kind: 'silent', why: answer.why };
}
