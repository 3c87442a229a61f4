/** Back notifications: ordinary form posts, signed like answers. A success is a claim that a query confirms; a failure decides nothing. */
import type { CallbackReading, CallbackReply, Evidence, RawCallback } from '../port.ts';
import { readPairs } from './braces.ts';
import { PAID } from './codes.ts';
import type { UnionpayConfig } from './config.ts';
import { moneyIn } from './evidence.ts';
import { plainText } from './signed-text.ts';
import type { Fields } from './signed-text.ts';
import type { Verifier } from './verify.ts';

export async function readCallback(config: UnionpayConfig, verify: Verifier, now_ms: number, raw: RawCallback): Promise<CallbackReading> {
  const rejected = (why: string, alert: boolean): CallbackReading => ({ kind: 'rejected', why, alert });
  const posted = readForm(raw.body);
  if (!posted) return rejected('not-a-form', false);
  const fields = withoutOwn(posted, config.notify_url);
  if (!isOnlyReading(fields)) return rejected('not-a-form', false);
  const verdict = await verify.verified(fields, now_ms);
  if (verdict !== 'good') return rejected(verdict, verdict !== 'unsigned' && verdict !== 'certificate-unreadable');
  if (fields['merId'] !== config.mer_id) return rejected('foreign-merId', true);
  return reading(fields, now_ms);
}

function reading(fields: Fields, asked_at_ms: number): CallbackReading {
  const { orderId = '', txnTime = '', txnType = '', queryId = '', respCode = '', reqReserved = '' } = fields;
  const callback_id = [txnType, orderId, txnTime, queryId, respCode].join('.');
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
  const money = PAID.has(respCode) ? moneyIn(fields) : undefined;
  const evidence: Evidence = money ? { ...base, kind: 'claimed', ...money } : { ...base, kind: 'pending' };
  return { kind: 'payment', channel_no: orderId, callback_id, evidence };
}

/** The signed text is one: "a=1" and "b=2" sign like "a=1&b=2" does as one field, which would hide b. */
function isOnlyReading(fields: Fields): boolean {
  const again = readPairs(plainText(fields));
  const names = Object.keys(fields).filter((name) => name !== 'signature');
  return again !== undefined && Object.keys(again).length === names.length && names.every((name) => again[name] === fields[name]);
}

/** UnionPay adds the query of our own backUrl to the fields it posts, unsigned. */
function withoutOwn(posted: { [name: string]: string }, notify_url: string): { [name: string]: string } {
  const own = new URL(notify_url).searchParams;
  return Object.fromEntries(Object.entries(posted).filter(([name, value]) => own.get(name) !== value));
}

function readForm(body: Uint8Array): { [name: string]: string } | undefined {
  const fields: { [name: string]: string } = Object.create(null);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    for (const [name, value] of new URLSearchParams(text)) {
      if (name in fields) return undefined;
      fields[name] = value;
    }
  } catch {
    return undefined;
  }
  return Object.keys(fields).length > 0 ? fields : undefined;
}

/** Anything but 200 within 10 s makes UnionPay send it again, five times in all. */
export function reply(taken: boolean): CallbackReply {
  return { status: taken ? 200 : 500, content_type: 'text/plain', body: taken ? 'ok' : 'again' };
}
