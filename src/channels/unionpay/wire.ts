/** One signed call. An answer counts, for good or bad, only when it is UnionPay's own and about what was asked. Nothing is sent twice here. */
import type { ChannelWorld } from '../port.ts';
import { beijing } from '../../protocol/world.ts';
import { signRsaSha256 } from '../rsa.ts';
import { readPairs } from './braces.ts';
import type { UnionpayConfig } from './config.ts';
import type { UnionpayKeys } from './keys.ts';
import { digest, withoutBlanks } from './signed-text.ts';
import type { Fields } from './signed-text.ts';
import type { Verifier } from './verify.ts';

/** `code`: respCode. */
export type Answer =
  | { kind: 'signed'; asked_at_ms: number; code: string; fields: Fields }
  | { kind: 'silent'; asked_at_ms: number; why: string };

export type Wire = (path: 'backTransReq.do' | 'queryTrans.do', own: { readonly [name: string]: string | undefined }) => Promise<Answer>;

/** Beijing wall time, YYYYMMDDhhmmss. With orderId it is what UnionPay knows a transaction by. */
export function txnTime(at_ms: number): string {
  return beijing(at_ms).replace(/\D/g, '');
}

/** An answer must name what was asked: one about something else, or about nothing, is no answer. */
const NAMED = ['merId', 'orderId', 'txnTime'] as const;
/** Come back as they were sent where they come back; a query's answer has the original's type instead. */
const ECHOED = ['txnType', 'txnSubType', 'txnAmt', 'currencyCode'] as const;

function foreign(sent: Fields, heard: Fields): string | undefined {
  const missing = NAMED.find((name) => heard[name] !== sent[name]);
  if (missing || sent['txnType'] === '00') return missing;
  return ECHOED.find((name) => heard[name] !== undefined && sent[name] !== undefined && heard[name] !== sent[name]);
}

export function makeWire(config: UnionpayConfig, keys: UnionpayKeys, verify: Verifier, world: ChannelWorld): Wire {
  async function signed(own: { readonly [name: string]: string | undefined }): Promise<{ [name: string]: string }> {
    const fields = withoutBlanks({
      version: '5.1.0',
      encoding: 'UTF-8',
      signMethod: '01',
      accessType: '0',
      channelType: '07',
      merId: config.mer_id,
      certId: keys.cert_id,
      ...own,
    });
    return { ...fields, signature: await signRsaSha256(keys.sign_with, digest(fields)) };
  }

  return async (path, own) => {
    const asked_at_ms = world.now();
    const silent = (why: string): Answer => {
      world.log('warn', 'unionpay-silent', { path, txn_type: own['txnType'] ?? '', why });
      return { kind: 'silent', asked_at_ms, why };
    };
    try {
      const sent = await signed(own);
      const incoming = await world.send({
        method: 'POST',
        url: config.base_url + '/' + path,
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', 'user-agent': 'lezhong-pay' },
        body: new URLSearchParams(sent).toString(),
        timeout_ms: config.timeout_ms,
      });
      if (incoming.status !== 200) return silent('status-' + incoming.status);
      const raw = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(incoming.body);
      // A blacklisted merchant gets an English sentence with status 200.
      const fields = readPairs(raw);
      if (!fields?.['respCode']) return silent('not-an-answer');
      const verdict = await verify.verified(fields, world.now());
      if (verdict !== 'good') return silent(verdict);
      const other = foreign(sent, fields);
      if (other) return silent('foreign-' + other);
      return { kind: 'signed', asked_at_ms, code: fields['respCode'], fields };
    } catch (error) {
      return silent(error instanceof Error ? error.name : 'network');
    }
  };
}
