/** Refund (04) and the void (31), which the core never calls. A refund's own answer decides little: its query does. */
import type { CardRefundAsk, RefundEvidence } from '../port.ts';
import { ABSENT, PAID, REFUND_FINAL, REFUSED, TOO_OFTEN } from './codes.ts';
import type { UnionpayConfig } from './config.ts';
import { ask as askQuery } from './query.ts';
import { txnTime } from './wire.ts';
import type { Answer, Wire } from './wire.ts';

function body(config: UnionpayConfig, ask: CardRefundAsk): { [name: string]: string } {
  return {
    bizType: '000301',
    orderId: ask.refund_number,
    txnTime: txnTime(ask.created_at_ms),
    txnAmt: String(ask.amount_fen),
    currencyCode: '156',
    origQryId: ask.txn,
    backUrl: config.notify_url,
    // Comes back in its notification and says which payment it belongs to.
    reqReserved: ask.number,
  };
}

export async function refund(config: UnionpayConfig, wire: Wire, ask: CardRefundAsk): Promise<RefundEvidence> {
  const answer = await wire('backTransReq.do', { ...body(config, ask), txnType: '04', txnSubType: '00' });
  const base = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...base, kind: 'silent', why: answer.why };
  return { ...base, ...refused(answer.code, { kind: 'moving' }) };
}

export async function queryRefund(wire: Wire, ask: CardRefundAsk): Promise<RefundEvidence> {
  const answer = await askQuery(wire, ask.refund_number, ask.created_at_ms);
  const base = { source: 'query', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...base, kind: 'silent', why: answer.why };
  if (answer.code === ABSENT) return { ...base, kind: 'absent' };
  if (answer.code !== '00') return { ...base, kind: 'silent', why: answer.code === TOO_OFTEN ? 'too-often' : 'query-' + answer.code };
  return { ...base, ...judged(answer, ask) };
}

type Bare<E> = E extends unknown ? Omit<E, 'source' | 'asked_at_ms'> : never;

function judged(answer: Extract<Answer, { kind: 'signed' }>, ask: CardRefundAsk): Bare<RefundEvidence> {
  const code = answer.fields['origRespCode'] ?? '';
  if (PAID.has(code)) {
    const same = answer.fields['txnAmt'] === String(ask.amount_fen);
    return same ? { kind: 'done' } : { kind: 'silent', why: 'amount-differs' };
  }
  if (code === ABSENT) return { kind: 'absent' };
  return refused(code, { kind: 'moving' });
}

/** Surely refused means that this number is dead; some rules no other number can mend either. */
function refused(code: string, otherwise: Bare<RefundEvidence>): Bare<RefundEvidence> {
  if (!REFUSED.has(code)) return otherwise;
  return REFUND_FINAL.has(code) ? { kind: 'refused', code, final: true } : { kind: 'dead' };
}

/** Same settlement day only. The core never calls it: a void may cross a payment that has just won. */
export function voidConsumption(config: UnionpayConfig, wire: Wire, ask: CardRefundAsk): Promise<Answer> {
  return wire('backTransReq.do', { ...body(config, ask), txnType: '31', txnSubType: '00' });
}
