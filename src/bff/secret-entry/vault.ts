/** Remembered cards: what could pay is encrypted with AES-256-GCM under a key outside the database, and bound to its row. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Secret } from '../../protocol/secret.ts';
import type { CardKeys } from './keys.ts';

/** What may be remembered at all: a token, or number, phone and the ID a debit card is checked with. CVN2, expiry, PIN and codes have no place here. */
export interface Remembered {
  pan?: Secret;
  token?: Secret;
  phone?: Secret;
  id?: Secret;
}

export interface Locked {
  key_id: string;
  /** nonce 12, ciphertext, tag 16. */
  sealed: Uint8Array;
}

/** What a card's row is called inside its seal. */
export function rowName({ id, viewer }: { id: string; viewer: string }): string {
  return id + ' ' + viewer;
}

const NONCE = 12;
const TAG = 16;

/** `row` names the row it belongs to: moved to another, it does not open. */
export function lock(keys: CardKeys, row: string, card: Remembered, random: (length: number) => Uint8Array): Locked {
  const newest = keys.vault();
  if (!newest) throw new Error('there is no key for remembered cards');
  const nonce = random(NONCE);
  const cipher = createCipheriv('aes-256-gcm', newest.key, nonce);
  cipher.setAAD(Buffer.from(newest.key_id + ' ' + row));
  const { pan, token, phone, id } = card;
  const plain = Buffer.from(JSON.stringify({ pan: pan?.reveal(), token: token?.reveal(), phone: phone?.reveal(), id: id?.reveal() }));
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  plain.fill(0);
  return { key_id: newest.key_id, sealed };
}

/** Undefined when its key is gone or a byte was changed. */
export function unlock(keys: CardKeys, row: string, { key_id, sealed }: Locked): Remembered | undefined {
  const named = keys.vault(key_id);
  if (!named || sealed.length < NONCE + TAG) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', named.key, sealed.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(key_id + ' ' + row));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  // In the mode GCM the last step checks the tag and gives no more text.
  const plain = decipher.update(sealed.subarray(NONCE, sealed.length - TAG));
  try {
    decipher.final();
    const { pan, token, phone, id } = JSON.parse(plain.toString('utf8')) as { [name in keyof Remembered]?: string };
    return {
      ...(pan ? { pan: new Secret(pan) } : {}),
      ...(token ? { token: new Secret(token) } : {}),
      ...(phone ? { phone: new Secret(phone) } : {}),
      ...(id ? { id: new Secret(id) } : {}),
    };
  } catch {
    return undefined;
  } finally {
    plain.fill(0);
  }
}
