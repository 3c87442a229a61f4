/** Alipay's posts to us. Verified on the bytes as they came, decoded afterwards by whatever charset they are in; decides nothing. */
import type { CallbackReading, CallbackReply, RawCallback } from '../port.ts';
import { decodedAll, toBytes } from '../shared/byte-text.ts';
import { readForm } from '../shared/form.ts';
import { isOnlyReading, readPlain } from '../shared/one-reading.ts';
import type { AlipayConfig } from './config.ts';
import { tradeEvidence, UNREADABLE } from './evidence.ts';
import { certificatesFor, keysNamed, verifiedBy } from './keys.ts';
import type { AlipayKeys } from './keys.ts';
import { callbackFields, callbackText } from './signed-text.ts';
import type { Params } from './signed-text.ts';

export async function readCallback(config: AlipayConfig, keys: AlipayKeys, now_ms: number, raw: RawCallback): Promise<CallbackReading> {
  const params = readForm(raw.body);
  if (!params?.['sign']) return rejected('not a signed form', false);
  const signed = await verified(keys, params);
  if (!signed && keysNamed(keys, params['alipay_cert_sn'] ?? '').length === 0) {
    const { came, known } = certificatesFor(keys, params['alipay_cert_sn'] ?? '');
    return rejected(`unknown-certificate: came ${came}, known ${known}`, params['app_id'] === config.app_id);
  }
  // Our own app_id under a bad signature: either a forger, or Alipay's key has changed. Anything else is noise.
  if (!signed) return rejected('bad signature', params['app_id'] === config.app_id);
  if (!isOnlyReading(signed.fields, signed.text, readPlain)) return rejected('more than one reading', true);
  const genuine = decodedAll(signed.fields, signed.fields['charset']);
  const foreign = foreignPart(config, genuine);
  if (foreign) return rejected('foreign ' + foreign, true);
  return reading(genuine, now_ms);
}

function rejected(why: string, alert: boolean): CallbackReading {
  return { kind: 'rejected', why, alert };
}

/**
 * The fields that are signed, as byte texts, with their text; undefined for none. Signed as kept, as dropped, and as a careless
 * relay would have left the quotes.
 */
async function verified(keys: AlipayKeys, params: Params): Promise<{ fields: Params; text: string } | undefined> {
  if ((params.sign_type ?? 'RSA2') !== 'RSA2') return undefined;
  const able = keysNamed(keys, params.alipay_cert_sn ?? '');
  for (const form of [params, unescaped(params)]) {
    for (const empties of ['kept', 'dropped'] as const) {
      const fields = callbackFields(form, empties);
      const text = callbackText(form, empties);
      if (await verifiedBy(able, toBytes(text), params.sign ?? '')) return { fields, text };
    }
  }
  return undefined;
}

function unescaped(params: Params): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value.replaceAll('&quot;', '"')]));
}

function foreignPart(config: AlipayConfig, params: Params): string | undefined {
  if (params.app_id !== config.app_id) return 'app_id';
  return params.seller_id === config.seller_id ? undefined : 'seller_id';
}

function reading(params: Params, now_ms: number): CallbackReading {
  const channel_no = params.out_trade_no ?? '';
  const callback_id = params.notify_id || `${params.trade_no}.${params.trade_status}`;
  if (params.notify_type !== 'trade_status_sync' || !channel_no)
    return { kind: 'nothing', callback_id: callback_id, why: 'not about a trade of ours' };
  const evidence = tradeEvidence({ source: 'callback', asked_at_ms: now_ms }, params);
  // Trade made, not paid: it was so when it was posted, which may be long ago.
  if (evidence.kind === 'unpaid') return { kind: 'nothing', callback_id: callback_id, why: 'waiting for the buyer' };
  if (evidence.kind === 'silent' && UNREADABLE.has(evidence.why))
    return { kind: 'unreadable-money', channel_no, callback_id, why: evidence.why };
  return { kind: 'payment', channel_no, callback_id, evidence };
}

/** Exactly seven bytes; anything else is asked again, 8 times within 25 hours. Source: docs/channels.md 2.7. */
export function reply(taken: boolean): CallbackReply {
  return { status: taken ? 200 : 500, content_type: 'text/plain', body: taken ? 'success' : 'fail' };
}
