/** Closing an unpaid trade: alipay.trade.close, never cancel, which gives back what may just have been paid. */
import type { Evidence } from '../port.ts';
import { text } from './wire.ts';
import type { Call } from './wire.ts';

export async function close(call: Call, number: string): Promise<Evidence> {
  const answer = await call('alipay.trade.close', JSON.stringify({ out_trade_no: number }));
  const heard = { source: 'close', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...heard, kind: 'silent', why: answer.why };
  const told = text(answer.fields, 'out_trade_no');
  if (told !== number && (told !== '' || answer.code === '10000')) return { ...heard, kind: 'silent', why: 'not-our-trade' };
  if (answer.code === '10000') return { ...heard, kind: 'shut' };
  switch (answer.sub_code) {
    // Not scanned yet: nothing there to close, and a scan may still make it.
    case 'TRADE_NOT_EXIST':
      return { ...heard, kind: 'absent' };
    // Not waiting for its buyer any more, paid or closed: the query tells which.
    case 'TRADE_STATUS_ERROR':
    case 'REASON_TRADE_STATUS_INVALID':
    case 'TRADE_HAS_SUCCESS':
    case 'TRADE_HAS_FINISHED':
    case 'TRADE_HAS_CLOSE':
      return { ...heard, kind: 'pending' };
    default:
      return { ...heard, kind: 'silent', why: answer.sub_code || answer.code };
  }
}
