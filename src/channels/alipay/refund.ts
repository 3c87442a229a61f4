/** Giving money back: alipay.trade.refund, and alipay.trade.fastpay.refund.query, which proves it. */
import type { RefundAsk, RefundEvidence } from '../port.ts';
import { fenFromYuan, yuan } from '../../protocol/money.ts';
import { cutTo, oneLine, utf16Units } from '../shared/lengths.ts';
import { DONE, REFUND_FINAL, REFUND_SHORT } from './codes.ts';
import { text } from './wire.ts';
import type { Answer, Call, Fields } from './wire.ts';

/** UTF-16 units. Source: docs/channels.md 6. */
const REASON_UNITS = 256;

/** The same out_request_no is the same refund to Alipay, however often it is asked; so it never needs another. */
export async function refund(call: Call, ask: RefundAsk): Promise<RefundEvidence> {
  const answer = await call(
    'alipay.trade.refund',
    JSON.stringify({
      out_trade_no: ask.channel_no,
      refund_amount: yuan(ask.amount_fen),
      out_request_no: ask.refund_channel_no,
      refund_reason: cutTo(oneLine(ask.reason), REASON_UNITS, utf16Units),
    }),
  );
  const origin = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return silence(origin, answer);
  if (answer.code === DONE) {
    if (!sameTrade(answer.fields, ask)) return { ...origin, kind: 'silent', why: 'not-our-trade' };
    // 10000 alone says the asking was good; N stands for a repeat as well as for money still on its way.
    return { ...origin, kind: text(answer.fields, 'fund_change') === 'Y' ? 'done' : 'moving' };
  }
  if (answer.sub_code === REFUND_SHORT) return { ...origin, kind: 'short' };
  return { ...origin, kind: 'refused', code: answer.sub_code || answer.code, final: REFUND_FINAL.has(answer.sub_code) };
}

export async function queryRefund(call: Call, ask: RefundAsk): Promise<RefundEvidence> {
  const answer = await call(
    'alipay.trade.fastpay.refund.query',
    JSON.stringify({ out_trade_no: ask.channel_no, out_request_no: ask.refund_channel_no }),
  );
  const origin = { source: 'query', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return silence(origin, answer);
  const { code, sub_code, fields } = answer;
  // A refused question says nothing of the refund.
  if (code !== DONE) return { ...origin, kind: 'silent', why: sub_code || code };
  if (!text(fields, 'refund_status')) {
    // Nothing told is no such refund. Its amount told without a state: older answers mean done, newer ones failed, so neither.
    return { ...origin, kind: text(fields, 'refund_amount') ? 'moving' : 'absent' };
  }
  if (text(fields, 'refund_status') !== 'REFUND_SUCCESS') return { ...origin, kind: 'moving' };
  const same = sameTrade(fields, ask) && text(fields, 'out_request_no') === ask.refund_channel_no;
  if (!same || fenFromYuan(text(fields, 'refund_amount')) !== ask.amount_fen) return { ...origin, kind: 'silent', why: 'not-our-refund' };
  return { ...origin, kind: 'done' };
}

function silence(origin: { source: 'answer' | 'query'; asked_at_ms: number }, answer: Extract<Answer, { kind: 'silent' }>): RefundEvidence {
  return answer.busy ? { ...origin, kind: 'short' } : { ...origin, kind: 'silent', why: answer.why };
}

function sameTrade(fields: Fields, ask: RefundAsk): boolean {
  const trade_no = text(fields, 'trade_no');
  return text(fields, 'out_trade_no') === ask.channel_no && (trade_no === '' || trade_no === ask.txn);
}
