/** Card status, SMS and consumption. SMS and consumption share orderId, txnTime, amount and card; each is sent once by its caller. */
import type { CardAsk, CardSecrets, CardStatus, Evidence, SmsAnswer } from '../port.ts';
import type { Secret } from '../../protocol/secret.ts';
import { accountNumber, customerInfo, tokenData } from './card-data.ts';
import { NOT_OPEN, REFUSED } from './codes.ts';
import type { UnionpayConfig } from './config.ts';
import { answered } from './evidence.ts';
import type { EncryptKeys } from './rotation.ts';
import { txnTime } from './wire.ts';
import type { Wire } from './wire.ts';

export interface Parts {
  config: UnionpayConfig;
  wire: Wire;
  encrypt: EncryptKeys;
}

type Own = { [name: string]: string | undefined };

/** What every call about a card carries. */
async function about(
  { config, encrypt }: Parts,
  ask: Pick<CardAsk, 'number' | 'created_at_ms' | 'card'>,
  info: CardSecrets,
  code?: Secret,
): Promise<Own> {
  const key = await encrypt.now();
  return {
    bizType: ask.card.token ? '000902' : '000301',
    orderId: ask.number,
    txnTime: txnTime(ask.created_at_ms),
    accNo: accountNumber(config, key, ask.card),
    tokenPayData: tokenData(config, ask.card),
    customerInfo: customerInfo(config, key, info, code),
    ...(config.encrypt ? { encryptCertId: key.cert_id } : {}),
  };
}

const amount = (ask: CardAsk): Own => ({ txnAmt: String(ask.amount_fen), currencyCode: '156' });

export async function status(parts: Parts, ask: Pick<CardAsk, 'number' | 'created_at_ms' | 'card'>): Promise<CardStatus> {
  const answer = await parts.wire('backTransReq.do', { ...(await about(parts, ask, {})), txnType: '78', txnSubType: '00' });
  if (answer.kind === 'silent') return { kind: 'silent', why: answer.why };
  parts.encrypt.heard(answer.code);
  if (answer.code === '00') return { kind: 'open' };
  if (NOT_OPEN.has(answer.code)) return { kind: 'not-open', code: answer.code };
  return REFUSED.has(answer.code) ? { kind: 'refused', code: answer.code } : { kind: 'silent', why: 'code-' + answer.code };
}

/** Only the phone goes with an SMS: nothing else is needed before the code is there. */
export async function sms(parts: Parts, ask: CardAsk, sub_type: '00' | '02' = '02'): Promise<SmsAnswer> {
  const { phone } = ask.card;
  const own = await about(parts, ask, ask.card.token || !phone ? {} : { phone });
  const answer = await parts.wire('backTransReq.do', {
    ...own,
    ...(sub_type === '02' ? amount(ask) : {}),
    txnType: '77',
    txnSubType: sub_type,
  });
  const { asked_at_ms } = answer;
  if (answer.kind === 'silent') return { asked_at_ms, kind: 'silent', why: answer.why };
  parts.encrypt.heard(answer.code);
  if (answer.code === '00') return { asked_at_ms, kind: 'sent' };
  return REFUSED.has(answer.code)
    ? { asked_at_ms, kind: 'refused', code: answer.code }
    : { asked_at_ms, kind: 'silent', why: 'code-' + answer.code };
}

export async function consume(parts: Parts, ask: CardAsk & { code: Secret }): Promise<Evidence> {
  const own = await about(parts, ask, ask.card.token ? {} : ask.card, ask.code);
  const answer = await parts.wire('backTransReq.do', {
    ...own,
    ...amount(ask),
    txnType: '01',
    txnSubType: '01',
    backUrl: parts.config.notify_url,
    payTimeout: txnTime(ask.expires_at_ms),
  });
  if (answer.kind === 'signed') parts.encrypt.heard(answer.code);
  return answered(answer);
}
