/** APIv3 signatures and encryption. Lines end with \n, the last one too. Source: docs/channels.md 1.4-1.6. */
import { createCipheriv, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export function lines(...parts: (string | number)[]): string {
  return parts.map((part) => `${part}\n`).join('');
}

export function signText(text: string | Buffer, key: KeyObject): string {
  return sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
}

export function verifyText(text: string | Buffer, key: KeyObject, signature: string): boolean {
  return verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

/** AEAD_AES_256_GCM: base64 of ciphertext and 16-byte tag. */
export function encrypt(api_v3_key: string, nonce: string, associated: string, plain: string): string {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(api_v3_key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from(associated));
  return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}
