/** WeChat's posts to us. Verified on the bytes as they came; decides nothing. */
import type { CallbackReading, CallbackReply, ChannelWorld, RawCallback } from '../port.ts';
import { byteText, decoded } from '../shared/byte-text.ts';
import { readObject } from '../shared/json.ts';
import { openJson } from './aead.ts';
import type { Sealed } from './aead.ts';
import { jsapiAppid } from './config.ts';
import type { WechatConfig } from './config.ts';
import { foreignPart, tradeEvidence, UNREADABLE } from './evidence.ts';
import type { WechatKeys } from './keys.ts';
import { refundEvidence } from './refund.ts';
import { verified } from './verify.ts';
import type { Verdict } from './verify.ts';
import { serialsFor, text } from './wire.ts';
import type { Wire } from './wire.ts';

export async function readCallback(
  config: WechatConfig,
  keys: WechatKeys,
  wire: Wire,
  world: ChannelWorld,
  raw: RawCallback,
): Promise<CallbackReading> {
  const verdict = await verified(raw.headers, raw.body, (serial) => wire.keyOf(serial), world.now());
  // Probes carry a bad signature on purpose and must be refused; a good one follows. Unsigned noise is nobody's business.
  if (verdict !== 'good') return rejected(refusal(verdict, raw, keys), verdict === 'bad-signature' || verdict === 'unknown-serial');
  return readGenuine(config, keys, world.now(), decoded(byteText(raw.body)));
}

function refusal(verdict: Verdict, raw: RawCallback, keys: WechatKeys): string {
  const facts = Object.entries(serialsFor(verdict, raw.headers, keys)).map(([name, value]) => name + ' ' + value);
  return [verdict, facts.join(', ')].filter(Boolean).join(': ');
}

function rejected(why: string, alert: boolean): CallbackReading {
  return { kind: 'rejected', why, alert };
}

function readGenuine(config: WechatConfig, keys: WechatKeys, now_ms: number, body: string): CallbackReading {
  const posted = readObject(body);
  const callback_id = posted ? text(posted, 'id') : '';
  if (!posted || !callback_id) return rejected('not a callback', true);
  const fields = openJson(keys.api_v3_key, posted['resource'] as Sealed | undefined);
  if (!fields) return rejected('cannot be opened', true);
  const event = text(posted, 'event_type');
  const channel_no = text(fields, 'out_trade_no');
  const origin = { source: 'callback', asked_at_ms: now_ms } as const;
  if (event.startsWith('TRANSACTION.')) {
    const foreign = foreignPart({ mchid: config.mchid, appids: [config.appid, jsapiAppid(config)] }, fields);
    if (foreign) return rejected('foreign ' + foreign, true);
    const evidence = tradeEvidence(origin, fields);
    if (evidence.kind === 'silent' && (event === 'TRANSACTION.SUCCESS' || evidence.why === UNREADABLE))
      return { kind: 'unreadable-money', channel_no, callback_id, why: evidence.why };
    if (evidence.kind !== 'paid') return { kind: 'nothing', callback_id: callback_id, why: 'not a payment' };
    return { kind: 'payment', channel_no, callback_id, evidence };
  }
  if (event.startsWith('REFUND.')) {
    if (text(fields, 'mchid') !== config.mchid) return rejected('foreign mchid', true);
    return {
      kind: 'refund',
      channel_no: channel_no,
      refund_channel_no: text(fields, 'out_refund_no'),
      callback_id: callback_id,
      evidence: refundEvidence(origin, fields),
    };
  }
  return { kind: 'nothing', callback_id: callback_id, why: 'another event' };
}

/** 200 is taken; anything else is asked again, 15 times within a day. Source: docs/channels.md 1.6. */
export function reply(taken: boolean): CallbackReply {
  const body = taken ? { code: 'SUCCESS', message: '成功' } : { code: 'FAIL', message: '失败' };
  return { status: taken ? 200 : 500, content_type: 'application/json', body: JSON.stringify(body) };
}
