/** For tests only: a gateway of a few lines that checks our signature its own way and answers what it is told. */
import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelWorld, Incoming, Outgoing, ScanChannel } from '../port.ts';
import type { IcbcConfig } from './config.ts';
import { icbc as module } from './index.ts';
import { GATEWAY_PRIVATE, GATEWAY_PUBLIC, MERCHANT_PRIVATE, MERCHANT_PUBLIC } from './vectors.fixture.ts';

export const privateKey = (bare: string): KeyObject => createPrivateKey({ key: Buffer.from(bare, 'base64'), format: 'der', type: 'pkcs8' });
export const merchant_public = createPublicKey({ key: Buffer.from(MERCHANT_PUBLIC, 'base64'), format: 'der', type: 'spki' });
const gateway = privateKey(GATEWAY_PRIVATE);
export const stranger = privateKey(MERCHANT_PRIVATE);

const dir = mkdtempSync(join(tmpdir(), 'icbc-keys-'));
export function keyFile(name: string, content: string): string {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
}

export const NOW_MS = Date.UTC(2024, 11, 31, 16, 0, 0);
export const NUMBER = 'LZP250101abcdefghijklmnop';
export const ORDER_ID = '020000000001000002501010000001';

export const config: IcbcConfig = {
  enabled: true,
  base_url: 'https://gw.test',
  app_id: '10000000000000000001',
  mer_id: '020000000001',
  mer_prtcl_no: '0200000000010201',
  private_key_file: keyFile('merchant.pri', MERCHANT_PRIVATE),
  gateway_public_key_file: keyFile('gateway.pub', GATEWAY_PUBLIC),
  answer_sign: 'RSA',
  callback_sign: 'RSA',
  callback_msg_id: 'new',
  notify_url: 'https://pay.example.com/callbacks/icbc',
  timeout_ms: 1000,
};

export function signed(text: string, hash = 'RSA-SHA1', key = gateway): string {
  return createSign(hash).update(text, 'utf8').sign(key, 'base64');
}

/** A whole answer; slashes are written as ICBC's Java does not. */
export function answerText(fields: object, hash?: string, key?: KeyObject): string {
  const content = JSON.stringify(fields).replaceAll('/', '\\/');
  return `{"response_biz_content":${content},"sign":"${signed(content, hash, key)}"}`;
}

export function ok(body: string | Uint8Array, status = 200): Incoming {
  return { status, headers: {}, body: typeof body === 'string' ? new TextEncoder().encode(body) : body };
}

export interface Seen {
  path: string;
  params: { [name: string]: string };
  biz: { [name: string]: unknown };
  raw: Outgoing;
}

/** Reads the form as sent and checks its signature from first principles. */
export function seen(out: Outgoing): Seen {
  if (/[^\w.~%&=-]/.test(out.body ?? '')) throw new Error('not fully encoded');
  const pairs = (out.body ?? '').split('&').map((pair) => pair.split('=').map(decodeURIComponent) as [string, string]);
  const params = Object.fromEntries(pairs);
  const { sign = '', ...rest } = params;
  const { pathname } = new URL(out.url);
  const text = pairs
    .filter(([name]) => name !== 'sign')
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => name + '=' + value)
    .join('&');
  const good = createVerify('RSA-SHA256')
    .update(pathname + '?' + text, 'utf8')
    .verify(merchant_public, sign, 'base64');
  if (!good || Object.values(rest).includes('')) throw new Error('our signature is bad');
  return { path: pathname, params, biz: JSON.parse(rest['biz_content'] ?? '') as Seen['biz'], raw: out };
}

export interface Kit {
  channel: ScanChannel;
  calls: Seen[];
  logs: string[];
}

/** `answer` gets the checked request and gives a whole body, an Incoming, or throws as a network does. */
export function kit(answer: (call: Seen) => string | Incoming, over: Partial<IcbcConfig> = {}): Kit {
  const calls: Seen[] = [];
  const logs: string[] = [];
  let now = NOW_MS;
  let byte = 0;
  const world: ChannelWorld = {
    now: () => now++,
    random: (length) => new Uint8Array(length).fill(byte++),
    log: (level, event, facts) => void logs.push(level + ' ' + event + ' ' + JSON.stringify(facts)),
    send: async (out) => {
      const call = seen(out);
      calls.push(call);
      const given = answer(call);
      return typeof given === 'string' ? ok(given) : given;
    },
  };
  return { channel: module.make({ ...config, ...over }, world), calls, logs };
}

/** A kit that answers every call with these members. */
export const says = (fields: object, over: Partial<IcbcConfig> = {}): Kit => kit(() => answerText(fields), over);

export const DONE = { return_code: 0, return_msg: 'success', returnCode: '0', msg_id: 'm1' };
export const failure = (return_code: string | number): object => ({ return_code, return_msg: 'x', returnCode: String(return_code) });

export const PAID_ORDER = {
  ...DONE,
  pay_status: '0',
  mer_id: config.mer_id,
  out_trade_no: NUMBER,
  order_id: ORDER_ID,
  total_amt: '1990',
  payment_amt: '1890',
  third_trade_no: '4200000000202501010000000001',
  pay_time: '20250101000259',
};

export function form(fields: { [name: string]: string }): Uint8Array {
  return new TextEncoder().encode(new URLSearchParams(fields).toString());
}

/** The signed text of a callback, written here once more: our path, then the fields by name. */
export function callbackText(fields: { [name: string]: string }): string {
  const text = Object.keys(fields)
    .filter((name) => fields[name] !== '')
    .toSorted()
    .map((name) => name + '=' + fields[name]);
  return '/callbacks/icbc?' + text.join('&');
}

export const CALLBACK_CONTENT: { [name: string]: string | number } = {
  return_code: '0',
  return_msg: 'success',
  returnCode: '0',
  msg_id: 'their-msg-id',
  mer_id: config.mer_id,
  out_trade_no: NUMBER,
  order_id: ORDER_ID,
  third_trade_no: '4200000000202501010000000001',
  total_amt: '1990',
  payment_amt: '1890',
  pay_type: '9',
  pay_time: '20250101000259',
};

export function callbackFields(content: object = {}, over: { [name: string]: string } = {}): { [name: string]: string } {
  return {
    from: 'icbc-api',
    api: '/api/cardbusiness/qrcode/consumption/V1',
    app_id: config.app_id,
    charset: 'UTF-8',
    format: 'json',
    timestamp: '2025-01-01 00:03:00',
    sign_type: 'RSA',
    biz_content: JSON.stringify({ ...CALLBACK_CONTENT, ...content }),
    ...over,
  };
}

export function callback(fields = callbackFields(), hash?: string, key?: KeyObject): Uint8Array {
  return form({ ...fields, sign: signed(callbackText(fields), hash, key) });
}
