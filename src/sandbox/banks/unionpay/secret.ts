/** RSA of card data, and PIN blocks. Source: docs/channels.md 3.4. */
import { constants, privateDecrypt, publicEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/**
 * The data in 00 02, at least eight bytes of filler, 00, data; undefined for whatever else, without saying why.
 * The scan runs over all bytes whatever it meets.
 */
export function unpad(block: Buffer): Buffer | undefined {
  let end = 0;
  for (let at = block.length - 1; at >= 2; at--) if (block[at] === 0) end = at;
  const good = block[0] === 0 && block[1] === 2 && end >= 10;
  return good ? block.subarray(end + 1) : undefined;
}

/** Node refuses RSA_PKCS1_PADDING for private decryption, so the padding is taken off here. */
export function decrypt(base64: string, key: KeyObject): Buffer | undefined {
  if (!/^[0-9A-Za-z+/]+={0,2}$/.test(base64)) return undefined;
  try {
    return unpad(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, Buffer.from(base64, 'base64')));
  } catch {
    return undefined;
  }
}

export function encrypt(text: string, key: KeyObject): string {
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text)).toString('base64');
}

/** The PIN in an ISO 9564 format 0 block for this card number; undefined when the block is not one. */
export function pinOfBlock(block: Buffer, pan: string): string | undefined {
  if (block.length !== 8) return undefined;
  const account = Buffer.from(pan.slice(-13, -1).padStart(16, '0'), 'hex');
  const clear = Buffer.from(block.map((byte, at) => byte ^ (account[at] ?? 0))).toString('hex');
  const parts = /^0([4-9a-c])(.*)$/.exec(clear);
  const length = parseInt(parts?.[1] ?? '0', 16);
  const pin = (parts?.[2] ?? '').slice(0, length);
  const filler = (parts?.[2] ?? '').slice(length);
  return parts && /^\d+$/.test(pin) && /^f*$/.test(filler) ? pin : undefined;
}
