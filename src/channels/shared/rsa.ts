/** SHA256withRSA (PKCS1 v1.5) over UTF-8 text or bytes, base64: what WeChat v3 and Alipay's RSA2 both use. Off the event loop. */
import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Rejects only for a key that cannot sign: a programmer's or operator's error. */
export function signRsaSha256(key: KeyObject, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(text), key, (error, signature) => (error ? reject(error) : resolve(signature.toString('base64'))));
  });
}

/** False for anything but the one canonical base64 of a good signature. Never rejects. */
export function verifyRsaSha256(key: KeyObject, signed: string | Uint8Array, signature_base64: string): Promise<boolean> {
  const signature = Buffer.from(signature_base64, 'base64');
  // Node's decoder skips stray characters; two texts for one signature would be one too many.
  if (signature.toString('base64') !== signature_base64) return Promise.resolve(false);
  return new Promise((resolve) =>
    verify('sha256', Buffer.from(signed as string), key, signature, (error, good) => resolve(!error && good)),
  );
}
