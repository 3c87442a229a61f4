/** For tests only: a gateway of a few lines that checks our signature its own way and answers what it is told. */
import { createHash, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { ChannelWorld, Incoming, Outgoing, ScanChannel } from '../port.ts';
import type { AlipayConfig } from './config.ts';
import { alipay as module } from './index.ts';

export const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const pem = (key: KeyObject): string => key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();

export const NOW_MS = Date.UTC(2024, 11, 31, 16, 0, 0);
export const NUMBER = 'LZP250101abcdefghijklmnop';

export const config: AlipayConfig = {
  enabled: true,
  wap: false,
  gateway_url: 'https://gateway.test/gateway.do',
  app_id: '2021000000000001',
  seller_id: '2088000000000001',
  app_private_key: pem(merchant.privateKey),
  alipay_public_key: pem(alipay.publicKey),
  notify_url: 'https://pay.example.com/callbacks/alipay',
  timeout_ms: 1000,
  refund_timeout_ms: 3000,
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function signed(text: string, key = alipay.privateKey): string {
  return createSign('RSA-SHA256').update(text, 'utf8').sign(key, 'base64');
}

export function answerText(method: string, fields: object, key = alipay.privateKey): string {
  const inner = JSON.stringify(fields).replaceAll('/', '\\/');
  return `{"${method.replaceAll('.', '_')}_response":${inner},"sign":"${signed(inner, key)}"}`;
}

export function ok(body: string | Uint8Array, status = 200): Incoming {
  return { status, headers: {}, body: typeof body === 'string' ? new TextEncoder().encode(body) : body };
}

export interface Seen {
  method: string;
  params: { [name: string]: string };
  biz: { [name: string]: unknown };
  raw: Outgoing;
}

/** Merges address and body, checks the signature from first principles. */
export function seen(out: Outgoing): Seen {
  const params: { [name: string]: string } = {};
  for (const source of [out.url.split('?')[1] ?? '', out.body ?? '']) {
    for (const pair of source.split('&')) {
      const [name, value] = pair.split('=').map((part) => decodeURIComponent(part.replaceAll('+', ' '))) as [string, string];
      if (name in params) throw new Error('twice: ' + name);
      params[name] = value;
    }
  }
  const { sign = '', ...rest } = params;
  const text = Object.entries(rest)
    .filter(([, value]) => value)
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([k, v]) => k + '=' + v)
    .join('&');
  if (!createVerify('RSA-SHA256').update(text, 'utf8').verify(merchant.publicKey, sign, 'base64')) throw new Error('our signature is bad');
  return { method: rest['method'] ?? '', params, biz: JSON.parse(rest['biz_content'] ?? ''), raw: out };
}

export interface Kit {
  channel: ScanChannel;
  calls: Seen[];
  logs: string[];
}

/** `answer` gets the checked request and gives a whole body, an Incoming, or throws as a network does. */
export function kit(answer: (call: Seen) => string | Incoming, over: Partial<AlipayConfig> = {}): Kit {
  const calls: Seen[] = [];
  const logs: string[] = [];
  let now = NOW_MS;
  const world: ChannelWorld = {
    now: () => now++,
    random: (length) => new Uint8Array(length),
    log: (level, event, facts) => void logs.push(level + ' ' + event + ' ' + JSON.stringify(facts)),
    send: async (out) => {
      const call = seen(out);
      calls.push(call);
      const given = answer(call);
      return typeof given === 'string' ? ok(given) : given;
    },
  };
  const channel = module.make({ ...config, ...over }, world);
  now = NOW_MS;
  return { channel, calls, logs };
}

/** A kit that answers every call with these members. */
export const says = (fields: object): Kit => kit((call) => answerText(call.method, fields));

export const failure = (sub_code: string, code = '40004'): object => ({ code, msg: 'Business Failed', sub_code, sub_msg: 'x' });

/** Form-encodes and signs a notice; `sign` and `sign_type` come last, as Alipay's do. */
export function notice(fields: { [name: string]: string }, key = alipay.privateKey): Uint8Array {
  const text = Object.keys(fields)
    .toSorted()
    .map((name) => name + '=' + fields[name])
    .join('&');
  return form({ ...fields, sign_type: 'RSA2', sign: signed(text, key) });
}

export function form(fields: { [name: string]: string }): Uint8Array {
  return new TextEncoder().encode(new URLSearchParams(fields).toString());
}

export const TRADE_NOTICE: { [name: string]: string } = {
  notify_time: '2025-01-01 00:03:00',
  notify_type: 'trade_status_sync',
  notify_id: 'n-1',
  charset: 'utf-8',
  version: '1.0',
  app_id: config.app_id,
  seller_id: config.seller_id,
  trade_no: '2025010122001',
  out_trade_no: NUMBER,
  trade_status: 'TRADE_SUCCESS',
  total_amount: '19.90',
  gmt_payment: '2025-01-01 00:02:59',
  fund_bill_list: '[{"amount":"19.90","fundChannel":"ALIPAYACCOUNT"}]',
  subject: '语雀空间 500人 100%+1',
};
