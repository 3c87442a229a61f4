/** AEAD_AES_256_GCM as WeChat packs it: base64 of data and a 16-byte tag. */
import { createDecipheriv } from 'node:crypto';
import { readObject } from '../shared/json.ts';

const TAG_LENGTH = 16;

/** A 16-byte key means AES-128: the published vectors use one. */
export function openAead(key: Uint8Array, nonce: string, associated_data: string, ciphertext: string): Uint8Array | undefined {
  const packed = Buffer.from(ciphertext, 'base64');
  if (packed.length < TAG_LENGTH) return undefined;
  try {
    const cipher = createDecipheriv(key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm', key, Buffer.from(nonce), {
      authTagLength: TAG_LENGTH,
    });
    cipher.setAAD(Buffer.from(associated_data)).setAuthTag(packed.subarray(-TAG_LENGTH));
    return Buffer.concat([cipher.update(packed.subarray(0, -TAG_LENGTH)), cipher.final()]);
  } catch {
    return undefined;
  }
}

export interface Sealed {
  algorithm: string;
  ciphertext: string;
  nonce: string;
  associated_data?: string;
}

/** The JSON inside, or undefined when it does not open, is not an object, or has a name twice. */
export function openJson(key: Uint8Array, sealed: Sealed | undefined): { readonly [name: string]: unknown } | undefined {
  if (sealed?.algorithm !== 'AEAD_AES_256_GCM') return undefined;
  const plain = openAead(key, sealed.nonce, sealed.associated_data ?? '', sealed.ciphertext);
  if (!plain) return undefined;
  return readObject(Buffer.from(plain).toString('utf8'));
}
