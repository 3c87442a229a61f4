/** The supplier's signature: HMAC-SHA256 in hex over name=value pairs in the order of names. */
import { createHmac } from 'node:crypto';

/** Worthless, like all keys of the sandbox. */
export const CARRIER_SECRET = 'sandbox-carrier-secret';
export const CARRIER_PARTNER = 'lezhong';

type Fields = { readonly [name: string]: string };

function signature(fields: Fields): string {
  const pairs = Object.entries(fields).filter(([name]) => name !== 'sign');
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', CARRIER_SECRET)
    .update(pairs.map(([name, value]) => `${name}=${value}`).join('&'))
    .digest('hex');
}

export function signed(fields: Fields): Fields {
  return { ...fields, sign: signature(fields) };
}

export function verified(fields: Record<string, unknown>): boolean {
  const texts = Object.entries(fields).filter((one): one is [string, string] => typeof one[1] === 'string');
  return (
    texts.length === Object.keys(fields).length &&
    fields['partner'] === CARRIER_PARTNER &&
    fields['sign'] === signature(Object.fromEntries(texts))
  );
}
