/** Back notifications: ordinary form posts, signed like answers. A success is a claim that a query confirms; a failure decides nothing. */
import type { CallbackReading, CallbackReply, Evidence, RawCallback } from '../port.ts';
import { decodedAll } from '../shared/byte-text.ts';
import { readForm } from '../shared/form.ts';
import { PAID, resultsAgree } from './codes.ts';
import type { UnionpayConfig } from './config.ts';
import { moneyIn } from './evidence.ts';
import type { Fields } from './signed-text.ts';
import type { Verifier } from './verify.ts';

export async function readCallback(config: UnionpayConfig, verify: Verifier, now_ms: number, raw: RawCallback): Promise<CallbackReading> {
  const rejected = (why: string, alert: boolean): CallbackReading => ({ kind: 'rejected', why, alert });
  const posted = readForm(raw.body);
  if (!posted) return rejected('not-a-form', false);
  const fields = withoutOwn(posted, config.notify_url);
  const verdict = await verify.verified(fields, now_ms);
  if (verdict.startsWith('certificate-')) {
    const { came, known } = verify.came(fields);
    return rejected(`${verdict}: came ${came}, known ${known}`, verdict !== 'certificate-unreadable');
  }
  if (verdict !== 'good') return rejected(verdict, verdict !== 'unsigned');
  if (fields['merId'] !== config.mer_id) return rejected('foreign-merId', true);
  return reading(decodedAll(fields, fields['encoding']), now_ms);
}

function reading(fields: Fields, asked_at_ms: number): CallbackReading {
  const { orderId = '', txnTime = '', txnType = '', queryId = '', respCode = '', origRespCode, reqReserved = '' } = fields;
  const callback_id = [txnType, orderId, txnTime, queryId, respCode, ...(origRespCode === undefined ? [] : [origRespCode])].join('.');
  const base = { source: 'callback', asked_at_ms } as const;
  if (txnType === '04')
    return {
      kind: 'refund',
      channel_no: reqReserved,
      refund_channel_no: orderId,
      callback_id: callback_id,
      evidence: { ...base, kind: 'moving' },
    };
  if (txnType !== '01') return { kind: 'nothing', callback_id: callback_id, why: 'neither a consumption nor a refund' };
  const claims = PAID.has(respCode) && resultsAgree(fields);
  const money = claims ? moneyIn(fields) : undefined;
  if (claims && !money) return { kind: 'unreadable-money', channel_no: orderId, callback_id, why: 'money-not-whole' };
  const evidence: Evidence = money ? { ...base, kind: 'claimed', ...money } : { ...base, kind: 'pending' };
  return { kind: 'payment', channel_no: orderId, callback_id, evidence };
}

/** UnionPay adds the query of our own backUrl to the fields it posts, unsigned. */
function withoutOwn(posted: { [name: string]: string }, notify_url: string): { [name: string]: string } {
  const own = new URL(notify_url).searchParams;
  return Object.fromEntries(Object.entries(posted).filter(([name, value]) => own.get(name) !== value));
}

/** Anything but 200 within 10 s makes UnionPay send it again, five times in all. */
export function reply(taken: boolean): CallbackReply {
  return { status: taken ? 200 : 500, content_type: 'text/plain', body: taken ? 'ok' : 'again' };
}
