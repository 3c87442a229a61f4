/** Token mode (000902): a card is opened once with a code of its own, and only its token is kept. */
import type { CardAsk, SmsAnswer, TokenAnswer } from '../port.ts';
import { Secret } from '../../protocol/secret.ts';
import { readBlock, writeBlock } from './braces.ts';
import { REFUSED, refusedBy, TOO_OFTEN } from './codes.ts';
import type { UnionpayConfig } from './config.ts';
import { call, texted, TOKEN } from './pay.ts';
import type { CardCall, Parts } from './pay.ts';

/** A token of our own requester id is asked for. */
const wish = (config: UnionpayConfig) => ({ bizType: TOKEN, tokenPayData: writeBlock({ trId: config.tr_id, tokenType: '01' }) });

export async function openSms(parts: Parts, ask: CardAsk): Promise<SmsAnswer> {
  const { phone } = ask.card;
  return texted(await call(parts, ask, { ...wish(parts.config), txnType: '77', txnSubType: '00' }, phone ? { phone } : {}));
}

/** 79/00 opens with number and code and answers the token at once; 79/05 would fetch the token of a card opened by redirect. */
export async function openToken(parts: Parts, ask: CardAsk & { code: Secret }): Promise<TokenAnswer> {
  const answer = await call(parts, ask, { ...wish(parts.config), txnType: '79', txnSubType: '00' }, ask.card, ask.code);
  if (answer.kind === 'silent') return { kind: 'silent', why: answer.why };
  const { code, fields } = answer;
  const token = code === '00' ? readBlock(fields['tokenPayData'] ?? '')?.['token'] : undefined;
  if (token) return { kind: 'token', token: new Secret(token) };
  return REFUSED.has(code) || code === TOO_OFTEN ? { kind: 'refused', ...refusedBy(code) } : { kind: 'silent', why: 'code-' + code };
}

/** The answer is in the log only: a token that could not be dropped is of no use without our key. */
export async function dropToken(parts: Parts, ask: CardCall): Promise<void> {
  await call(parts, ask, { txnType: '74', txnSubType: '01' });
}
