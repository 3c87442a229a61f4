/** Did WeChat say these bytes, now? Used for answers and callbacks alike, before anything is parsed. */
import type { KeyObject } from 'node:crypto';
import { verifyRsaSha256 } from '../shared/rsa.ts';
import { answerText } from './signed-text.ts';

/** Clocks may differ by so much. Source: docs/channels.md 1.5. */
const SKEW_S = 300;

export type Verdict = 'good' | 'unsigned' | 'stale' | 'unknown-serial' | 'bad-signature' | 'probe';

export interface SignedHeaders {
  readonly [name: string]: string | undefined;
}

export async function verified(
  headers: SignedHeaders,
  body: Uint8Array,
  key: (serial: string) => Promise<KeyObject | undefined>,
  now_ms: number,
): Promise<Verdict> {
  const timestamp = headers['wechatpay-timestamp'] ?? '';
  const nonce = headers['wechatpay-nonce'] ?? '';
  const signature = headers['wechatpay-signature'] ?? '';
  const serial = headers['wechatpay-serial'] ?? '';
  if (!timestamp || !nonce || !signature || !serial) return 'unsigned';
  if (signature.startsWith('WECHATPAY/SIGNTEST/')) return 'probe';
  if (!/^[0-9]{1,12}$/.test(timestamp) || Math.abs(now_ms / 1000 - Number(timestamp)) > SKEW_S) return 'stale';
  const public_key = await key(serial);
  if (!public_key) return 'unknown-serial';
  return (await verifyRsaSha256(public_key, answerText(timestamp, nonce, body), signature)) ? 'good' : 'bad-signature';
}
