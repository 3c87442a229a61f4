/** The state of a trade: alipay.trade.query. */
import type { Evidence } from '../port.ts';
import { DONE, NOT_THERE } from './codes.ts';
import { tradeEvidence } from './evidence.ts';
import { text } from './wire.ts';
import type { Call } from './wire.ts';

export async function query(call: Call, number: string): Promise<Evidence> {
  const answer = await call('alipay.trade.query', JSON.stringify({ out_trade_no: number }));
  const origin = { source: 'query', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...origin, kind: 'silent', why: answer.why };
  const told = text(answer.fields, 'out_trade_no');
  if (answer.code === DONE)
    return told === number ? tradeEvidence(origin, answer.fields) : { ...origin, kind: 'silent', why: 'not-our-trade' };
  // Before the scan there is no trade yet. A refused question, on the other hand, says nothing of the trade.
  const absent = answer.sub_code === NOT_THERE && (told === '' || told === number);
  return absent ? { ...origin, kind: 'absent' } : { ...origin, kind: 'silent', why: answer.sub_code || answer.code };
}
