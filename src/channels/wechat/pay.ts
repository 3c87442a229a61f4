/** The code to scan, POST /v3/pay/transactions/native, and the id for WeChat's own browser, .../jsapi. Source: docs/channels.md 1.2, 1.12. */
import type { PrepayAnswer, PrepayInput } from '../port.ts';
import { beijing } from '../../protocol/world.ts';
import { cutTo, oneLine, utf8Bytes } from '../shared/lengths.ts';
import { CLOSED, IN_USE, PAID } from './codes.ts';
import { jsapiAppid } from './config.ts';
import type { WechatConfig } from './config.ts';
import { text } from './wire.ts';
import type { Wire } from './wire.ts';

/** Bytes of UTF-8. Source: docs/channels.md 6. */
const DESCRIPTION_BYTES = 127;

/** No control characters: they make the phone say "system busy". */
export function description(subject: string): string {
  return cutTo(oneLine(subject), DESCRIPTION_BYTES, utf8Bytes);
}

export const NATIVE = 'native';
export const JSAPI = 'jsapi';

export function prepayBody(config: WechatConfig, input: PrepayInput, product = NATIVE): string {
  return JSON.stringify({
    appid: product === JSAPI ? jsapiAppid(config) : config.appid,
    mchid: config.mchid,
    description: description(input.subject),
    out_trade_no: input.channel_no,
    time_expire: beijing(input.channel_expires_at_ms) + '+08:00',
    notify_url: config.notify_url,
    amount: { total: input.amount_fen, currency: 'CNY' },
    ...(product === JSAPI ? { payer: { openid: input.payer ?? '' } } : {}),
  });
}

export async function prepay(wire: Wire, body: string, product = NATIVE): Promise<PrepayAnswer> {
  const answer = await wire.call('POST', '/v3/pay/transactions/' + product, body);
  const origin = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...origin, kind: 'silent', why: answer.why };
  if (answer.status === 200) {
    if (product === JSAPI) {
      const id = text(answer.fields, 'prepay_id');
      const handed = { kind: 'handed', asked_at_ms: answer.asked_at_ms, handover: { kind: 'prepay-id', text: id } } as const;
      return id ? handed : { ...origin, kind: 'silent', why: 'no-prepay-id' };
    }
    const qr_text = text(answer.fields, 'code_url');
    return qr_text ? { kind: 'ready', asked_at_ms: answer.asked_at_ms, qr_text } : { ...origin, kind: 'silent', why: 'no-code' };
  }
  if (PAID.has(answer.code) || answer.code === IN_USE) return { ...origin, kind: 'pending' };
  if (CLOSED.has(answer.code)) return { ...origin, kind: 'shut' };
  // A signed 4xx with a code says "refused before anything was made"; a viewer can mend none of these.
  return answer.status >= 400 && answer.status < 500 && answer.code
    ? { ...origin, kind: 'refused', reason: 'channel', code: answer.code }
    : { ...origin, kind: 'silent', why: 'status-' + answer.status };
}
