/** Signatures of ICBC's open platform. Source: docs/channels.md 4.2. */
import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export type Params = Record<string, string>;

/** `<path>?k=v&k=v`: names in ASCII order, raw values; `sign` and empty values are left out. */
export function signedText(path: string, params: Params): string {
  const pairs = Object.keys(params)
    .filter((name) => name !== 'sign' && params[name] !== '')
    .sort()
    .map((name) => `${name}=${params[name]}`);
  return `${path}?${pairs.join('&')}`;
}

/** ICBC's sign_type -> the algorithm, PKCS #1 v1.5. */
const ALGORITHMS: { readonly [sign_type: string]: string } = { RSA: 'RSA-SHA1', RSA2: 'RSA-SHA256' };

/** Base64. */
export function signText(text: string, key: KeyObject, sign_type: string): string {
  return sign(ALGORITHMS[sign_type] ?? 'RSA-SHA1', Buffer.from(text), key).toString('base64');
}

export function verifyText(text: string, key: KeyObject, sign_type: string, signature: string): boolean {
  const algorithm = ALGORITHMS[sign_type];
  return algorithm !== undefined && verify(algorithm, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}
