/** Signatures of version 5.1.0: RSA over the hexadecimal of a SHA-256. Source: docs/channels.md 3.3. */
import { createHash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Fields } from './fields.ts';

/** Every field but the signature, blanks too, by name. */
export function signedText(fields: Fields): string {
  return Object.keys(fields)
    .filter((name) => name !== 'signature')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
}

/** 64 lower-case hexadecimal digits. */
export function digest(fields: Fields): string {
  return createHash('sha256').update(signedText(fields)).digest('hex');
}

export function signFields(fields: Fields, key: KeyObject): string {
  return sign('RSA-SHA256', Buffer.from(digest(fields)), key).toString('base64');
}

export function verifyFields(fields: Fields, key: KeyObject): boolean {
  const signature = fields['signature'] ?? '';
  return /^[0-9A-Za-z+/]+=*$/.test(signature) && verify('RSA-SHA256', Buffer.from(digest(fields)), key, Buffer.from(signature, 'base64'));
}
