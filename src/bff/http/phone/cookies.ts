/** Cookies of the phone's pages: a visit's name, and small facts that only we can read or write. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import { sealedFacts } from '../common/sealed-facts.ts';

export interface Jar {
  read(request: FastifyRequest, name: string): string | undefined;
  /** `life_s` 0 takes it away. */
  write(reply: FastifyReply, name: string, value: string, life_s: number): void;
  /** What was sealed under this name and is not over; undefined for anything else. */
  open<T extends object>(request: FastifyRequest, name: string, now_ms: number): T | undefined;
  seal(reply: FastifyReply, name: string, value: object, now_ms: number, life_s: number): void;
}

/** `secure`: pages come by https. A cookie goes back to our own pages alone, and with a press or a link from elsewhere. */
export function cookieJar(secret: string, secure: boolean, random: (length: number) => Uint8Array): Jar {
  const facts = sealedFacts(secret, 'cookies of the phone pages', random);
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
    open: (request, name, now_ms) => facts.open(name, read(request, name) ?? '', now_ms),
    seal: (reply, name, value, now_ms, life_s) => write(reply, name, facts.seal(name, value, now_ms, life_s * 1000), life_s),
  };
}
