/** Token mode (000902): a card is opened once with a code of its own, and only its token is kept. */
import type { CardAsk, SmsAnswer, TokenAnswer } from '../port.ts';
import { Secret } from '../../protocol/secret.ts';
import { readBlock, writeBlock } from './braces.ts';
import { accountNumber, customerInfo, tokenData } from './card-data.ts';
import { REFUSED } from './codes.ts';
import { sms } from './pay.ts';
import type { Parts } from './pay.ts';
import { txnTime } from './wire.ts';

export function openSms(parts: Parts, ask: CardAsk): Promise<SmsAnswer> {
  return sms(parts, ask, '00');
}

export async function openToken({ config, wire, encrypt }: Parts, ask: CardAsk & { code: Secret }): Promise<TokenAnswer> {
  const key = await encrypt.now();
  const answer = await wire('backTransReq.do', {
    bizType: '000902',
    txnType: '79',
    txnSubType: '05',
    orderId: ask.number,
    txnTime: txnTime(ask.created_at_ms),
    accNo: accountNumber(config, key, ask.card),
    customerInfo: customerInfo(config, key, ask.card, ask.code),
    tokenPayData: writeBlock({ trId: config.tr_id, tokenType: '01' }),
    ...(config.encrypt ? { encryptCertId: key.cert_id } : {}),
  });
  if (answer.kind === 'silent') return { kind: 'silent', why: answer.why };
  const token = answer.code === '00' ? readBlock(answer.fields['tokenPayData'] ?? '')?.['token'] : undefined;
  if (token) return { kind: 'token', token: new Secret(token) };
  return REFUSED.has(answer.code) ? { kind: 'refused', code: answer.code } : { kind: 'silent', why: 'code-' + answer.code };
}

export async function dropToken({ config, wire }: Parts, ask: Pick<CardAsk, 'number' | 'created_at_ms' | 'card'>): Promise<void> {
  await wire('backTransReq.do', {
    bizType: '000902',
    txnType: '74',
    txnSubType: '01',
    orderId: ask.number,
    txnTime: txnTime(ask.created_at_ms),
    tokenPayData: tokenData(config, ask.card),
  });
}
