/** PaySign v2: HMAC-SHA256 over method, path and the sorted flat fields. The HMAC is passed in, so this runs everywhere. */

/** Lowercase hex HMAC-SHA256 of UTF-8 text under a UTF-8 secret. */
export type Hmac = (secret: string, text: string) => string;

export type Fields = { readonly [name: string]: string | undefined };

/** RFC 3986: everything but letters, digits and -._~ is %XX, so that no value can look like two fields. */
export function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
}

/** A name and a value, percent-encoded as RFC 3986 says. */
export interface EncodedPair {
  name: string;
  value: string;
}

/**
 * "METHOD\npath\nk=v&k=v": names and values percent-encoded, in the byte order of the encoded names, empty fields and
 * `signature` left out. Throws URIError for half of a surrogate pair, which is no text.
 */
export function canonical(method: string, path: string, fields: Fields): string {
  return canonicalOf(
    method,
    path,
    Object.entries(fields).map(([name, value]) => ({ name: percent(name), value: percent(value ?? '') })),
  );
}

export function canonicalOf(method: string, path: string, pairs: readonly EncodedPair[]): string {
  const signed = pairs
    .filter(({ name, value }) => name !== 'signature' && value !== '')
    // By name, not by pair: `a` comes before `a1`, though `a1=` comes before `a=`.
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ name, value }) => name + '=' + value);
  return method.toUpperCase() + '\n' + path + '\n' + signed.join('&');
}

export interface SigningKey {
  key_id: string;
  secret: string;
}

/** The fields with timestamp (UTC ms), nonce, key_id and signature added, ready for a query or a JSON body. */
export function sign<F extends Fields>(
  hmac: Hmac,
  key: SigningKey,
  method: string,
  path: string,
  fields: F,
  stamp: { now_ms: number; nonce: string },
): F & SignedFields {
  const stamped = { ...fields, timestamp: String(stamp.now_ms), nonce: stamp.nonce, key_id: key.key_id };
  return { ...stamped, signature: hmac(key.secret, canonical(method, path, stamped)) };
}

export type SignedFields = { timestamp: string; nonce: string; key_id: string; signature: string };

/** What creates or changes something must be this fresh. Source: README.md, PaySign v2. */
export const FRESH_MS = 300_000;

export type SignatureVerdict = 'good' | 'stale' | 'bad';

/** Checks a signature under any live key with that key_id; `stale` means it is genuine but its timestamp is off by more than five minutes. */
export function verify(
  hmac: Hmac,
  keys: readonly SigningKey[],
  method: string,
  path: string,
  fields: Fields,
  now_ms: number,
): SignatureVerdict {
  return verifyText(
    hmac,
    keys,
    textOrNothing(() => canonical(method, path, fields)),
    fields,
    now_ms,
  );
}

/** The same for a text put together before; undefined is no text, and bad. */
export function verifyText(
  hmac: Hmac,
  keys: readonly SigningKey[],
  text: string | undefined,
  fields: Fields,
  now_ms: number,
): SignatureVerdict {
  const given = fields['signature'] ?? '';
  if (text === undefined || !keys.some((key) => key.key_id === fields['key_id'] && sameText(hmac(key.secret, text), given))) return 'bad';
  const stamp = fields['timestamp'] ?? '';
  if (!/^[0-9]{1,15}$/.test(stamp)) return 'bad';
  return Math.abs(now_ms - Number(stamp)) <= FRESH_MS ? 'good' : 'stale';
}

/** What a stranger sent may be no text at all; that is a bad signature, not an error of ours. */
export function textOrNothing(make: () => string): string | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** Compares in a time that does not tell where the texts differ. */
export function sameText(a: string, b: string): boolean {
  let differs = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) differs |= a.charCodeAt(i) ^ (b.charCodeAt(i) || 0);
  return differs === 0;
}
