/** One signed call. An answer counts, for good or bad, only when it is UnionPay's own and about what was asked. Nothing is sent twice here. */
import type { ChannelWorld } from '../port.ts';
import { beijing } from '../../protocol/world.ts';
import { byteText, decodedAll } from '../shared/byte-text.ts';
import { signRsaSha256 } from '../shared/rsa.ts';
import { readPairs } from './braces.ts';
import { resultsAgree } from './codes.ts';
import type { UnionpayConfig } from './config.ts';
import type { UnionpayKeys } from './keys.ts';
import { digest, withoutBlanks } from './signed-text.ts';
import type { Fields } from './signed-text.ts';
import type { Verifier } from './verify.ts';

/** `code`: respCode, two letters or digits. `why` is made of our own words, never of what came. */
export type Answer =
  | { kind: 'signed'; asked_at_ms: number; code: string; fields: Fields }
  | { kind: 'silent'; asked_at_ms: number; why: string };

export type Own = { readonly [name: string]: string | undefined };

/** Never rejects, not even when `own` does. `timeout_ms` instead of the configured one. */
export type Wire = (path: 'backTransReq.do' | 'queryTrans.do', own: Own | Promise<Own>, timeout_ms?: number) => Promise<Answer>;

/** Beijing wall time, YYYYMMDDhhmmss. With orderId it is what UnionPay knows a transaction by. */
export function txnTime(at_ms: number): string {
  return beijing(at_ms).replace(/\D/g, '');
}

/** An answer is a few kilobytes, a certificate most of it. */
const MAX_BYTES = 262_144;

/** Come back as they were sent where they come back; a query's answer has the original's type instead. */
const ECHOED = ['txnType', 'txnSubType', 'txnAmt', 'currencyCode'] as const;

/** An answer must name what was asked: one about something else, or about nothing, is no answer. */
function foreign(sent: Fields, told: Fields): string | undefined {
  const named = ['merId', ...(sent['queryId'] ? ['queryId'] : ['orderId', 'txnTime'])];
  const missing = named.find((name) => told[name] !== sent[name]);
  if (missing || sent['txnType'] === '00') return missing;
  return ECHOED.find((name) => told[name] !== undefined && sent[name] !== undefined && told[name] !== sent[name]);
}

export function makeWire(config: UnionpayConfig, keys: UnionpayKeys, verify: Verifier, world: ChannelWorld): Wire {
  async function signed(own: Own): Promise<{ [name: string]: string }> {
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

  /** The fields of a genuine answer to what was sent, or why it is none. */
  async function read(
    sent: Fields,
    body: Uint8Array,
  ): Promise<{ code: string; fields: Fields } | { why: string; came: string; known: string } | string> {
    if (body.length > MAX_BYTES) return 'too-large';
    const signed_fields = readPairs(byteText(body));
    const code = signed_fields?.['respCode'] ?? '';
    // A blacklisted merchant gets an English sentence with status 200.
    if (!signed_fields || !/^[0-9A-Z]{2}$/.test(code)) return 'not-an-answer';
    const verdict = await verify.verified(signed_fields, world.now());
    if (verdict.startsWith('certificate-')) return { why: verdict, ...verify.came(signed_fields) };
    if (verdict !== 'good') return verdict;
    const fields = decodedAll(signed_fields, signed_fields['encoding']);
    const other = foreign(sent, fields);
    if (other) return 'foreign-' + other;
    const found = sent['txnType'] === '00' && code === '00';
    return found || resultsAgree(fields) ? { code, fields } : 'results-disagree';
  }

  return async (path, own, timeout_ms = config.timeout_ms) => {
    let asked_at_ms = world.now();
    let txn_type = '';
    const silent = (why: string, more: { [name: string]: string } = {}): Answer => {
      world.log('warn', 'unionpay-silent', { path, txn_type, why, ...more });
      return { kind: 'silent', asked_at_ms, why };
    };
    try {
      const sent = await signed(await own);
      txn_type = sent['txnType'] ?? '';
      asked_at_ms = world.now();
      const incoming = await world.send({
        method: 'POST',
        url: config.base_url + '/' + path,
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', 'user-agent': 'lezhong-pay' },
        body: new URLSearchParams(sent).toString(),
        timeout_ms,
      });
      if (incoming.status !== 200) return silent('status-' + incoming.status);
      const answer = await read(sent, incoming.body);
      if (typeof answer === 'string') return silent(answer);
      if ('why' in answer) return silent(answer.why, answer);
      if (answer.code !== '00') world.log('info', 'unionpay-answer', { path, txn_type, code: answer.code, detail: detail(answer.fields) });
      return { kind: 'signed', asked_at_ms, ...answer };
    } catch (error) {
      // A name, never a message: that may quote what was sent.
      return silent(error instanceof Error ? error.name : 'network');
    }
  };
}

/** "报文格式错误[6100030]": UnionPay's help desk asks for the seven digits. */
function detail(fields: Fields): string {
  return /\[(\d{7})\]/.exec(fields['respMsg'] ?? '')?.[1] ?? '';
}
