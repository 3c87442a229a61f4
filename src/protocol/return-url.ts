/** The signed address on which a viewer goes back to the app. For display only: money facts come from the notice or a query. */
import { sign, verify } from './paysign-v2.ts';
import type { Fields, Hmac, SignatureVerdict, SigningKey } from './paysign-v2.ts';

/** paid; closed: expired or closed unpaid; left: the viewer went away, the order may still be paid. */
export type ReturnState = 'paid' | 'closed' | 'left';

/** Splits an address into what is signed as path (scheme, host, path) and its query fields. */
function split(url: string): { path: string; fields: Record<string, string>; hash: string } {
  const hashAt = url.indexOf('#');
  const hash = hashAt < 0 ? '' : url.slice(hashAt);
  const plain = hashAt < 0 ? url : url.slice(0, hashAt);
  const at = plain.indexOf('?');
  const fields: Record<string, string> = {};
  const query = at < 0 ? '' : plain.slice(at + 1);
  for (const pair of query.split('&')) {
    if (!pair) continue;
    const eq = pair.indexOf('=');
    const name = decode(eq < 0 ? pair : pair.slice(0, eq));
    if (name) fields[name] = eq < 0 ? '' : decode(pair.slice(eq + 1));
  }
  return { path: at < 0 ? plain : plain.slice(0, at), fields, hash };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

function query(fields: Fields): string {
  return Object.keys(fields).map((name) => encodeURIComponent(name) + '=' + encodeURIComponent(fields[name] ?? '')).join('&');
}

export function signReturn(hmac: Hmac, key: SigningKey, return_url: string, facts: { merchant_id: string; order_no: string; state: ReturnState }, stamp: { now_ms: number; nonce: string }): string {
  const { path, fields, hash } = split(return_url);
  return path + '?' + query(sign(hmac, key, 'GET', path, { ...fields, ...facts }, stamp)) + hash;
}

/** Checks the address the viewer came back on; a stale one is genuine but may be a bookmark. */
export function verifyReturn(hmac: Hmac, keys: readonly SigningKey[], url: string, now_ms: number): { verdict: SignatureVerdict; fields: Record<string, string> } {
  const { path, fields } = split(url);
  return { verdict: verify(hmac, keys, 'GET', path, fields, now_ms), fields };
}
