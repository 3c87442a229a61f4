/** What nobody but the bank may read, for the time of one request: RSA-OAEP with SHA-256, base64. Source: docs/channels.md 4.4. */
import { constants, publicEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Secret } from '../../../protocol/secret.ts';

export type Encrypt = (fields: { readonly [name: string]: Secret | string }) => string;

export function encryptTo(key: KeyObject): Encrypt {
  return (fields) => {
    const plain = Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : value.reveal()]);
    const bytes = Buffer.from(JSON.stringify(Object.fromEntries(plain)));
    const padding = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    try {
      return publicEncrypt(padding, bytes).toString('base64');
    } finally {
      bytes.fill(0);
    }
  };
}
