/** Opens what was encrypted to the bank's own key. Source: docs/channels.md 4.4. */
import { constants, privateDecrypt } from 'node:crypto';
import type { Context } from '../context.ts';

export function openSecret({ keys }: Context, secret_data: string): Record<string, unknown> {
  const padding = { key: keys.secret_private, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  try {
    return JSON.parse(privateDecrypt(padding, Buffer.from(secret_data, 'base64')).toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
