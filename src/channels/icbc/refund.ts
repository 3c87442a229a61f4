/** Giving money back: merrefund/V1, and refundqry/V1, which proves it. The same outtrx_serial_no is the same refund. Source: docs/channels.md 4.7. */
import { fenFromDigits } from '../../protocol/money.ts';
import type { RefundAsk, RefundEvidence } from '../port.ts';
import { text } from './answer-text.ts';
import type { Fields } from './answer-text.ts';
import { DONE, isGateway, KNOWN } from './codes.ts';
import type { IcbcConfig } from './config.ts';
import { foreignPart } from './evidence.ts';
import type { Answer, Call } from './wire.ts';

/** pay_status of refundqry/V1. Failed: nothing was given back, and the same refund is asked for again. Source: docs/money.md 5. */
export const REFUND_STATES: ReadonlyMap<string, 'done' | 'absent' | 'moving'> = new Map([
  ['0', 'done'],
  ['1', 'absent'],
  ['2', 'moving'],
]);

type Origin = Pick<RefundEvidence, 'source' | 'asked_at_ms'>;

export async function refund(config: IcbcConfig, call: Call, ask: RefundAsk): Promise<RefundEvidence> {
  const content = { ...named(config, ask), ret_total_amt: String(ask.amount_fen), trnsc_ccy: '001' };
  const answer = await call('refund', JSON.stringify(content));
  const origin = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return silence(origin, answer);
  if (answer.code === KNOWN) return { ...origin, kind: 'moving' };
  if (answer.code !== DONE) return { ...origin, kind: 'refused', code: String(answer.code), final: false };
  if (!isOurs(config, ask, answer.fields)) return { ...origin, kind: 'silent', why: 'not-our-refund' };
  return { ...origin, kind: givenBack(answer.fields) === ask.amount_fen ? 'done' : 'moving' };
}

export async function queryRefund(config: IcbcConfig, call: Call, ask: RefundAsk): Promise<RefundEvidence> {
  const answer = await call('refund_query', JSON.stringify(named(config, ask)));
  const origin = { source: 'query', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return silence(origin, answer);
  const { code, fields } = answer;
  // A refused question says nothing of the refund.
  if (isGateway(code)) return { ...origin, kind: 'silent', why: 'code-' + code };
  if (!isOurs(config, ask, fields)) return { ...origin, kind: 'silent', why: 'not-our-refund' };
  // No code of "no such refund" is published. Asked again under its number, one that exists is not made twice.
  if (code !== DONE) return { ...origin, kind: 'absent' };
  const kind = REFUND_STATES.get(text(fields, 'pay_status'));
  if (!kind) return { ...origin, kind: 'silent', why: 'unknown-state' };
  const other_amount = kind === 'done' && givenBack(fields) !== ask.amount_fen;
  return other_amount ? { ...origin, kind: 'silent', why: 'another-amount' } : { ...origin, kind };
}

function named(config: IcbcConfig, ask: RefundAsk): { [name: string]: string } {
  return {
    mer_id: config.mer_id,
    out_trade_no: ask.channel_no,
    order_id: ask.txn,
    outtrx_serial_no: ask.refund_channel_no,
    icbc_appid: config.app_id,
    mer_prtcl_no: config.mer_prtcl_no,
  };
}

function silence(origin: Origin, answer: Extract<Answer, { kind: 'silent' }>): RefundEvidence {
  return answer.busy ? { ...origin, kind: 'short' } : { ...origin, kind: 'silent', why: answer.why };
}

/** Money that went back, in fen; reject_amt is only what was asked. */
function givenBack(fields: Fields): number | undefined {
  return fenFromDigits(text(fields, 'real_reject_amt'));
}

/** What is told must be ours; what is left out is taken for the refund that was asked about. */
function isOurs(config: IcbcConfig, ask: RefundAsk, fields: Fields): boolean {
  const told = [
    ['out_trade_no', ask.channel_no],
    ['order_id', ask.txn],
    ['outtrx_serial_no', ask.refund_channel_no],
  ] as const;
  return !foreignPart(config, fields) && told.every(([name, ours]) => ['', ours].includes(text(fields, name)));
}
