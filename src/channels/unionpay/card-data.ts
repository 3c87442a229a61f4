/** How card data stands in a request. The one place of this adapter where secrets are revealed. */
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

/** accNo; with a token the number is not sent. */
export function accountNumber(config: UnionpayConfig, key: EncryptKey, card: CardSecrets): string | undefined {
  if (card.token || !card.pan) return undefined;
  const pan = card.pan.reveal();
  return config.encrypt ? encrypted(key, Buffer.from(pan)) : pan;
}

export function tokenData(config: UnionpayConfig, card: CardSecrets): string | undefined {
  return card.token && writeBlock({ token: card.token.reveal(), trId: config.tr_id });
}

/** customerInfo: base64 of the block with its braces. `members`: which of the card's elements this call sends. */
export function customerInfo(config: UnionpayConfig, key: EncryptKey, card: CardSecrets, code?: Secret): string | undefined {
  const secret = {
    phoneNo: card.phone?.reveal(),
    cvn2: card.cvn2?.reveal(),
    expired: card.expiry && yearFirst(card.expiry.reveal()),
  };
  const open = {
    ...(card.id ? { certifTp: '01', certifId: card.id.reveal() } : {}),
    smsCode: code?.reveal(),
    pin: card.pin && card.pan && encrypted(key, pinBlock(card.pin.reveal(), card.pan.reveal())),
  };
  const inner = writeBlock(secret).slice(1, -1);
  const hidden = config.encrypt ? { encryptedInfo: inner ? encrypted(key, Buffer.from(inner)) : undefined } : secret;
  const block = writeBlock({ ...open, ...hidden });
  return block === '{}' ? undefined : Buffer.from(block, 'utf8').toString('base64');
}

/** The card says MMYY, UnionPay wants YYMM. */
function yearFirst(expiry: string): string {
  return expiry.slice(2) + expiry.slice(0, 2);
}

/** ISO 9564 format 0: the PIN block XOR the twelve digits before the check digit. */
export function pinBlock(pin: string, pan: string): Buffer {
  const pin_part = Buffer.from(('0' + pin.length.toString(16) + pin).padEnd(16, 'F'), 'hex');
  const pan_part = Buffer.from('0000' + pan.slice(-13, -1), 'hex');
  return Buffer.from(pin_part.map((byte, i) => byte ^ (pan_part[i] as number)));
}
