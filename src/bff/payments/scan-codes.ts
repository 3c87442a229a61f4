/** The order's one code: 128 bits nobody can guess, in base32. Nothing of it is stored. Source: docs/adr/0015-one-code.md. */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { ID_LENGTH } from './ids.ts';

export interface ScanCodes {
  /** In capitals. */
  of(order_id: string): string;
  /** In capitals or not; undefined for what is no code of ours. The order need not exist. */
  idOf(code: string): string | undefined;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const CODE_LENGTH = 26;
export const CODE_PATTERN = '^[A-Za-z2-7]{' + CODE_LENGTH + '}$';
/** An id, 20 digits of base 36, as a number; the rest of the block is zeros that a guess would have to hit. */
const ID_BYTES = 13;
const BLOCK_BYTES = 16;

/** The id, encrypted as one block: a permutation of 128 bits under our key, so that a code is as good as random and finds its order alone. */
export function scanCodes(secret: string): ScanCodes {
  const key = createHmac('sha256', secret).update('the one code of an order').digest().subarray(0, BLOCK_BYTES);
  return {
    of(order_id) {
      const block = Buffer.alloc(BLOCK_BYTES);
      block.write(
        numberOf(order_id)
          .toString(16)
          .padStart(ID_BYTES * 2, '0'),
        BLOCK_BYTES - ID_BYTES,
        'hex',
      );
      const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      return base32(Buffer.concat([cipher.update(block), cipher.final()]));
    },
    idOf(code) {
      const bytes = fromBase32(code);
      if (!bytes) return undefined;
      const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      const block = Buffer.concat([decipher.update(bytes), decipher.final()]);
      if (block.subarray(0, BLOCK_BYTES - ID_BYTES).some((byte) => byte !== 0)) return undefined;
      const id = BigInt('0x' + block.subarray(BLOCK_BYTES - ID_BYTES).toString('hex'))
        .toString(36)
        .padStart(ID_LENGTH, '0');
      return id.length === ID_LENGTH ? id : undefined;
    },
  };
}

function numberOf(id: string): bigint {
  let n = 0n;
  for (const digit of id) n = n * 36n + BigInt(parseInt(digit, 36));
  return n;
}

function base32(bytes: Uint8Array): string {
  let [text, left, bits] = ['', 0, 0];
  for (const byte of bytes) {
    left = (left << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(left >> (bits - 5)) & 31];
    left &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET[(left << (5 - bits)) & 31];
}

/** Undefined where it is not one, or says the same bytes in another way. */
function fromBase32(text: string): Buffer | undefined {
  const capitals = text.toUpperCase();
  const bytes: number[] = [];
  let [left, bits] = [0, 0];
  for (const letter of capitals) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    left = (left << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(left >> bits);
      left &= (1 << bits) - 1;
    }
  }
  const made = Buffer.from(bytes);
  return made.length === BLOCK_BYTES && base32(made) === capitals ? made : undefined;
}
