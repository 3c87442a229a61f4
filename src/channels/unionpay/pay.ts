/** Card status, SMS and consumption. SMS and consumption share orderId, txnTime, amount and card; each is sent once by its caller. */
import type { CardAsk, CardSecrets, CardStatus, Evidence, SmsAnswer } from '../port.ts';
import type { Secret } from '../../protocol/secret.ts';
import { accountNumber, customerInfo, tokenData } from './card-data.ts';
import { NOT_OPEN, REFUSED, refusedBy, TOO_OFTEN } from './codes.ts';
import type { UnionpayConfig } from './config.ts';
import { answered } from './evidence.ts';
import type { EncryptKeys } from './rotation.ts';
import { txnTime } from './wire.ts';
import type { Answer, Own, Wire } from './wire.ts';

export interface Parts {
  config: UnionpayConfig;
  wire: Wire;
  encrypt: EncryptKeys;
}

/** bizType: paid by number, by token. */
export const PLAIN = '000301';
export const TOKEN = '000902';

export type CardCall = Pick<CardAsk, 'channel_no' | 'created_at_ms' | 'card'>;

/** One call about a card. `info`: which of its elements go along. */
export async function call(
  { config, wire, encrypt }: Parts,
  ask: CardCall,
  own: Own,
  info: CardSecrets = {},
  code?: Secret,
): Promise<Answer> {
  const whole = async (): Promise<Own> => {
    const key = await encrypt.now();
    return {
      bizType: ask.card.token ? TOKEN : PLAIN,
      orderId: ask.channel_no,
      txnTime: txnTime(ask.created_at_ms),
      accNo: accountNumber(config, key, ask.card),
      tokenPayData: tokenData(config, ask.card),
      customerInfo: customerInfo(config, key, ask.card, info, code),
      ...(config.encrypt || info.pin ? { encryptCertId: key.cert_id } : {}),
      ...own,
    };
  };
  const answer = await wire('backTransReq.do', whole());
  if (answer.kind === 'signed') encrypt.answered(answer.code);
  return answer;
}

const amount = (ask: CardAsk): Own => ({ txnAmt: String(ask.amount_fen), currencyCode: '156' });

export async function status(parts: Parts, ask: CardCall): Promise<CardStatus> {
  const answer = await call(parts, ask, { txnType: '78', txnSubType: '00' });
  if (answer.kind === 'silent') return { kind: 'silent', why: answer.why };
  // Token business tells it in a field of its own; absent elsewhere.
  if (answer.code === '00') return (answer.fields['activateStatus'] ?? '1') === '1' ? { kind: 'open' } : { kind: 'not-open', code: '77' };
  if (NOT_OPEN.has(answer.code)) return { kind: 'not-open', code: answer.code };
  return REFUSED.has(answer.code) ? { kind: 'refused', ...refusedBy(answer.code) } : { kind: 'silent', why: 'code-' + answer.code };
}

/** Only the phone goes with an SMS: nothing else is needed before the code is there. A token's phone is known. */
export async function sms(parts: Parts, ask: CardAsk): Promise<SmsAnswer> {
  const { phone, token } = ask.card;
  return texted(await call(parts, ask, { ...amount(ask), txnType: '77', txnSubType: '02' }, token || !phone ? {} : { phone }));
}

/** An SMS moves nothing, so "too often" is a plain refusal here. */
export function texted(answer: Answer): SmsAnswer {
  const { asked_at_ms } = answer;
  if (answer.kind === 'silent') return { asked_at_ms, kind: 'silent', why: answer.why };
  const { code } = answer;
  if (code === '00') return { asked_at_ms, kind: 'sent' };
  if (REFUSED.has(code) || code === TOO_OFTEN) return { asked_at_ms, kind: 'refused', ...refusedBy(code) };
  return { asked_at_ms, kind: 'silent', why: 'code-' + code };
}

/** A token without a code goes without customerInfo: only where the contract allows it. */
export async function consume(parts: Parts, ask: CardAsk & { code?: Secret }): Promise<Evidence> {
  if (!ask.code && !ask.card.token) throw new Error('unionpay: a card’s number is not paid without its code');
  const own = {
    ...amount(ask),
    txnType: '01',
    txnSubType: '01',
    backUrl: parts.config.notify_url,
    payTimeout: txnTime(ask.expires_at_ms),
  };
  return answered(await call(parts, ask, own, ask.card.token ? {} : ask.card, ask.code));
}
