/** Keys, parsed once at the start. A bad one is an operator's error and throws, without its content. */
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { WechatConfig } from './config.ts';

export interface WechatKeys {
  sign_with: KeyObject;
  api_v3_key: Buffer;
  /** Keys WeChat may have signed with, by serial; grows when certificates are fetched. */
  verify_with: Map<string, KeyObject>;
}

function given(text: string | undefined, file: string | undefined, what: string): string {
  const value = text ?? (file === undefined ? undefined : readFileSync(file, 'utf8'));
  if (!value?.trim()) throw new Error(`wechat: ${what} or ${what}_file is needed`);
  return value;
}

function parsed(parse: () => KeyObject, what: string): KeyObject {
  let key: KeyObject;
  try {
    key = parse();
  } catch {
    // The parser's own message may quote the key.
    throw new Error(`wechat: ${what} cannot be read`);
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`wechat: ${what} is not an RSA key`);
  return key;
}

/** A public key or a certificate, PEM. */
export function publicKey(pem: string): KeyObject {
  return parsed(() => (pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem)), 'platform key');
}

export function readKeys(config: WechatConfig): WechatKeys {
  const api_v3_key = Buffer.from(given(config.api_v3_key, config.api_v3_key_file, 'api_v3_key').trim());
  if (api_v3_key.length !== 32) throw new Error('wechat: api_v3_key must be 32 characters');
  const pem = given(config.merchant_key, config.merchant_key_file, 'merchant_key');
  const platform = config.platform_keys.map(
    (one) => [one.serial, publicKey(given(one.public_key, one.public_key_file, 'public_key'))] as const,
  );
  if (platform.length === 0 && !config.fetch_certificates)
    throw new Error('wechat: platform_keys is empty; name one, or set fetch_certificates');
  return { sign_with: parsed(() => createPrivateKey(pem), 'merchant_key'), api_v3_key, verify_with: new Map(platform) };
}
