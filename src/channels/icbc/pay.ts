/** The code to scan: qrcode/consumption/V1. Source: docs/channels.md 4.5. */
import { beijing } from '../../protocol/world.ts';
import type { PrepayAnswer, PrepayInput } from '../port.ts';
import { text } from './answer-text.ts';
import { DONE, KNOWN, REFUSED } from './codes.ts';
import type { IcbcConfig } from './config.ts';
import type { Call } from './wire.ts';

/** Characters and bytes of UTF-8. Source: docs/channels.md 6. */
const GOODS_NAME_MAX = 20;
const BODY_MAX = 128;
/** The shortest life asked for; it ends before the attempt has lapsed. */
const LIFE_MIN_MS = 60_000;

/** As many whole characters as fit; no control characters. */
function cut(subject: string, max: number, size: (letter: string) => number): string {
  let made = '';
  let used = 0;
  for (const letter of subject.toWellFormed().replace(/\p{Cc}/gu, ' ')) {
    used += size(letter);
    if (used > max) break;
    made += letter;
  }
  return made;
}

export const goodsName = (subject: string): string => cut(subject, GOODS_NAME_MAX, (letter) => letter.length);
export const bodyText = (subject: string): string => cut(subject, BODY_MAX, (letter) => Buffer.byteLength(letter));

/** ICBC counts from receipt, at the latest not_after_ms: from there the life ends at channel_expires_at_ms. Source: docs/money.md 10. */
function lifeSeconds(input: PrepayInput): number {
  const life_ms = input.channel_expires_at_ms - input.not_after_ms;
  return Math.floor(Math.max(LIFE_MIN_MS, life_ms) / 1000);
}

/** All values are text. access_type 6 is a code shown on a screen, notify_type HS a callback, result_type 0 one for failures too. */
export function prepayBody(config: IcbcConfig, input: PrepayInput): string {
  return JSON.stringify({
    out_trade_no: input.channel_no,
    mer_id: config.mer_id,
    mer_prtcl_no: config.mer_prtcl_no,
    access_type: '6',
    cur_type: '001',
    amount: String(input.amount_fen),
    icbc_appid: config.app_id,
    mer_url: config.notify_url,
    expire_time: String(lifeSeconds(input)),
    notify_type: 'HS',
    result_type: '0',
    order_date: beijing(input.created_at_ms).replace('T', ' '),
    goods_name: goodsName(input.subject),
    body: bodyText(input.subject),
  });
}

/** `apps`: is told which apps the code is for. */
export async function prepay(call: Call, number: string, body: string, apps: (told: string) => void): Promise<PrepayAnswer> {
  const answer = await call('prepay', body);
  const origin = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...origin, kind: 'silent', why: answer.why };
  if (!['', number].includes(text(answer.fields, 'out_trade_no'))) return { ...origin, kind: 'silent', why: 'not-our-order' };
  if (answer.code === DONE) {
    const qr_text = text(answer.fields, 'codeUrl');
    apps(text(answer.fields, 'supportAppType'));
    return qr_text ? { kind: 'ready', asked_at_ms: answer.asked_at_ms, qr_text } : { ...origin, kind: 'silent', why: 'no-code' };
  }
  if (answer.code === KNOWN) return { ...origin, kind: 'pending' };
  // No viewer can mend one of these. Any other code leaves open whether there is an order now.
  if (REFUSED.has(answer.code)) return { ...origin, kind: 'refused', reason: 'channel', code: String(answer.code) };
  return { ...origin, kind: 'silent', why: 'code-' + answer.code };
}
