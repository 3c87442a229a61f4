/** One signed call of the gateway. An answer counts, for good or bad, only when its exact text is signed by Alipay. */
import type { ChannelWorld, Incoming } from '../port.ts';
import { decoded, toBytes } from '../shared/byte-text.ts';
import { readObject } from '../shared/json.ts';
import { signRsaSha256 } from '../shared/rsa.ts';
import { beijing } from '../../protocol/world.ts';
import { DONE, isBusy, isUnknown } from './codes.ts';
import type { AlipayConfig } from './config.ts';
import { certificatesFor, keysNamed, verifiedBy } from './keys.ts';
import type { AlipayKeys } from './keys.ts';
import { byteMembers } from './byte-members.ts';
import { requestText } from './signed-text.ts';
import type { Params } from './signed-text.ts';

/** All we ever call. Cancel is not among them: it refunds a payment that may just have won. */
export type Method =
  | 'alipay.trade.precreate'
  /** Not a call: the payer's browser goes there. */
  | 'alipay.trade.wap.pay'
  | 'alipay.trade.query'
  | 'alipay.trade.close'
  | 'alipay.trade.refund'
  | 'alipay.trade.fastpay.refund.query';

export type Fields = { readonly [name: string]: unknown };

/** `sub_code` comes without its "ACQ." and is '' when there is none. `busy`: we ask too often. */
export type Answer =
  | { kind: 'signed'; asked_at_ms: number; code: string; sub_code: string; fields: Fields }
  | { kind: 'silent'; asked_at_ms: number; why: string; busy: boolean };

/** Never rejects. `biz_content` is sent byte for byte. */
export type Call = (method: Method, biz_content: string) => Promise<Answer>;

/** A text member; '' for a missing one and for anything that is not text. */
export function text(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

export function makeCall(config: AlipayConfig, keys: AlipayKeys, world: ChannelWorld): Call {
  return async (method, biz_content) => {
    let asked_at_ms = world.now();
    const silent = (why: string, busy = false, more: { [name: string]: string } = {}): Answer => {
      world.log('warn', 'alipay-silent', { method, why, ...more });
      return { kind: 'silent', asked_at_ms, why, busy };
    };
    try {
      const params = await signedParams(config, keys, method, biz_content, asked_at_ms);
      const timeout_ms = method === 'alipay.trade.refund' ? config.refund_timeout_ms : config.timeout_ms;
      const request = post(config.gateway_url, params, timeout_ms);
      asked_at_ms = world.now();
      const incoming = await world.send(request);
      if (incoming.status !== 200) return silent('status-' + incoming.status, incoming.status === 429);
      const read = await readAnswer(keys, method, incoming);
      if (typeof read === 'string') return silent(read);
      if ('came' in read) return silent('unknown-certificate', false, read);
      const { code, sub_code } = codes(read.fields);
      if (isBusy(code, sub_code)) return silent('busy', true);
      if (isUnknown(code, sub_code)) return silent('unknown-' + (sub_code || code));
      if (code !== DONE) world.log('info', 'alipay-answer', { method, code, sub_code });
      return { kind: 'signed', asked_at_ms, code, sub_code, fields: read.fields };
    } catch (error) {
      return silent(error instanceof Error ? error.name : 'network');
    }
  };
}

const NOTIFIED: ReadonlySet<Method> = new Set<Method>(['alipay.trade.precreate', 'alipay.trade.wap.pay']);

/** The address of a page of Alipay's, signed; made without a call. `more`: its common parameters. */
export async function pageUrl(
  config: AlipayConfig,
  keys: AlipayKeys,
  method: Method,
  biz_content: string,
  now_ms: number,
  more: Params,
): Promise<string> {
  return config.gateway_url + '?' + encoded(await signedParams(config, keys, method, biz_content, now_ms, more));
}

async function signedParams(
  config: AlipayConfig,
  keys: AlipayKeys,
  method: Method,
  biz_content: string,
  now_ms: number,
  more: Params = {},
): Promise<Params> {
  const params = {
    app_id: config.app_id,
    method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: beijing(now_ms).replace('T', ' '),
    version: '1.0',
    ...(NOTIFIED.has(method) ? { notify_url: config.notify_url } : {}),
    ...more,
    ...keys.cert_params,
    biz_content,
  };
  return { ...params, sign: await signRsaSha256(keys.sign_with, requestText(params)) };
}

/** Common parameters in the address, the content in the body, as Alipay's own kit does: the charset must be known before the body is read. */
function post(gateway_url: string, { biz_content = '', ...common }: Params, timeout_ms: number): Parameters<ChannelWorld['send']>[0] {
  return {
    method: 'POST',
    url: gateway_url + '?' + encoded(common),
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8', accept: 'application/json' },
    body: encoded({ biz_content }),
    timeout_ms,
  };
}

/** Blanks as %20, which reads the same in an address and in a form. */
function encoded(params: Params): string {
  return new URLSearchParams(params).toString().replaceAll('+', '%20');
}

type Read = { fields: Fields } | { came: string; known: string } | string;

/** The signed members, or why there are none. */
async function readAnswer(keys: AlipayKeys, method: Method, incoming: Incoming): Promise<Read> {
  const members = byteMembers(incoming.body);
  if (!members) return 'unreadable';
  const signed = members.get(method.replaceAll('.', '_') + '_response') ?? members.get('error_response');
  const sign = memberText(members, 'sign');
  if (!signed?.startsWith('{')) return 'no-response-member';
  if (!sign) return 'unsigned';
  const cert_sn = memberText(members, 'alipay_cert_sn');
  const able = keysNamed(keys, cert_sn);
  if (able.length === 0) return certificatesFor(keys, cert_sn);
  if (!(await verifiedBy(able, toBytes(signed), sign))) return 'bad-signature';
  const fields = readObject(decoded(signed));
  return fields ? { fields } : 'unreadable';
}

function memberText(members: ReadonlyMap<string, string>, name: string): string {
  const value: unknown = JSON.parse(members.get(name) ?? '""');
  return typeof value === 'string' ? value : '';
}

function codes(fields: Fields): { code: string; sub_code: string } {
  return { code: text(fields, 'code'), sub_code: text(fields, 'sub_code').replace(/^ACQ\./, '') };
}
