/** Closing an unpaid trade: alipay.trade.close, never cancel, which gives back what may just have been paid. */
import type { Evidence } from '../port.ts';
import { DONE, NOT_OPEN, NOT_THERE } from './codes.ts';
import { text } from './wire.ts';
import type { Call } from './wire.ts';

export async function close(call: Call, number: string): Promise<Evidence> {
  const answer = await call('alipay.trade.close', JSON.stringify({ out_trade_no: number }));
  const origin = { source: 'close', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...origin, kind: 'silent', why: answer.why };
  const told = text(answer.fields, 'out_trade_no');
  if (told !== number && (told !== '' || answer.code === DONE)) return { ...origin, kind: 'silent', why: 'not-our-trade' };
  if (answer.code === DONE) return { ...origin, kind: 'shut' };
  // Not scanned yet: nothing there to close, and a scan may still make it.
  if (answer.sub_code === NOT_THERE) return { ...origin, kind: 'absent' };
  if (NOT_OPEN.has(answer.sub_code)) return { ...origin, kind: 'pending' };
  return { ...origin, kind: 'silent', why: answer.sub_code || answer.code };
}
