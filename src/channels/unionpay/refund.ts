/** Refund (04) and the void (31), which the core never calls. A refund's own answer decides little: its query does. */
import type { CardRefundAsk, RefundEvidence } from '../port.ts';
import { ABSENT, PAID, REFUND_CHECK, REFUND_FINAL, REFUND_SHORT, REFUSED, TOO_OFTEN } from './codes.ts';
import type { UnionpayConfig } from './config.ts';
import { PLAIN, TOKEN } from './pay.ts';
import { ask as askQuery } from './query.ts';
import { txnTime } from './wire.ts';
import type { Answer, Own, Wire } from './wire.ts';

type Bare<E> = E extends unknown ? Omit<E, 'source' | 'asked_at_ms'> : never;
type Judged = Bare<RefundEvidence>;

function body(config: UnionpayConfig, ask: CardRefundAsk, bizType: string): Own {
  return {
    bizType,
    orderId: ask.refund_channel_no,
    txnTime: txnTime(ask.created_at_ms),
    txnAmt: String(ask.amount_fen),
    currencyCode: '156',
    origQryId: ask.txn,
    backUrl: config.notify_url,
    // Comes back in its notification and says which payment it belongs to.
    reqReserved: ask.channel_no,
  };
}

/** The look at the original must leave the refund its whole time within a call's lease. */
const LOOK_SHARE = 3;

/** Says of the original that it cannot be looked up this way, not that there is none. */
const NO_LOOK: ReadonlySet<string> = new Set(['10', '13', '32']);

/**
 * A refund goes under its original's business, and only the original knows whether a token paid it.
 * Undefined when that cannot be learned now: then nothing may be sent, for a wrong one is refused for good.
 */
async function businessOf(config: UnionpayConfig, wire: Wire, ask: CardRefundAsk): Promise<string | undefined> {
  if (config.tr_id === undefined) return PLAIN;
  const look = { bizType: '000000', txnType: '00', txnSubType: '02', queryId: ask.txn, txnTime: txnTime(ask.created_at_ms) };
  const answer = await wire('queryTrans.do', look, Math.ceil(config.timeout_ms / LOOK_SHARE));
  if (answer.kind === 'silent') return undefined;
  if (NO_LOOK.has(answer.code)) return PLAIN;
  const { bizType } = answer.fields;
  return answer.code === '00' && (bizType === PLAIN || bizType === TOKEN) ? bizType : undefined;
}

/** Sent once, or not at all. */
export async function refund(config: UnionpayConfig, wire: Wire, ask: CardRefundAsk, now: () => number): Promise<RefundEvidence> {
  const bizType = await businessOf(config, wire, ask);
  if (!bizType) return { source: 'answer', asked_at_ms: now(), kind: 'silent', why: 'original-not-found-now' };
  const answer = await wire('backTransReq.do', { ...body(config, ask, bizType), txnType: '04', txnSubType: '00' });
  const base = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...base, kind: 'silent', why: answer.why };
  if (REFUND_SHORT.has(answer.code)) return { ...base, kind: 'short' };
  return { ...base, ...judged(answer.code) };
}

export async function queryRefund(wire: Wire, ask: CardRefundAsk): Promise<RefundEvidence> {
  const answer = await askQuery(wire, ask.refund_channel_no, ask.created_at_ms, '04');
  const base = { source: 'query', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...base, kind: 'silent', why: answer.why };
  if (answer.code === ABSENT) return { ...base, kind: 'absent' };
  if (answer.code !== '00') return { ...base, kind: 'silent', why: answer.code === TOO_OFTEN ? 'too-often' : 'query-' + answer.code };
  return { ...base, ...found(answer, ask) };
}

function found({ fields }: Extract<Answer, { kind: 'signed' }>, ask: CardRefundAsk): Judged {
  const code = fields['origRespCode'] ?? '';
  if (PAID.has(code)) {
    const other = otherThan(fields, ask);
    return other ? { kind: 'silent', why: 'foreign-' + other } : { kind: 'done' };
  }
  if (code === ABSENT) return { kind: 'absent' };
  if (code === TOO_OFTEN) return { kind: 'silent', why: 'too-often' };
  return judged(code);
}

/** The amount has to be told; the rest has to agree where it is told. */
function otherThan(fields: { readonly [name: string]: string }, ask: CardRefundAsk): string | undefined {
  if (fields['txnAmt'] !== String(ask.amount_fen)) return 'txnAmt';
  const told = { currencyCode: '156', origQryId: ask.txn, reqReserved: ask.channel_no };
  return Object.entries(told).find(([name, value]) => fields[name] !== undefined && fields[name] !== value)?.[0];
}

/** Surely refused means that this number is dead; some rules no other number can mend either. What is not surely refused moves. */
function judged(code: string): Judged {
  if (REFUND_CHECK.has(code)) return { kind: 'stuck' };
  if (REFUND_FINAL.has(code)) return { kind: 'refused', code, final: true };
  return { kind: REFUSED.has(code) ? 'dead' : 'moving' };
}

/** Same settlement day only. The core never calls it: a void may cross a payment that has just won. */
export function voidConsumption(config: UnionpayConfig, wire: Wire, ask: CardRefundAsk, bizType: string = PLAIN): Promise<Answer> {
  return wire('backTransReq.do', { ...body(config, ask, bizType), txnType: '31', txnSubType: '00' });
}
