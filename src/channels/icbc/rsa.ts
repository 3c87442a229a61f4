/** RSA over UTF-8 text (PKCS1 v1.5, base64) by ICBC's names: RSA is SHA-1, RSA2 is SHA-256. */
import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export type SignType = 'RSA' | 'RSA2';

const HASH: { readonly [type in SignType]: string } = { RSA: 'sha1', RSA2: 'sha256' };

/** False for anything but the one canonical base64 of a good signature. Never rejects. */
export function verifyRsa(type: SignType, key: KeyObject, text: string, signature_base64: string): Promise<boolean> {
  const signature = Buffer.from(signature_base64, 'base64');
  if (signature.toString('base64') !== signature_base64) return Promise.resolve(false);
  return new Promise((resolve) => verify(HASH[type], Buffer.from(text), key, signature, (error, good) => resolve(!error && good)));
}

/** RSA2 on the event loop, about a millisecond: for answers to callbacks, which are few and verified. */
export function signRsa2Now(key: KeyObject, text: string): string {
  return sign(HASH.RSA2, Buffer.from(text), key).toString('base64');
}
