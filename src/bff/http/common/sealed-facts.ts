/** Small facts that a browser carries for us: only we can read or write them, each under its name and for its time. */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

export interface SealedFacts {
  seal(name: string, value: object, now_ms: number, life_ms: number): string;
  /** What was sealed under this name and is not over; undefined for anything else. */
  open<T extends object>(name: string, text: string, now_ms: number): T | undefined;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `what` keeps the kinds apart: what is sealed for one opens nothing of another. */
export function sealedFacts(secret: string, what: string, random: (length: number) => Uint8Array): SealedFacts {
  const key = createHmac('sha256', secret).update(what).digest();
  return {
    seal(name, value, now_ms, life_ms) {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(name));
      const text = JSON.stringify({ ...value, until_ms: now_ms + life_ms });
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open<T extends object>(name: string, text: string, now_ms: number): T | undefined {
      const packed = Buffer.from(text, 'base64url');
      if (packed.length <= NONCE_BYTES + TAG_BYTES) return undefined;
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, packed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
        cipher.setAAD(Buffer.from(name)).setAuthTag(packed.subarray(-TAG_BYTES));
        const plain = Buffer.concat([cipher.update(packed.subarray(NONCE_BYTES, -TAG_BYTES)), cipher.final()]).toString('utf8');
        const { until_ms, ...value } = JSON.parse(plain) as T & { until_ms: number };
        return now_ms < until_ms ? (value as unknown as T) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
