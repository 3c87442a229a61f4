/** A tiny WeChat for tests: checks the Authorization as the documentation says, answers what it is told, signed. */
import { createCipheriv, createSign, createVerify, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { ChannelWorld, Incoming, Outgoing } from '../port.ts';
import type { WechatConfig } from './config.ts';

export const NOW_MS = Date.UTC(2025, 0, 1, 4, 0, 0);
export const API_V3_KEY = '0123456789abcdef0123456789abcdef';
export const SERIAL = 'PUB_KEY_ID_0119000000012025';

const pair = (): { publicKey: KeyObject; privateKey: KeyObject } => generateKeyPairSync('rsa', { modulusLength: 2048 });
const merchant = pair();
export const platform = pair();
const pem = (key: KeyObject): string => key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }) as string;

export const CONFIG: WechatConfig = {
  enabled: true,
  base_url: 'http://bank.example',
  mchid: '1900000001',
  appid: 'wxd678efh567hg6787',
  merchant_serial: 'ABCDEF01',
  merchant_key: pem(merchant.privateKey),
  api_v3_key: API_V3_KEY,
  platform_keys: [{ serial: SERIAL, public_key: pem(platform.publicKey) }],
  fetch_certificates: false,
  certificates_again_ms: 60_000,
  notify_url: 'http://pay.example/callbacks/wechat',
  timeout_ms: 1_000,
};

/** Is this request signed over method, path with query, time, nonce and body? */
export function authorized(out: Outgoing): boolean {
  const header = out.headers['authorization'] ?? '';
  const parts = Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1], match[2]]));
  const url = new URL(out.url);
  const text = [out.method, url.pathname + url.search, parts['timestamp'], parts['nonce_str'], out.body ?? '']
    .map((line) => line + '\n')
    .join('');
  return (
    header.startsWith('WECHATPAY2-SHA256-RSA2048 ') &&
    parts['mchid'] === CONFIG.mchid &&
    parts['serial_no'] === CONFIG.merchant_serial &&
    createVerify('RSA-SHA256')
      .update(text)
      .verify(merchant.publicKey, parts['signature'] ?? '', 'base64')
  );
}

export function signedHeaders(body: string, over: { [name: string]: string } = {}, now_ms = NOW_MS): { [name: string]: string } {
  const timestamp = over['wechatpay-timestamp'] ?? String(Math.floor(now_ms / 1000));
  const nonce = over['wechatpay-nonce'] ?? 'nonce' + randomBytes(8).toString('hex');
  const signature = createSign('RSA-SHA256')
    .update(timestamp + '\n' + nonce + '\n' + body + '\n')
    .sign(platform.privateKey, 'base64');
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': signature,
    'wechatpay-serial': SERIAL,
    ...over,
  };
}

export function answer(status: number, fields: object | '', over: { [name: string]: string } = {}): Incoming {
  const body = fields === '' ? '' : JSON.stringify(fields);
  return { status, headers: signedHeaders(body, over), body: Buffer.from(body) };
}

export function seal(
  plain: string,
  nonce = 'fdasflkja484',
  aad = 'transaction',
): { algorithm: string; ciphertext: string; nonce: string; associated_data: string } {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(API_V3_KEY), Buffer.from(nonce)).setAAD(Buffer.from(aad));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data: aad };
}

export const TRADE = {
  mchid: CONFIG.mchid,
  appid: CONFIG.appid,
  out_trade_no: 'TST250101000000000000000000',
  transaction_id: '4200000000202501010000000001',
  trade_type: 'NATIVE',
  trade_state: 'SUCCESS',
  success_time: '2025-01-01T12:00:03+08:00',
  amount: { total: 1990, payer_total: 1990, currency: 'CNY', payer_currency: 'CNY' },
};

/** Sends to `reply`; notes what was sent and logged. */
export function worldOf(reply: (out: Outgoing) => Incoming | Promise<Incoming>): ChannelWorld & { sent: Outgoing[]; logged: string[] } {
  const sent: Outgoing[] = [];
  const logged: string[] = [];
  return {
    sent,
    logged,
    now: () => NOW_MS,
    random: (length) => randomBytes(length),
    send: async (out) => {
      sent.push(out);
      return reply(out);
    },
    log: (level, event, facts) => void logged.push(level + ' ' + event + ' ' + JSON.stringify(facts)),
  };
}
