/** Card data as fields of a request. The one place of this adapter where secrets are revealed. */
import { constants, publicEncrypt } from 'node:crypto';
import type { CardSecrets } from '../port.ts';
import type { Secret } from '../../protocol/secret.ts';
import { writeBlock } from './braces.ts';
import type { UnionpayConfig } from './config.ts';
import type { EncryptKey } from './keys.ts';

/** Random padding: no two are alike. */
function encrypted(key: EncryptKey, bytes: Buffer): string {
  return publicEncrypt({ key: key.key, padding: constants.RSA_PKCS1_PADDING }, bytes).toString('base64');
}

/** Typed values are letters and digits; anything else could end its field and begin another. */
function plain(secret: Secret | undefined): string | undefined {
  return secret?.reveal().replace(/[^0-9A-Za-z]/g, '');
}

/** accNo; with a token the number is not sent. */
export function accountNumber(config: UnionpayConfig, key: EncryptKey, card: CardSecrets): string | undefined {
  const pan = card.token ? undefined : plain(card.pan);
  return pan && config.encrypt ? encrypted(key, Buffer.from(pan)) : pan;
}

export function tokenData(config: UnionpayConfig, card: CardSecrets): string | undefined {
  return card.token && writeBlock({ token: card.token.reveal().replace(/[&={}]/g, ''), trId: config.tr_id });
}

/** customerInfo: base64 of the block with its braces. `info`: which of the card's elements this call sends. */
export function customerInfo(
  config: UnionpayConfig,
  key: EncryptKey,
  card: CardSecrets,
  info: CardSecrets,
  code?: Secret,
): string | undefined {
  const secret = { phoneNo: plain(info.phone), cvn2: plain(info.cvn2), expired: yearFirst(plain(info.expiry)) };
  const pan = plain(card.pan);
  const pin = plain(info.pin);
  const open = {
    ...(info.id ? { certifTp: '01', certifId: plain(info.id)?.toUpperCase() } : {}),
    smsCode: plain(code),
    pin: pin && pan ? encrypted(key, pinBlock(pin, pan)) : undefined,
  };
  const inner = writeBlock(secret).slice(1, -1);
  const hidden = config.encrypt ? { encryptedInfo: inner ? encrypted(key, Buffer.from(inner)) : undefined } : secret;
  const block = writeBlock({ ...open, ...hidden });
  return block === '{}' ? undefined : Buffer.from(block, 'utf8').toString('base64');
}

/** The card says MMYY, UnionPay wants YYMM. */
function yearFirst(expiry: string | undefined): string | undefined {
  return expiry && expiry.slice(2) + expiry.slice(0, 2);
}

/** ISO 9564 format 0: the PIN block XOR the twelve digits before the check digit. */
export function pinBlock(pin: string, pan: string): Buffer {
  const pin_part = Buffer.from(('0' + pin.length.toString(16) + pin).padEnd(16, 'F'), 'hex');
  const pan_part = Buffer.from('0000' + pan.slice(-13, -1), 'hex');
  return Buffer.from(pin_part.map((byte, i) => byte ^ (pan_part[i] as number)));
}
