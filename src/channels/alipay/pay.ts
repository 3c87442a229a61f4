/** The code to scan, alipay.trade.precreate, and the page for a phone's browser, alipay.trade.wap.pay. Source: docs/channels.md 2.5, 2.12. */
import type { PrepayAnswer, PrepayInput } from '../port.ts';
import { yuan } from '../../protocol/money.ts';
import { beijing } from '../../protocol/world.ts';
import { cutTo, oneLine, utf16Units } from '../shared/lengths.ts';
import { CLOSED, DONE, IN_USE, isRefusal } from './codes.ts';
import type { AlipayConfig } from './config.ts';
import { text } from './wire.ts';
import type { Call } from './wire.ts';

/** UTF-16 units. Source: docs/channels.md 6. */
const SUBJECT_UNITS = 256;
const TERMINAL_MAX = 32;
/** Source: docs/channels.md 2.5. */
const CODE_MINUTES_MAX = 120;

const WIDE: { readonly [letter: string]: string } = { '/': '／', '=': '＝', '&': '＆' };

/** Alipay refuses / = & in a subject: their wide twins read the same. */
export function subjectText(subject: string): string {
  const clean = oneLine(subject).replace(/[/=&]/g, (letter) => WIDE[letter] ?? ' ');
  return cutTo(clean, SUBJECT_UNITS, utf16Units);
}

/** Whole minutes from the code's making, rounded up: time_expire is what ends the payment to the second. */
function codeMinutes(input: PrepayInput): number {
  const minutes = Math.ceil((input.channel_expires_at_ms - input.created_at_ms) / 60_000);
  return Math.min(CODE_MINUTES_MAX, Math.max(1, minutes));
}

export const PRECREATE = 'precreate';
export const WAP = 'wap';

export function prepayBody(config: AlipayConfig, input: PrepayInput, product = PRECREATE): string {
  if (product === WAP) return wapBody(config, input);
  const terminal_id = input.box_id?.replace(/[^0-9A-Za-z_-]/g, '').slice(0, TERMINAL_MAX);
  return JSON.stringify({
    out_trade_no: input.channel_no,
    total_amount: yuan(input.amount_fen),
    subject: subjectText(input.subject),
    seller_id: config.seller_id,
    product_code: 'FACE_TO_FACE_PAYMENT',
    // Never timeout_express alone: it starts at the scan, so a code scanned late would stay payable late.
    time_expire: beijing(input.channel_expires_at_ms).replace('T', ' '),
    qr_code_timeout_express: codeMinutes(input) + 'm',
    ...(terminal_id ? { terminal_id } : {}),
  });
}

/** With time_expire always: timeout_express counts from the payer's confirmation. Source: docs/money.md 14. */
function wapBody(config: AlipayConfig, input: PrepayInput): string {
  return JSON.stringify({
    out_trade_no: input.channel_no,
    total_amount: yuan(input.amount_fen),
    subject: subjectText(input.subject),
    seller_id: config.seller_id,
    product_code: 'QUICK_WAP_WAY',
    time_expire: beijing(input.channel_expires_at_ms).replace('T', ' '),
    // A payer who gives up comes back to the page they came from.
    ...(input.return_url ? { quit_url: input.return_url } : {}),
  });
}

/** Nothing is asked: the trade is made when the payer's browser goes there. */
export function wapPage(body: string, now_ms: number): PrepayAnswer {
  return { kind: 'handed', asked_at_ms: now_ms, handover: { kind: 'form', text: body } };
}

export async function prepay(call: Call, number: string, body: string): Promise<PrepayAnswer> {
  const answer = await call('alipay.trade.precreate', body);
  const origin = { source: 'answer', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...origin, kind: 'silent', why: answer.why };
  const told = text(answer.fields, 'out_trade_no');
  if (told !== number && (told !== '' || answer.code === DONE)) return { ...origin, kind: 'silent', why: 'not-our-trade' };
  if (answer.code === DONE) {
    const qr_text = text(answer.fields, 'qr_code');
    if (!qr_text) return { ...origin, kind: 'silent', why: 'no-code' };
    return { kind: 'ready', asked_at_ms: answer.asked_at_ms, qr_text };
  }
  if (IN_USE.has(answer.sub_code)) return { ...origin, kind: 'pending' };
  if (answer.sub_code === CLOSED) return { ...origin, kind: 'shut' };
  // None of these can be mended by a viewer.
  if (isRefusal(answer.code)) return { ...origin, kind: 'refused', reason: 'channel', code: answer.sub_code || answer.code };
  return { ...origin, kind: 'silent', why: 'unknown-code-' + answer.code };
}
