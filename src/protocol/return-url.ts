/** The signed address on which a viewer goes back to the app. For display only: money facts come from the notice or a query. */
import { sign, verify } from './paysign-v2.ts';
import type { Fields, Hmac, SignatureVerdict, SigningKey } from './paysign-v2.ts';

/** paid; closed: expired or closed unpaid; left: the viewer went away, the order may still be paid. */
export type ReturnState = 'paid' | 'closed' | 'left';

/** Splits an address into what is signed as path (scheme, host, path) and its query fields. `repeats` when a name stands twice. */
function split(url: string): { path: string; fields: Record<string, string>; hash: string; repeats: boolean } {
  const [, plain = '', search = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(asSent(url)) ?? [];
  // Without a prototype, or a field called __proto__ would be lost unsigned.
  const fields = Object.create(null) as Record<string, string>;
  let repeats = false;
  for (const pair of search.split('&')) {
    const eq = pair.indexOf('=');
    const name = decode(eq < 0 ? pair : pair.slice(0, eq));
    if (!name) continue;
    if (name in fields) repeats = true;
    fields[name] = eq < 0 ? '' : decode(pair.slice(eq + 1));
  }
  return { path: plain, fields, hash, repeats };
}

/** The address as a browser will ask for it: a host alone gets its slash, letters beyond ASCII are encoded. Signed otherwise, it would come back changed. */
function asSent(url: string): string {
  try {
    return new URL(url).href;
  } catch {
    return url;
  }
}

/** Whether a name stands twice in the query: signReturn would keep one, and verifyReturn believes neither. */
export function repeatsName(url: string): boolean {
  return split(url).repeats;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

function query(fields: Fields): string {
  return Object.keys(fields)
    .map((name) => encodeURIComponent(name) + '=' + encodeURIComponent(fields[name] ?? ''))
    .join('&');
}

export function signReturn(
  hmac: Hmac,
  key: SigningKey,
  return_url: string,
  facts: { merchant_id: string; order_no: string; state: ReturnState },
  stamp: { now_ms: number; nonce: string },
): string {
  const { path, fields, hash } = split(return_url);
  return path + '?' + query(sign(hmac, key, 'GET', path, { ...fields, ...facts }, stamp)) + hash;
}

/**
 * Checks the address the viewer came back on; a stale one is genuine but may be a bookmark. A name that stands twice is
 * `bad`: the merchant's own parser might read the other one of the two.
 */
export function verifyReturn(
  hmac: Hmac,
  keys: readonly SigningKey[],
  url: string,
  now_ms: number,
): { verdict: SignatureVerdict; fields: Record<string, string> } {
  const { path, fields, repeats } = split(url);
  return { verdict: repeats ? 'bad' : verify(hmac, keys, 'GET', path, fields, now_ms), fields };
}
