/** Alipay's RSA2 signatures over sorted parameters. Source: docs/channels.md 2.2, 2.4. */
import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export type Params = Record<string, string>;

/** `k=v&k=v`, keys in ASCII order, values raw, empty ones and `left_out` not in it. */
export function signText(params: Params, left_out: readonly string[]): string {
  return Object.keys(params)
    .filter((name) => !left_out.includes(name) && params[name] !== '')
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&');
}

/** A request is signed with its sign_type. */
export const requestText = (params: Params): string => signText(params, ['sign']);
/** A callback without. */
export const callbackText = (params: Params): string => signText(params, ['sign', 'sign_type']);

export function signRsa2(text: string, key: KeyObject): string {
  return sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
}

export function verifyRsa2(text: string, key: KeyObject, signature: string): boolean {
  return verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'base64'));
}
