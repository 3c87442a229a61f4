/** Merchants' secrets at rest: AES-256-GCM under a key derived from the setting `merchant_keys`, bound to whose and which they are. */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { NamedSecret } from '../secret-entry/keys.ts';

const NONCE = 12;
const TAG = 16;

export interface SecretBox {
  /** "key_id.base64". */
  seal(what: string, secret: string): string;
  /** Undefined when its key is gone, it was changed, or it is of something else. */
  open(what: string, sealed: string): string | undefined;
}

/** The first seals, all open. */
export function secretBox(keys: readonly NamedSecret[], random: (length: number) => Uint8Array): SecretBox {
  const derived = keys.map(({ key_id, secret }) => ({
    key_id,
    key: Buffer.from(hkdfSync('sha256', secret, 'lezhong-pay', 'merchant ' + key_id, 32)),
  }));
  const [newest] = derived;
  return {
    seal(what, secret) {
      if (!newest) throw new Error('there is no key for merchants');
      const nonce = random(NONCE);
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce);
      cipher.setAAD(Buffer.from(newest.key_id + ' ' + what));
      const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return newest.key_id + '.' + sealed.toString('base64');
    },
    open(what, sealed) {
      const dot = sealed.indexOf('.');
      const named = derived.find((one) => one.key_id === sealed.slice(0, dot));
      const bytes = Buffer.from(sealed.slice(dot + 1), 'base64');
      if (!named || bytes.length < NONCE + TAG) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', named.key, bytes.subarray(0, NONCE));
      decipher.setAAD(Buffer.from(named.key_id + ' ' + what));
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE, bytes.length - TAG)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
