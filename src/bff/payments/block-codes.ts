/** Codes that phones read off a TV: an order's id and a number, encrypted as one block, in base32. Nothing of them is stored. Source: docs/adr/0015-one-code.md. */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { ID_LENGTH } from './ids.ts';

export interface BlockCodes {
  /** In capitals. */
  of(order_id: string, number: number): string;
  /** In capitals or not; undefined for what is no code of this kind. The order need not exist. */
  read(code: string): { order_id: string; number: number } | undefined;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const CODE_LENGTH = 26;
export const CODE_PATTERN = '^[A-Za-z2-7]{' + CODE_LENGTH + '}$';
/** An id, 20 digits of base 36, as a number; the number before it fills the block. */
const ID_BYTES = 13;
const BLOCK_BYTES = 16;
const NUMBER_BYTES = BLOCK_BYTES - ID_BYTES;

/** A permutation of 128 bits under a key of its own: a code is as good as random and finds its order alone. `kind` keeps kinds apart. */
export function blockCodes(secret: string, kind: string): BlockCodes {
  const key = createHmac('sha256', secret).update(kind).digest().subarray(0, BLOCK_BYTES);
  return {
    of(order_id, number) {
      const block = Buffer.alloc(BLOCK_BYTES);
      block.writeUIntBE(number, 0, NUMBER_BYTES);
      const id = numberOf(order_id).toString(16);
      block.write(id.padStart(ID_BYTES * 2, '0'), NUMBER_BYTES, 'hex');
      const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      return base32(Buffer.concat([cipher.update(block), cipher.final()]));
    },
    read(code) {
      const bytes = fromBase32(code);
      if (!bytes) return undefined;
      const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      const block = Buffer.concat([decipher.update(bytes), decipher.final()]);
      const order_id = BigInt('0x' + block.subarray(NUMBER_BYTES).toString('hex'))
        .toString(36)
        .padStart(ID_LENGTH, '0');
      return order_id.length === ID_LENGTH ? { order_id, number: block.readUIntBE(0, NUMBER_BYTES) } : undefined;
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
