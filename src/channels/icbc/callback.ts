/** ICBC's posts to us. Verified over our own path and the fields as they came; decides nothing. Source: docs/channels.md 4.8. */
import type { CallbackReading, CallbackReply, ChannelWorld, RawCallback } from '../port.ts';
import { jsonObject, resultCode, text } from './answer-text.ts';
import type { Fields } from './answer-text.ts';
import { codeOf, DONE } from './codes.ts';
import type { IcbcConfig } from './config.ts';
import { foreignPart, moneyIn } from './evidence.ts';
import { readForm } from './form.ts';
import type { IcbcKeys } from './keys.ts';
import { signRsa2Now, verifyRsa } from './rsa.ts';
import { isOnlyReading, signedText } from './signed-text.ts';
import { newMsgId } from './wire.ts';

export async function readCallback(config: IcbcConfig, keys: IcbcKeys, now_ms: number, raw: RawCallback): Promise<CallbackReading> {
  const rejected = (why: string, alert: boolean): CallbackReading => ({ kind: 'rejected', why, alert });
  const params = readForm(raw.body);
  if (!params?.['sign']) return rejected('not a signed form', false);
  const content = jsonObject(params['biz_content'] ?? '');
  if (!content || !isOnlyReading(params)) return rejected('not a callback', false);
  const path = new URL(config.notify_url).pathname;
  const genuine = await verifyRsa(config.callback_sign, keys.verify_with, signedText(path, params), params['sign']);
  // Our own app_id under a bad signature: a forger, ICBC's key has changed, or callback_sign is wrong. Anything else is noise.
  if (!genuine) return rejected('bad signature', params['app_id'] === config.app_id);
  if (params['app_id'] !== config.app_id) return rejected('foreign app_id', true);
  const foreign = foreignPart(config, content);
  return foreign ? rejected('foreign ' + foreign, true) : reading(content, now_ms);
}

function reading(content: Fields, now_ms: number): CallbackReading {
  const channel_no = text(content, 'out_trade_no');
  const callback_id = [text(content, 'order_id') || channel_no, text(content, 'return_code')].join('.');
  if (!channel_no) return { kind: 'nothing', callback_id, why: 'not about an order of ours' };
  // A try that failed may be followed by one that does not; the query tells.
  if (resultCode(content, codeOf) !== DONE) return { kind: 'nothing', callback_id, why: 'not a payment' };
  return { kind: 'payment', channel_no, callback_id, evidence: moneyIn({ source: 'callback', asked_at_ms: now_ms }, content) };
}

/** Signed, with a msg_id by callback_msg_id; anything but return_code 0 is sent again, three times in all within 10 minutes. */
export function reply(config: IcbcConfig, keys: IcbcKeys, world: ChannelWorld, taken: boolean, raw?: RawCallback): CallbackReply {
  if (!taken) return { status: 500, content_type: 'text/plain', body: 'again' };
  const msg_id = (config.callback_msg_id === 'same' && raw && msgIdOf(raw)) || newMsgId(world);
  const content = JSON.stringify({ return_code: 0, return_msg: 'success', returnCode: '0', msg_id });
  const signed = `"response_biz_content":${content},"sign_type":"RSA2"`;
  return { status: 200, content_type: 'application/json', body: `{${signed},"sign":"${signRsa2Now(keys.sign_with, signed)}"}` };
}

function msgIdOf(raw: RawCallback): string {
  return text(jsonObject(readForm(raw.body)?.['biz_content'] ?? '') ?? {}, 'msg_id');
}
