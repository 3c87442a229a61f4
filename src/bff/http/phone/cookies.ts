/** Cookies of the phone's pages: a visit's name, and small facts that only we can read or write. */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PHONE_PATH } from '../../../protocol/phone.ts';

export interface Jar {
  read(request: FastifyRequest, name: string): string | undefined;
  /** `life_s` 0 takes it away. */
  write(reply: FastifyReply, name: string, value: string, life_s: number): void;
  /** What was sealed under this name and is not over; undefined for anything else. */
  open<T extends object>(request: FastifyRequest, name: string, now_ms: number): T | undefined;
  seal(reply: FastifyReply, name: string, value: object, now_ms: number, life_s: number): void;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `secure`: pages come by https. A cookie goes back to our own pages alone, and with a press or a link from elsewhere. */
export function cookieJar(secret: string, secure: boolean, random: (length: number) => Uint8Array): Jar {
  const key = createHmac('sha256', secret).update('cookies of the phone pages').digest();
  const common = `; Path=${PHONE_PATH}; HttpOnly; SameSite=Lax` + (secure ? '; Secure' : '');

  const read: Jar['read'] = (request, name) => {
    for (const part of (request.headers.cookie ?? '').split(';')) {
      const at = part.indexOf('=');
      if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
    }
    return undefined;
  };
  const write: Jar['write'] = (reply, name, value, life_s) => {
    const before = reply.getHeader('set-cookie');
    const all = Array.isArray(before) ? before : before === undefined ? [] : [String(before)];
    void reply.header('set-cookie', [...all.filter((one) => !one.startsWith(name + '=')), `${name}=${value}; Max-Age=${life_s}${common}`]);
  };
  return {
    read,
    write,
    open<T extends object>(request: FastifyRequest, name: string, now_ms: number): T | undefined {
      const packed = Buffer.from(read(request, name) ?? '', 'base64url');
      if (packed.length <= NONCE_BYTES + TAG_BYTES) return undefined;
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, packed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
        cipher.setAAD(Buffer.from(name)).setAuthTag(packed.subarray(-TAG_BYTES));
        const text = Buffer.concat([cipher.update(packed.subarray(NONCE_BYTES, -TAG_BYTES)), cipher.final()]).toString('utf8');
        const { until_ms, ...value } = JSON.parse(text) as T & { until_ms: number };
        return now_ms < until_ms ? (value as unknown as T) : undefined;
      } catch {
        return undefined;
      }
    },
    seal(reply, name, value, now_ms, life_s) {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(name));
      const text = JSON.stringify({ ...value, until_ms: now_ms + life_s * 1000 });
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      write(reply, name, sealed.toString('base64url'), life_s);
    },
  };
}
