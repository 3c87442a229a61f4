/** Signatures of WeChat's answers and callbacks. */
import type { KeyObject } from 'node:crypto';
import type { Context } from './context.ts';
import { letters } from '../../server/random.ts';
import { lines, signText } from './sign.ts';

/** The signing key: the one named in the request when we have it, else the one of the mode. */
function signer(context: Context, requested: string | undefined): { serial: string; key: KeyObject } {
  const { keys } = context;
  const byKey = { serial: keys.public_key_id, key: keys.public_key_private };
  const byCertificate = { serial: keys.platform_serial, key: keys.platform_private };
  if (requested === byKey.serial) return byKey;
  if (requested === byCertificate.serial) return byCertificate;
  return context.faults.now().answer.key_mode === 'certificate' ? byCertificate : byKey;
}

export function signedHeaders(context: Context, body: string, requested?: string): Record<string, string> {
  const { serial, key } = signer(context, requested);
  const timestamp = String(Math.floor(context.world.wall() / 1000));
  const nonce = letters(context.world.random, 32);
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': serial,
    'Wechatpay-Signature': signText(lines(timestamp, nonce, body), key),
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  };
}

/** Another signature of the right length: one letter turned. */
export function spoil(signature: string): string {
  return (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
}
